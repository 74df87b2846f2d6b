//! The extension `x-paging` of operations.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::ir::{ExplicitKind, ExplicitPaging};

/// Returns the pagination that the extension determines. Its members have been validated with the document.
pub(super) fn explicit(
    extensions: &IndexMap<String, Value>,
    pointer: &Pointer,
) -> Option<ExplicitPaging> {
    let value = extensions.get("x-paging")?;
    let text = |name| Some(value.get(name)?.as_str()?.to_owned());
    Some(ExplicitPaging {
        pointer: pointer.clone(),
        is_list: value.as_bool().unwrap_or(true),
        kind: value.get("kind").and_then(Value::as_str).and_then(kind),
        items: text("items"),
        page_size: text("page-size"),
        token: text("token"),
        next: text("next"),
        previous: text("previous"),
    })
}

fn kind(name: &str) -> Option<ExplicitKind> {
    match name {
        "next-page-url" => Some(ExplicitKind::NextPageUrl),
        "next-page-uri" => Some(ExplicitKind::NextPageUri),
        "token" => Some(ExplicitKind::Token),
        _ => None,
    }
}
