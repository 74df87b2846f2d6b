//! Classification of hidden characters and whitespace.

use super::terminal::is_dangerous;

/// Returns `true` if a character is invisible or affects its surroundings, and is not required by scripts or emoji.
pub(super) fn is_hidden(character: char) -> bool {
    let is_of_scripts = matches!(
        character,
        '\u{34f}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'
    );
    is_dangerous(character) && !is_of_scripts
}

/// Returns `true` if a character separates words or lines. A no-break space is part of a word.
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

/// Appends a character, or the Rust escape of a hidden one: `\u{202e}`.
pub(super) fn push_visible(text: &mut String, character: char) {
    if is_hidden(character) {
        text.extend(character.escape_unicode());
    } else {
        text.push(character);
    }
}
