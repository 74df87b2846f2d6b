//! Doc comments.

use proc_macro2::TokenStream;
use quote::quote;
use textwrap::{Options, WordSplitter};

use super::markdown;

/// The width of a line of prose, so that it stays below 100 columns wherever it is indented.
const WIDTH: usize = 88;

/// Markdown from the document, made fit for rustdoc, as an outer doc comment.
pub(super) fn from_document(text: &str) -> TokenStream {
    outer(&markdown::for_rustdoc(text))
}

/// An outer doc comment. Paragraphs are separated by empty lines.
pub(super) fn outer(text: &str) -> TokenStream {
    let lines = lines(text);
    quote! { #(#[doc = #lines])* }
}

/// A doc comment of the file.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = lines(text);
    quote! { #(#![doc = #lines])* }
}

/// Paragraphs joined by empty lines, those that are empty left out.
pub(super) fn paragraphs<S: AsRef<str>>(
    paragraphs: impl IntoIterator<Item = S>,
) -> String {
    let paragraphs: Vec<S> = paragraphs.into_iter().collect();
    let filled: Vec<&str> = paragraphs
        .iter()
        .map(AsRef::as_ref)
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect();
    filled.join("\n\n")
}

/// The first sentence of a text, without its full stop.
pub(super) fn first_sentence(text: &str) -> &str {
    let paragraph = text.split("\n\n").next().unwrap_or_default().trim();
    let end = paragraph.find(". ").unwrap_or(paragraph.len());
    paragraph[..end].trim_end_matches('.')
}

/// `text` as it continues a sentence; a first word that is not plain, such as a name, stays as it is.
pub(super) fn lower_first(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let mut characters = text.chars();
    match characters.next() {
        Some(initial) if first.chars().skip(1).all(char::is_lowercase) => {
            initial.to_lowercase().chain(characters).collect()
        }
        _ => text.to_owned(),
    }
}

/// `text` as it starts a sentence.
pub(super) fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |initial| {
        initial.to_uppercase().chain(characters).collect()
    })
}

fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_code = false;
    for line in text.trim().lines() {
        let fence = line.starts_with("```");
        if is_code || fence || line.starts_with('|') || line.is_empty() {
            lines.push(line.trim_end().to_owned());
        } else {
            let indent = if line.starts_with("- ") || line.starts_with("* ") {
                "  "
            } else {
                ""
            };
            let options = Options::new(WIDTH)
                .break_words(false)
                .word_splitter(WordSplitter::NoHyphenation)
                .subsequent_indent(indent);
            let line = tied(line.trim_end());
            let wrapped = textwrap::wrap(&line, options);
            lines.extend(wrapped.iter().map(|line| line.replace(TIE, " ")));
        }
        is_code ^= fence;
    }
    lines
        .into_iter()
        .map(|line| {
            if line.is_empty() {
                line
            } else {
                format!(" {line}")
            }
        })
        .collect()
}

/// A space at which no line is broken.
const TIE: char = '\u{a0}';

/// `text` with code spans and the texts of links tied together, and the mark of a list to what it marks.
fn tied(text: &str) -> String {
    let mut tied = String::with_capacity(text.len());
    let mut is_code = false;
    let mut is_link = false;
    for (index, character) in text.char_indices() {
        match character {
            '`' => is_code = !is_code,
            '[' if !is_code => is_link = text[index..].contains("]("),
            ']' if !is_code => is_link = false,
            _ => {}
        }
        let is_mark = index == 1 && text.starts_with(['-', '*']);
        let is_tied = character == ' ' && (is_code || is_link || is_mark);
        tied.push(if is_tied { TIE } else { character });
    }
    tied
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, lines};

    #[test]
    fn wraps_prose_and_leaves_code_alone() {
        let long = "word ".repeat(30);
        let text = format!("{long}\n\n```\n{}\n```", "code ".repeat(30));
        let lines = lines(&text);
        assert!(lines[0].len() <= 89 && lines[1].starts_with(" word"));
        assert!(lines.iter().any(|line| line.len() > 140));
    }

    #[test]
    fn breaks_neither_code_nor_links() {
        let word = "word ".repeat(17);
        for tied in ["`POST /v1/Rooms`", "[the messaging service](https://example.com/)"]
        {
            let text = format!("{word}{tied} word");
            assert!(lines(&text).iter().any(|line| line.contains(tied)), "{tied}");
        }
        let long = format!("`{}`", "word ".repeat(30));
        assert_eq!(lines(&format!("- {long} end"))[0], format!(" - {long}"));
    }

    #[test]
    fn takes_the_first_sentence() {
        assert_eq!(first_sentence("One. Two."), "One");
        assert_eq!(first_sentence("Only one."), "Only one");
        assert_eq!(first_sentence("First\n\nSecond."), "First");
    }
}
