//! Words for what an identifier cannot hold, where that is all that tells one thing from another.

/// Returns the name of a value: signs are spelled out where they stand for themselves, as in `>=`, or before a number, as in
/// `-1`; elsewhere they only separate words, as in `out-of-order`.
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

/// Returns the name of a parameter: the end of a range is told by the sign at its end, as in `DateCreated>`.
pub(super) fn parameter(wire: &str) -> String {
    for (sign, words) in
        [("<=", "on or before"), (">=", "on or after"), ("<", "before"), (">", "after")]
    {
        if let Some(name) = wire.strip_suffix(sign) {
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
    fn signs_that_stand_for_themselves_are_spelled_out() {
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
        ] {
            assert_eq!(parameter(wire), name);
        }
    }
}
