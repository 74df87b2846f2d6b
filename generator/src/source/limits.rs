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

/// How many values the aliases of YAML, or the references of the document, may copy in all: far more than a document
/// needs.
pub(crate) const MAX_COPIED: usize = 1_000_000;

/// How many values a value holds, itself included.
pub(crate) fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(elements) => elements.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
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
