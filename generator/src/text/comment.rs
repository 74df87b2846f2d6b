//! Single-line comments.

use super::character::{is_space, push_visible};

/// Maximum number of characters in a comment.
const MAX_CHARACTERS: usize = 200;

/// Formats text for a single-line comment: replaces line breaks, escapes hidden characters, and truncates long text.
pub fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MAX_CHARACTERS));
    for (index, character) in text.chars().enumerate() {
        if index == MAX_CHARACTERS {
            line.push('…');
            break;
        }
        if is_space(character) {
            line.push(' ');
        } else {
            push_visible(&mut line, character);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{MAX_CHARACTERS, line};

    #[test]
    fn comments_stay_on_one_line() {
        for (text, shown) in [
            ("Rooms\"\n//! ```\nfn", "Rooms\" //! ``` fn"),
            ("a\r\nb\rc\u{85}d\u{2028}e\u{2029}f\u{b}g\u{c}h", "a  b c d e f g h"),
            ("\u{202e}x\u{7f}\0\u{feff}", r"\u{202e}x\u{7f}\u{0}\u{feff}"),
            ("größe", "größe"),
        ] {
            assert_eq!(line(text), shown);
        }
    }

    #[test]
    fn long_comments_are_truncated() {
        let long = line(&"x".repeat(MAX_CHARACTERS + 1));
        assert_eq!(long.chars().count(), MAX_CHARACTERS + 1);
        assert!(long.ends_with("x…"));
        assert_eq!(line(&"x".repeat(MAX_CHARACTERS)), "x".repeat(MAX_CHARACTERS));
    }
}
