//! Comments of one line.

use super::character::{is_space, push_visible};

/// How many characters of a text a comment shows.
const MOST: usize = 200;

/// `text` on one line of a comment: nothing in it ends the line, and hidden characters are shown by their numbers.
pub fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MOST));
    for (index, character) in text.chars().enumerate() {
        if index == MOST {
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
    use super::{MOST, line};

    #[test]
    fn stays_on_its_line() {
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
    fn is_cut() {
        let long = line(&"x".repeat(MOST + 1));
        assert_eq!(long.chars().count(), MOST + 1);
        assert!(long.ends_with("x…"));
        assert_eq!(line(&"x".repeat(MOST)), "x".repeat(MOST));
    }
}
