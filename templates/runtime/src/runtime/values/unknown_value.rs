//! Values that an enum of this crate does not know.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// A value that an enum of this version of the crate does not know, as the API spells it.
///
/// It comes out of responses and out of `From<&str>`, which read what they know as the variant for it. So nobody can
/// write one by hand that a variant stands for, and two equal values of an enum are one variant.
pub struct UnknownValue<E> {
    text: String,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownValue<E> {
    /// Takes text that is none of the values of the enum.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            of: PhantomData,
        }
    }

    /// Returns the value as the API spells it.
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

/// Shows the text in quotes.
impl<E> fmt::Debug for UnknownValue<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, formatter)
    }
}
