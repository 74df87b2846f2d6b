//! Emits doc comments from sanitized text.

use proc_macro2::TokenStream;
use quote::quote;

use crate::text::noun;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Emits an outer doc comment.
pub(super) fn outer(prose: impl Into<Prose>) -> TokenStream {
    let lines = prose.into().into_lines();
    quote! { #(#[doc = #lines])* }
}

/// Emits an inner doc comment.
pub(super) fn inner(prose: impl Into<Prose>) -> TokenStream {
    let lines = prose.into().into_lines();
    quote! { #(#![doc = #lines])* }
}

/// Emits the attribute of a deprecated item.
pub(super) fn deprecated(is_deprecated: bool) -> Option<TokenStream> {
    is_deprecated.then(|| quote! { #[deprecated] })
}

/// Returns a link to the vendor's documentation; empty if there is none or the URL is not allowed.
pub(super) fn page_link(page: Option<&str>) -> Inline {
    page.map(|page| Inline::link(&"Twilio documentation".into(), page))
        .unwrap_or_default()
}

/// A description from the document, or a generated one.
pub(super) enum Said<'a> {
    InDocument(&'a str),
    ByUs(Inline),
}

impl Said<'_> {
    /// Converts the description to inline Markdown.
    pub(super) fn inline(self) -> Inline {
        match self {
            Said::InDocument(text) => Inline::of_document(text),
            Said::ByUs(inline) => inline,
        }
    }

    /// Converts the description to block Markdown.
    pub(super) fn prose(self) -> Prose {
        match self {
            Said::InDocument(text) => Prose::of_document(text),
            Said::ByUs(inline) => inline.into(),
        }
    }

    /// Behind a lead of ours and a colon; the lead alone where nothing is said.
    pub(super) fn behind(self, lead: impl FnOnce() -> Inline) -> Prose {
        match self {
            Said::InDocument(text) if says_nothing(text) => joined![lead(), "."].into(),
            Said::InDocument(text) => {
                // Its first word may be a name, so it is not changed.
                Prose::of_document_behind(joined![lead(), ": "], text)
            }
            Said::ByUs(inline) => joined![lead(), ". ", inline].into(),
        }
    }

    /// Returns the description, or `other` if it is empty or renders to nothing, such as `>`.
    pub(super) fn or(self, other: impl FnOnce() -> Inline) -> Self {
        match self {
            Said::InDocument(text) if says_nothing(text) => Said::ByUs(other()),
            said => said,
        }
    }
}

/// Returns `true` if a text renders to nothing.
fn says_nothing(text: &str) -> bool {
    // A text that starts with a letter starts with a paragraph, so it need not be parsed.
    !text.starts_with(|first: char| first.is_ascii_alphabetic())
        && Prose::of_document(text).is_empty()
}

/// Returns the first sentence of a text without its full stop.
pub(super) fn first_sentence(text: &str) -> &str {
    let paragraph = text.split("\n\n").next().unwrap_or_default().trim();
    let end = paragraph.find(". ").unwrap_or(paragraph.len());
    paragraph[..end].trim_end_matches('.')
}

/// Returns a noun behind the indefinite article of a name, if it has one.
pub(super) fn indefinite(name: &str, noun: Inline) -> Inline {
    match noun::article(name) {
        "" => noun,
        article => joined![article, " ", noun],
    }
}

/// Converts the first letter to upper case.
pub(super) fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    let initial = characters.next().into_iter().flat_map(char::to_uppercase);
    initial.chain(characters.clone()).collect()
}

/// Converts the first letter to lower case, unless the first word is a name.
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

#[cfg(test)]
mod tests {
    use super::{Inline, Prose, Said, first_sentence};

    #[test]
    fn says_something_where_the_document_shows_nothing() {
        let ours = || Inline::from("Ours.");
        let said = |text| Said::InDocument(text).or(ours).prose();
        for text in ["", " \n", ">", "- ", "[a]: https://example.com"] {
            assert_eq!(said(text), Prose::from(ours()), "{text:?}");
        }
        assert_eq!(said("Theirs."), Prose::of_document("Theirs."));
    }

    #[test]
    fn takes_the_first_sentence() {
        assert_eq!(first_sentence("One. Two."), "One");
        assert_eq!(first_sentence("Only one."), "Only one");
        assert_eq!(first_sentence("First\n\nSecond."), "First");
    }
}
