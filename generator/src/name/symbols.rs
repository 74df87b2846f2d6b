//! Words for symbols that identifiers cannot contain, where these symbols distinguish names.

use crate::ir::Variant;

/// Returns the name of a value of an enum, unless it has an explicit one.
pub(super) fn variant(variant: &Variant) -> String {
    variant.explicit_name.clone().unwrap_or_else(|| value(&variant.wire))
}

/// Returns the name of a value. Symbols are spelled out if they have a meaning of their own, as in `>=`, or precede a number,
/// as in `-1`; otherwise they separate words, as in `out-of-order`.
pub(super) fn value(wire: &str) -> String {
    let text = wire.trim();
    if text.is_empty() {
        return "Empty".to_owned();
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    if !text.contains(is_word) {
        let words: Option<Vec<&str>> = text.chars().map(sign).collect();
        return words.map_or_else(|| wire.to_owned(), |words| words.join(" "));
    }
    match text.strip_prefix(['+', '-']) {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => {
            let sign = if text.starts_with('+') {
                "Plus"
            } else {
                "Minus"
            };
            format!("{sign} {number}")
        }
        _ => wire.to_owned(),
    }
}

/// Returns the name of a parameter, in which the symbol of a range is spelled out, as in `DateCreated>`.
pub(super) fn parameter(wire: &str) -> String {
    for (sign, words) in
        [("<=", "on or before"), (">=", "on or after"), ("<", "before"), (">", "after")]
    {
        if let Some(name) = wire.strip_suffix(sign)
            && !name.ends_with(['<', '>', '=', '!'])
        {
            return format!("{name} {words}");
        }
    }
    wire.to_owned()
}

fn sign(character: char) -> Option<&'static str> {
    Some(match character {
        '=' => "Equal",
        '<' => "Less",
        '>' => "Greater",
        '!' => "Not",
        '~' => "Tilde",
        '+' => "Plus",
        '-' => "Minus",
        '*' => "Star",
        '/' => "Slash",
        '\\' => "Backslash",
        '%' => "Percent",
        '&' => "And",
        '|' => "Or",
        '^' => "Caret",
        '.' => "Dot",
        ',' => "Comma",
        ':' => "Colon",
        ';' => "Semicolon",
        '?' => "Question",
        '@' => "At",
        '#' => "Hash",
        '$' => "Dollar",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{parameter, value};

    #[test]
    fn symbols_with_a_meaning_are_spelled_out() {
        for (wire, name) in [
            ("", "Empty"),
            (" ", "Empty"),
            (">=", "Greater Equal"),
            ("+1", "Plus 1"),
            ("-1", "Minus 1"),
            ("out-of-order", "out-of-order"),
            ("-asc", "-asc"),
            ("🙂", "🙂"),
            ("a>b", "a>b"),
        ] {
            assert_eq!(value(wire), name);
        }
    }

    #[test]
    fn ends_of_ranges_are_spelled_out() {
        for (wire, name) in [
            ("DateCreated", "DateCreated"),
            ("DateCreated<", "DateCreated before"),
            ("DateCreated>=", "DateCreated on or after"),
            ("<", " before"),
            ("DateCreated<>", "DateCreated<>"),
        ] {
            assert_eq!(parameter(wire), name);
        }
    }
}
