//! SIDs: the identifiers that Twilio assigns to resources.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::redacted::REDACTED;

/// Kind of SID: the identifiers of one kind of resource.
///
/// This trait is sealed. The crate implements it for each type of the module `sid`.
///
/// ```ignore
/// use client_runtime::Sid;
/// use client_runtime::sid::ConversationSid;
///
/// assert_eq!(ConversationSid::PREFIX, Some("CH"));
/// ```
pub trait Sid: sealed::Sealed + AsRef<str> + Into<String> {
    /// The prefix of two letters; `None` if any prefix is allowed.
    const PREFIX: Option<&'static str>;
}

pub(crate) mod sealed {
    /// Prevents other crates from implementing [`Sid`](super::Sid).
    pub trait Sealed {}
}

/// Error of parsing a SID from text that is not a prefix of two letters followed by 32 hexadecimal digits.
///
/// ```ignore
/// use client_runtime::sid::ConversationSid;
///
/// let error = "MB0123456789abcdef0123456789abcdef".parse::<ConversationSid>().unwrap_err();
/// eprintln!("{error}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParseSidError {
    expected: Option<&'static str>,
    found: String,
}

impl fmt::Display for ParseSidError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = self.expected.unwrap_or("two letters");
        let Self { found, .. } = self;
        write!(
            formatter,
            "expected a SID: {prefix} followed by 32 hexadecimal digits; found {found}"
        )
    }
}

impl std::error::Error for ParseSidError {}

/// Validates a SID of this kind.
pub(crate) fn check(
    expected: Option<&'static str>,
    text: &str,
) -> Result<(), ParseSidError> {
    let fail = |found: String| Err(ParseSidError { expected, found });
    let length = text.chars().count();
    if length != 34 {
        return fail(format!("{length} characters"));
    }
    let prefix: String = text.chars().take(2).collect();
    let known = expected.map_or_else(
        || prefix.chars().all(|letter| letter.is_ascii_alphabetic()),
        |expected| prefix == expected,
    );
    if !known {
        return fail(format!("a text that starts with {prefix:?}"));
    }
    if !text.chars().skip(2).all(|digit| digit.is_ascii_hexdigit()) {
        return fail("non-hexadecimal characters".to_owned());
    }
    Ok(())
}

/// SID of a resource or the unique name that was chosen for it, such as a `unique_name` or an `identity`.
///
/// Converts from any text and from the resource's own type of SID, but not from the SID of another kind of resource.
///
/// ```ignore
/// use client_runtime::SidOrName;
/// use client_runtime::sid::ConversationSid;
///
/// let by_name: SidOrName<ConversationSid> = "order-1042".into();
/// let by_sid: SidOrName<ConversationSid> =
///     ConversationSid::from("CH0123456789abcdef0123456789abcdef").into();
/// assert_eq!(by_name.to_string(), "order-1042");
/// # assert_eq!(by_sid, "CH0123456789abcdef0123456789abcdef");
/// ```
///
/// A name is sent as one percent-encoded segment of the path. A request with an empty name, or with a name that
/// contains a segment `.` or `..` (such as `a/../b`), fails with
/// [`ErrorKind::InvalidRequest`](crate::runtime::ErrorKind::InvalidRequest) before it is sent: some servers and
/// gateways would read it as the path of another resource.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias("identity", "unique_name"))]
pub struct SidOrName<S> {
    text: String,
    kind: PhantomData<fn() -> S>,
}

impl<S> SidOrName<S> {
    /// Returns the SID or the name.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<S> Clone for SidOrName<S> {
    fn clone(&self) -> Self {
        self.text.clone().into()
    }
}

impl<S> From<String> for SidOrName<S> {
    fn from(text: String) -> Self {
        Self {
            text,
            kind: PhantomData,
        }
    }
}

impl<S> From<&String> for SidOrName<S> {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl<S> From<&str> for SidOrName<S> {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl<S: Sid> From<S> for SidOrName<S> {
    fn from(sid: S) -> Self {
        let text: String = sid.into();
        text.into()
    }
}

impl<S: Sid> From<&S> for SidOrName<S> {
    fn from(sid: &S) -> Self {
        sid.as_ref().into()
    }
}

impl<S> From<SidOrName<S>> for String {
    fn from(sid_or_name: SidOrName<S>) -> Self {
        sid_or_name.text
    }
}

impl<S> AsRef<str> for SidOrName<S> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// Shows the SID or the name. A name may be personal data; `Debug` redacts it.
impl<S> fmt::Display for SidOrName<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl<S> PartialEq<str> for SidOrName<S> {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl<S> PartialEq<&str> for SidOrName<S> {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

/// Serializes as a string.
impl<S> Serialize for SidOrName<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Deserializes from any string, as [`From`] does.
impl<'de, S> Deserialize<'de> for SidOrName<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// Shows a SID, redacts a name: it may be personal data.
impl<S: Sid> fmt::Debug for SidOrName<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match check(S::PREFIX, &self.text) {
            Ok(()) => &self.text,
            Err(_) => REDACTED,
        };
        write!(formatter, "SidOrName({shown})")
    }
}

/// Implements the methods and traits of a kind of SID for a newtype over [`SidText`](super::SidText). The prefix is omitted if it can be
/// any two letters.
#[rustfmt::skip]
macro_rules! sid {
    ($name:ident) => {
        $crate::runtime::sid!(@with $name, None);
    };
    ($name:ident, $prefix:literal) => {
        $crate::runtime::sid!(@with $name, Some($prefix));
    };
    (@with $name:ident, $prefix:expr) => {
        impl $name {
            /// Returns the SID as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl $crate::runtime::values::sids::sealed::Sealed for $name {}

        impl $crate::runtime::Sid for $name {
            const PREFIX: Option<&'static str> = $prefix;
        }

        /// Validates the text: the prefix, and 32 hexadecimal digits. `From<&str>` accepts any text.
        impl std::str::FromStr for $name {
            type Err = $crate::runtime::ParseSidError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::runtime::values::sids::check($prefix, text)?;
                Ok(Self(text.into()))
            }
        }

        /// Accepts any text, also one that is not a SID. To validate it, use [`str::parse`].
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self(text.as_str().into())
            }
        }

        impl From<&Self> for $name {
            fn from(sid: &Self) -> Self {
                sid.clone()
            }
        }

        impl From<$name> for String {
            fn from(sid: $name) -> Self {
                sid.0.into()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::values::text::read(deserializer)
            }
        }

        $crate::runtime::nullable_from!($name: &str, String, &String, &$name);

        impl $crate::runtime::ParameterValue for $name {
            fn into_parameter(self) -> Result<String, String> {
                Ok(self.0.into())
            }
        }
    };
}

pub(crate) use sid;
