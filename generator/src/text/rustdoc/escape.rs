//! Escapes text for Markdown.

use super::super::character::{is_space, push_visible};
use super::entity::is_entity;
use super::{TIE, link};

/// Appends escaped text. Bare URLs become links unless `is_linked` is set, in which case the text is already in a link.
pub(super) fn push_text(text: &str, is_linked: bool, output: &mut String) {
    let mut before = None;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        let starts_word = !before.is_some_and(char::is_alphanumeric);
        if character == 'h'
            && starts_word
            && !is_linked
            && let Some((source, url)) = link::bare(rest)
        {
            push_link(source, &url, output);
            before = source.chars().next_back();
            rest = &rest[source.len()..];
            continue;
        }
        if is_space(character) {
            push_space(output, is_linked);
        } else {
            if is_escaped(before, character, after) {
                output.push('\\');
            }
            push_visible(output, character);
        }
        before = Some(character);
        rest = after;
    }
}

/// Appends a URL as a link to itself.
fn push_link(source: &str, target: &str, output: &mut String) {
    if source == target {
        output.extend(["<", target, ">"]);
    } else {
        push_bracket(output);
        push_text(source, true, output);
        output.extend(["](", &link::in_parentheses(target), ")"]);
    }
}

/// Appends the bracket that opens a link, and escapes a preceding `!`, which would make it an image.
pub(super) fn push_bracket(output: &mut String) {
    if output.ends_with('!') {
        output.pop();
        output.push_str("\\!");
    }
    output.push('[');
}

fn push_space(output: &mut String, is_tied: bool) {
    if !output.ends_with([' ', TIE, '\n']) {
        output.push(if is_tied { TIE } else { ' ' });
    }
}

/// Returns `true` if a character has to be escaped.
fn is_escaped(before: Option<char>, character: char, after: &str) -> bool {
    let next = after.chars().next();
    match character {
        '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
        '_' => {
            !before.is_some_and(char::is_alphanumeric)
                || !next.is_some_and(char::is_alphanumeric)
        }
        '\\' => {
            next.is_none_or(|next| next.is_ascii_punctuation() || is_space(next))
                || link::bare(after).is_some()
        }
        '&' => is_entity(after),
        _ => false,
    }
}

/// Returns the lines of a paragraph, escaped such that no line starts another block, wherever the text is wrapped.
pub(super) fn lines(paragraph: &str) -> impl Iterator<Item = String> {
    paragraph
        .split('\n')
        .map(|line| line.trim_matches([' ', TIE]))
        .filter(|line| !line.is_empty())
        .map(line)
}

fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 1);
    for (index, word) in text.split(' ').enumerate() {
        let starts_block = starts_block(word);
        if index > 0 {
            line.push(if starts_block { TIE } else { ' ' });
        }
        match word.chars().next() {
            Some('0'..='9') if index == 0 && starts_block => {
                let (number, mark) = word.split_at(word.len() - 1);
                line.extend([number, "\\", mark]);
            }
            Some(_) if index == 0 && starts_block => line.extend(["\\", word]),
            _ => line.push_str(word),
        }
    }
    line
}

/// Returns `true` if a word at the start of a line starts another block: a heading, a list, a quote, or the line below a
/// heading or a table header.
fn starts_block(word: &str) -> bool {
    let is_mark = |character: char| "-+=#:".contains(character);
    let is_number = |text: &str| {
        !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit())
    };
    word.starts_with('>')
        || (!word.is_empty() && word.chars().all(is_mark))
        || word.strip_suffix(['.', ')']).is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::{lines, push_text};

    fn escaped(text: &str) -> String {
        let mut output = String::new();
        push_text(text, false, &mut output);
        output
    }

    #[test]
    fn special_characters_are_escaped() {
        for (text, right) in [
            ("snake_case _x_ a_", r"snake_case \_x\_ a\_"),
            ("[APN only] Whether", r"\[APN only\] Whether"),
            ("a <b> c > d", r"a \<b> c > d"),
            (r"C:\dir \* \", r"C:\dir \\\* \\"),
            ("AT&T &lt; & &#10;", r"AT&T \&lt; & \&#10;"),
            ("a\u{202e}b\u{0}", r"a\u{202e}b\u{0}"),
            ("a \t\u{2028} b", "a b"),
            ("See https://example.com/a-b.", "See <https://example.com/a-b>."),
            ("(http://example.com/a_b)", "(<http://example.com/a_b>)"),
            ("xhttp://example.com", "xhttp://example.com"),
        ] {
            assert_eq!(escaped(text), right);
        }
    }

    #[test]
    fn no_line_starts_a_block() {
        for (text, right) in [
            ("# a", "\\# a"),
            ("1. a", "1\\. a"),
            ("a - b", "a\u{1}- b"),
            ("a\n=== \n\n-5 1.5 c", "a|\\===|-5 1.5 c"),
            (">a", "\\>a"),
            ("12345678901. a", "12345678901. a"),
        ] {
            assert_eq!(lines(text).collect::<Vec<_>>().join("|"), right);
        }
    }
}
