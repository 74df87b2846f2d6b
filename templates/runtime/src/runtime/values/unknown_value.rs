//! Values that an enum of this crate does not know.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Value that an enum of this version of the crate does not know, as spelled by the API.
///
/// It is only created from responses and by `From<&str>`, which convert known values to their variants. It can
/// therefore never hold the string of a known variant, and equal strings are always the same variant.
///
/// ```ignore
/// use client_runtime::conversations::ConversationState;
///
/// match ConversationState::from("archived") {
///     ConversationState::Unknown(value) => assert_eq!(value.as_str(), "archived"),
///     known => println!("{known}"),
/// }
/// ```
pub struct UnknownValue<E> {
    text: String,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownValue<E> {
    /// Creates the value from a string that is not a known value of the enum.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            of: PhantomData,
        }
    }

    /// Returns the value as spelled by the API.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<E> Clone for UnknownValue<E> {
    fn clone(&self) -> Self {
        Self::new(&self.text)
    }
}

impl<E> PartialEq for UnknownValue<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for UnknownValue<E> {}

impl<E> Hash for UnknownValue<E> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.text.hash(hasher);
    }
}

impl<E> AsRef<str> for UnknownValue<E> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<E> PartialEq<str> for UnknownValue<E> {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl<E> PartialEq<&str> for UnknownValue<E> {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl<E> fmt::Display for UnknownValue<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Formats the string in quotes.
impl<E> fmt::Debug for UnknownValue<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, formatter)
    }
}
