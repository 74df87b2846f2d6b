//! Documents the limits of values.

use crate::text::rustdoc::{Inline, joined};

/// Returns the range of a value and its default, where the description does not name them.
pub(super) fn limits(
    description: &str,
    (minimum, maximum): (Option<i64>, Option<i64>),
    default: Option<&String>,
) -> Inline {
    let is_named = |value: &String| description.contains(value.as_str());
    let number = |value: Option<i64>| {
        value.map(|value| value.to_string()).filter(|value| !is_named(value))
    };
    let range = match (number(minimum), number(maximum)) {
        (Some(minimum), Some(maximum)) => {
            joined!["From ", Inline::code(&minimum), " to ", Inline::code(&maximum), "."]
        }
        (Some(minimum), None) => joined!["At least ", Inline::code(&minimum), "."],
        (None, Some(maximum)) => joined!["At most ", Inline::code(&maximum), "."],
        (None, None) => Inline::default(),
    };
    let default = default.filter(|default| !is_named(default));
    let default = default.map_or_else(Inline::default, |default| {
        joined!["Default: ", Inline::code(default), "."]
    });
    Inline::sentences([range, default])
}
