//! Descriptions of events.

use proc_macro2::TokenStream;

use crate::emit::Context;
use crate::emit::documentation::{Said, outer};
use crate::ir::Event;
use crate::text::rustdoc::{Inline, Prose, joined};

/// Documentation of the methods that create a rejection.
pub(super) const REJECT: [&str; 3] = [
    "Returns the reply that rejects the action, with an error status: 4xx or 5xx.",
    "# Panics",
    "With debug assertions, if the status is another one, which would accept the action. Without them, 403 replaces it.",
];

/// Returns the description of an event: that of its callback, or else that of its form.
pub(super) fn described<'a>(context: Context<'a>, event: &'a Event) -> Said<'a> {
    let model = context.api.model(event.model);
    let texts = [
        &event.documentation.description,
        &event.documentation.summary,
        &model.description,
    ];
    let text = texts.into_iter().find(|text| !text.is_empty());
    Said::InDocument(text.map_or("", String::as_str))
        .or(|| joined!["The event ", Inline::code(&event.kind), "."])
}

/// Emits a doc comment of paragraphs.
pub(super) fn paragraphs<const COUNT: usize>(
    texts: [&'static str; COUNT],
) -> TokenStream {
    outer(Prose::blocks(texts.map(|text| Inline::from(text).into())))
}
