//! The text of a SID, which is not allocated.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str;

/// Length of a SID in bytes.
const LENGTH: usize = 34;

/// Text of any length. A text as long as a SID is stored in place, any other one is allocated.
///
/// A message has six SIDs, so a page of messages would allocate more for them than for all its other properties.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum SidText {
    /// Text of `LENGTH` bytes.
    InPlace([u8; LENGTH]),
    /// Text of any other length.
    Allocated(Box<str>),
}

impl SidText {
    /// Returns the text.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            // It was copied from a string.
            Self::InPlace(bytes) => str::from_utf8(bytes).unwrap_or_default(),
            Self::Allocated(text) => text,
        }
    }

    fn in_place(text: &str) -> Option<Self> {
        text.as_bytes().try_into().ok().map(Self::InPlace)
    }
}

impl From<&str> for SidText {
    fn from(text: &str) -> Self {
        Self::in_place(text).unwrap_or_else(|| Self::Allocated(text.into()))
    }
}

impl From<String> for SidText {
    fn from(text: String) -> Self {
        Self::in_place(&text).unwrap_or_else(|| Self::Allocated(text.into()))
    }
}

impl From<SidText> for String {
    fn from(text: SidText) -> Self {
        match text {
            SidText::InPlace(_) => text.as_str().to_owned(),
            SidText::Allocated(text) => text.into(),
        }
    }
}

impl PartialOrd for SidText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SidText {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for SidText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for SidText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::SidText;

    const SID: &str = "US0123456789abcdef0123456789abcdef";

    #[test]
    fn text_of_any_length_is_kept() {
        let longer = format!("{SID}0");
        let umlauts = "ä".repeat(17);
        for text in ["", "US1", SID, &SID[1..], &longer, &umlauts] {
            assert_eq!(SidText::from(text).as_str(), text);
            assert_eq!(SidText::from(text), SidText::from(text.to_owned()));
            assert_eq!(String::from(SidText::from(text)), text);
        }
    }

    #[test]
    fn only_text_as_long_as_a_sid_is_in_place() {
        assert!(matches!(SidText::from(SID), SidText::InPlace(_)));
        assert!(matches!(SidText::from("US1"), SidText::Allocated(_)));
        assert_eq!(size_of::<Option<SidText>>(), 40);
    }

    #[test]
    fn texts_are_ordered_wherever_they_are_stored() {
        let mut texts = ["UT", SID, "US", "UR0123456789abcdef0123456789abcdef", ""]
            .map(SidText::from);
        texts.sort();
        let sorted = ["", "UR0123456789abcdef0123456789abcdef", "US", SID, "UT"];
        assert_eq!(texts, sorted.map(SidText::from));
    }
}
