//! Characters that nobody sees as they are.

/// Whether a character is invisible, moves what stands around it, or commands a terminal: controls, marks of direction
/// and joiners without width. The two joiners that scripts and emoji need are not among them.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
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
