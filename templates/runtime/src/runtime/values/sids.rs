//! SIDs and typed IDs: the identifiers that Twilio assigns to resources.

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
    /// The prefix: two letters, or the words of a typed ID (`intelligence_operator`); `None` if any two letters are allowed.
    const PREFIX: Option<&'static str>;
}

pub(crate) mod sealed {
    /// Prevents other crates from implementing [`Sid`](super::Sid).
    pub trait Sealed {
        /// The form.
        const FORM: super::Form;
    }
}

/// The form of identifiers of one kind.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A SID: this prefix, or two letters, and 32 hexadecimal digits.
    Sid(Option<&'static str>),
    /// A typed ID: this prefix, an underscore, and 26 digits and lowercase letters.
    Typed(&'static str),
}

impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sid(prefix) => {
                let prefix = prefix.unwrap_or("two letters");
                write!(formatter, "a SID: {prefix} followed by 32 hexadecimal digits")
            }
            Self::Typed(prefix) => {
                write!(
                    formatter,
                    "an ID: {prefix}_ followed by 26 digits and lowercase letters"
                )
            }
        }
    }
}

/// Error of parsing a SID from text that is not a prefix of two letters followed by 32 hexadecimal digits, or an ID from
/// text that has not the form of its kind.
///
/// ```ignore
/// use client_runtime::sid::ConversationSid;
///
/// let error = "MB0123456789abcdef0123456789abcdef".parse::<ConversationSid>().unwrap_err();
/// eprintln!("{error}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParseSidError {
    expected: Form,
    found: String,
}

impl fmt::Display for ParseSidError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expected, found } = self;
        write!(formatter, "expected {expected}; found {found}")
    }
}

impl std::error::Error for ParseSidError {}

/// Validates an identifier of this form.
pub(crate) fn check_form(expected: Form, text: &str) -> Result<(), ParseSidError> {
    let found = match expected {
        Form::Sid(prefix) => check_sid(prefix, text),
        Form::Typed(prefix) => check_typed(prefix, text),
    };
    found.map_err(|found| ParseSidError { expected, found })
}

/// Returns what is wrong with a SID.
fn check_sid(expected: Option<&'static str>, text: &str) -> Result<(), String> {
    let length = text.chars().count();
    if length != 34 {
        return Err(format!("{length} characters"));
    }
    let prefix: String = text.chars().take(2).collect();
    let known = expected.map_or_else(
        || prefix.chars().all(|letter| letter.is_ascii_alphabetic()),
        |expected| prefix == expected,
    );
    if !known {
        return Err(format!("a text that starts with {prefix:?}"));
    }
    if !text.chars().skip(2).all(|digit| digit.is_ascii_hexdigit()) {
        return Err("non-hexadecimal characters".to_owned());
    }
    Ok(())
}

/// Returns what is wrong with a typed ID.
fn check_typed(prefix: &str, text: &str) -> Result<(), String> {
    let rest = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_'));
    let Some(rest) = rest else {
        return Err("another prefix".to_owned());
    };
    let length = rest.chars().count();
    if length != 26 {
        return Err(format!("{length} characters after it"));
    }
    let is_allowed =
        |letter: char| letter.is_ascii_digit() || letter.is_ascii_lowercase();
    if !rest.chars().all(is_allowed) {
        return Err("characters other than digits and lowercase letters".to_owned());
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
        let shown = match check_form(S::FORM, &self.text) {
            Ok(()) => &self.text,
            Err(_) => REDACTED,
        };
        write!(formatter, "SidOrName({shown})")
    }
}

/// Implements the methods and traits of a kind of SID or typed ID for a newtype over [`SidText`](super::SidText). The prefix
/// is omitted if it can be any two letters.
#[rustfmt::skip]
macro_rules! sid {
    ($name:ident) => {
        $crate::runtime::sid!(@with $name, None, Sid(None));
    };
    ($name:ident, $prefix:literal) => {
        $crate::runtime::sid!(@with $name, Some($prefix), Sid(Some($prefix)));
    };
    ($name:ident, typed $prefix:literal) => {
        $crate::runtime::sid!(@with $name, Some($prefix), Typed($prefix));
    };
    (@with $name:ident, $prefix:expr, $form:ident($of:expr)) => {
        impl $name {
            /// Returns it as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl $crate::runtime::values::sids::sealed::Sealed for $name {
            const FORM: $crate::runtime::values::sids::Form =
                $crate::runtime::values::sids::Form::$form($of);
        }

        impl $crate::runtime::Sid for $name {
            const PREFIX: Option<&'static str> = $prefix;
        }

        /// Validates the text: the prefix, and the characters after it. `From<&str>` accepts any text.
        impl std::str::FromStr for $name {
            type Err = $crate::runtime::ParseSidError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let form = $crate::runtime::values::sids::Form::$form($of);
                $crate::runtime::values::sids::check_form(form, text)?;
                Ok(Self(text.into()))
            }
        }

        /// Accepts any text, also one that has not this form. To validate it, use [`str::parse`].
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
