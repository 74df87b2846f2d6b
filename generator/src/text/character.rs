//! Characters that nobody sees as they are.

use super::terminal::is_dangerous;

/// Whether a character is not seen or moves what stands around it, although no script and no emoji needs it.
pub(super) fn is_hidden(character: char) -> bool {
    let is_of_scripts = matches!(
        character,
        '\u{34f}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'
    );
    is_dangerous(character) && !is_of_scripts
}

/// Whether a character separates words or lines. A space that does not break lines is part of a word.
pub(super) fn is_space(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t'
            | '\n'
            | '\u{b}'
            | '\u{c}'
            | '\r'
            | '\u{85}'
            | '\u{2028}'
            | '\u{2029}'
    )
}

/// Writes a character, or in place of a hidden one its number as Rust writes it: `\u{202e}`.
pub(super) fn push_visible(text: &mut String, character: char) {
    if is_hidden(character) {
        text.extend(character.escape_unicode());
    } else {
        text.push(character);
    }
}
