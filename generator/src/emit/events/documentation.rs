//! Descriptions of events.

use crate::emit::Context;
use crate::emit::documentation::Said;
use crate::ir::Event;
use crate::text::rustdoc::{Inline, joined};

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
