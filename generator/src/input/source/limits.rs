//! Limits on the size of files and documents, so that no input exhausts the stack or the memory.

use serde_json::Value;

/// Maximum size of a file in bytes: several times the size of Twilio's largest document.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Maximum number of values in a file.
pub(super) const MAX_VALUES: usize = 1_000_000;

/// Help for files that exceed `MAX_BYTES` or `MAX_VALUES`.
pub(crate) const TOO_MANY: &str =
    "check that this is the right file, or remove its descriptions of other APIs";

/// Maximum nesting of values: three times that of any Twilio document, and small enough for a stack of 2 MiB without
/// optimization.
pub(crate) const MAX_DEPTH: usize = 64;

/// Help for values that exceed `MAX_DEPTH`.
pub(super) const TOO_DEEP: &str =
    "move the inner value to `components/schemas` and refer to it by `$ref`";

/// Maximum total length in bytes of the keys from the root of a document to a value: several times that of any Twilio
/// document. They are repeated in the pointer of every value below.
pub(crate) const MAX_KEYS: usize = 2_000;

/// Help for keys that exceed `MAX_KEYS`.
pub(crate) const TOO_LONG: &str = "shorten the keys";

/// Maximum number of values copied by YAML aliases, by the references of the document or by the updates of an overlay: far
/// more than a document needs.
pub(crate) const MAX_COPIED: usize = 1_000_000;

/// Maximum number of bytes of text that they may copy.
pub(crate) const MAX_COPIED_TEXT: usize = 64 * 1024 * 1024;

/// The size of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// Number of values, including itself.
    pub(crate) values: usize,
    /// Total length in bytes of all keys and strings.
    pub(crate) text: usize,
}

impl Size {
    /// Measures a value.
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

    /// Adds the size of another value.
    pub(crate) fn add(&mut self, other: Self) {
        self.values = self.values.saturating_add(other.values);
        self.text = self.text.saturating_add(other.text);
    }

    /// Returns a description of the exceeded copy limit, if any.
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

/// Returns the maximum total length in bytes of the keys on a path to a descendant.
pub(crate) fn longest_keys(value: &Value) -> usize {
    let longest = match value {
        Value::Array(elements) => elements.iter().map(longest_keys).max(),
        Value::Object(members) => {
            members.iter().map(|(name, member)| name.len() + longest_keys(member)).max()
        }
        _ => None,
    };
    longest.unwrap_or(0)
}

/// Returns the number of nesting levels in a value; 0 for a scalar.
pub(crate) fn depth(value: &Value) -> usize {
    let inner = match value {
        Value::Array(elements) => elements.iter().map(depth).max(),
        Value::Object(members) => members.values().map(depth).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or(0)
}
