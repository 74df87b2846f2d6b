//! How large a text and a document may grow, so that no input exhausts the stack or the memory.

use serde_json::Value;

/// How many bytes a file may have: several times as many as the largest document of Twilio's.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;

/// How many values a file may hold.
pub(super) const MAX_VALUES: usize = 1_000_000;

/// What to do about a file that holds more.
pub(super) const TOO_MANY: &str =
    "check that the file is the right one, or remove what it says of other APIs";

/// How deeply values may nest: thrice as deep as in any document of Twilio's, and little enough for a stack of 2 MiB
/// without optimisation.
pub(crate) const MAX_DEPTH: usize = 64;

/// What to do about values that nest deeper.
pub(super) const TOO_DEEP: &str =
    "give what is inside a name in `components/schemas` and refer to it by `$ref`";

/// How many bytes the keys from the top of a document down to a value may have together: several times as many as in any
/// document of Twilio's. Everything below a value repeats them, as its place.
pub(crate) const MAX_KEYS: usize = 2_000;

/// What to do about keys that have more.
pub(super) const TOO_LONG: &str = "shorten the keys";

/// How many values the aliases of YAML, the references of the document or the updates of an overlay may copy in all: far
/// more than a document needs.
pub(crate) const MAX_COPIED: usize = 1_000_000;

/// How many bytes of text they may copy.
pub(crate) const MAX_COPIED_TEXT: usize = 64 * 1024 * 1024;

/// How much a value holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// The values, itself included.
    pub(crate) values: usize,
    /// The bytes of all keys and texts.
    pub(crate) text: usize,
}

impl Size {
    /// How much a value holds.
    pub(crate) fn of(value: &Value) -> Self {
        let mut size = Self { values: 1, text: 0 };
        match value {
            Value::String(text) => size.text += text.len(),
            Value::Array(elements) => {
                for element in elements {
                    size.add(Self::of(element));
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    size.text += name.len();
                    size.add(Self::of(member));
                }
            }
            _ => {}
        }
        size
    }

    /// Counts what another value holds, too.
    pub(crate) fn add(&mut self, other: Self) {
        self.values = self.values.saturating_add(other.values);
        self.text = self.text.saturating_add(other.text);
    }

    /// The limit that so much copied exceeds, in words.
    pub(crate) fn excess(self) -> Option<String> {
        if self.values > MAX_COPIED {
            Some(format!("{MAX_COPIED} values"))
        } else if self.text > MAX_COPIED_TEXT {
            Some(format!("{} MiB of text", MAX_COPIED_TEXT / (1024 * 1024)))
        } else {
            None
        }
    }
}

/// How many bytes the keys down to the value at the end of the longest way have.
pub(crate) fn keys(value: &Value) -> usize {
    let longest = match value {
        Value::Array(elements) => elements.iter().map(keys).max(),
        Value::Object(members) => {
            members.iter().map(|(name, member)| name.len() + keys(member)).max()
        }
        _ => None,
    };
    longest.unwrap_or(0)
}

/// How deeply the values in a value nest; nothing nests in a scalar.
pub(crate) fn depth(value: &Value) -> usize {
    let inner = match value {
        Value::Array(elements) => elements.iter().map(depth).max(),
        Value::Object(members) => members.values().map(depth).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or(0)
}
