//! Doc comments, of nothing but what is safe in one.

use proc_macro2::TokenStream;
use quote::quote;

use crate::text::rustdoc::{Inline, Prose, joined};

/// An outer doc comment.
pub(super) fn outer(prose: impl Into<Prose>) -> TokenStream {
    let lines = prose.into().into_lines();
    quote! { #(#[doc = #lines])* }
}

/// A doc comment of the file.
pub(super) fn inner(prose: impl Into<Prose>) -> TokenStream {
    let lines = prose.into().into_lines();
    quote! { #(#![doc = #lines])* }
}

/// A link to the page of the vendor's documentation; nothing where there is none, or none of the web.
pub(super) fn page_link(page: Option<&str>) -> Inline {
    page.map(|page| Inline::link(&"Twilio documentation".into(), page))
        .unwrap_or_default()
}

/// What is said of something: in the document's words, or in ours.
pub(super) enum Said<'a> {
    InDocument(&'a str),
    ByUs(Inline),
}

impl Said<'_> {
    /// On one line.
    pub(super) fn inline(self) -> Inline {
        match self {
            Said::InDocument(text) => Inline::of_document(text),
            Said::ByUs(inline) => inline,
        }
    }

    /// On as many lines as it takes.
    pub(super) fn prose(self) -> Prose {
        match self {
            Said::InDocument(text) => Prose::of_document(text),
            Said::ByUs(inline) => inline.into(),
        }
    }

    /// Behind a lead of ours, as one sentence with it; the lead alone where nothing is said.
    pub(super) fn behind(self, lead: impl FnOnce() -> Inline) -> Prose {
        match self {
            Said::InDocument(text) if Prose::of_document(text).is_empty() => {
                joined![lead(), "."].into()
            }
            Said::InDocument(text) => {
                Prose::of_document_behind(joined![lead(), ": "], &lower_first(text))
            }
            Said::ByUs(inline) => joined![lead(), ". ", inline].into(),
        }
    }

    /// Itself, or what `other` says where nothing is said: by no text, or by Markdown that shows nothing, such as `>`.
    pub(super) fn or(self, other: impl FnOnce() -> Inline) -> Self {
        match self {
            Said::InDocument(text) if Prose::of_document(text).is_empty() => {
                Said::ByUs(other())
            }
            said => said,
        }
    }
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
