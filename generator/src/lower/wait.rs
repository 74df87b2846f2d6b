//! The extension `x-wait` of responses.

use openapiv3::Response;
use serde_json::{Map, Value};

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{StatusReference, Wait, WaitKind};

impl Lowering<'_> {
    /// Returns what the extension of a response tells: the status of an operation, or where its status is.
    pub(super) fn wait(
        &mut self,
        response: &Response,
        pointer: &Pointer,
    ) -> Option<Wait> {
        let members = response.extensions.get("x-wait")?.as_object()?;
        let pointer = pointer.join("x-wait");
        let kind = match members.get("operation") {
            Some(operation) => started(operation.as_str()?, members),
            None => status(members),
        };
        if kind.is_none() {
            self.diagnostics.push(
                Diagnostic::error(pointer.clone(), "`x-wait` is incomplete")
                    .expected(
                        "`status`, `done` and `failed`; or `operation` and either `header` or `property`",
                    )
                    .help("`generator/ARCHITECTURE.md` describes the extension"),
            );
        }
        kind.map(|kind| Wait { pointer, kind })
    }
}

fn status(members: &Map<String, Value>) -> Option<WaitKind> {
    let is_other = |name: &&str| members.contains_key(*name);
    if ["header", "property"].iter().any(is_other) {
        return None;
    }
    let values = |name: &str| -> Option<Vec<String>> {
        let values = members.get(name)?.as_array()?.iter();
        values.map(|value| value.as_str().map(ToOwned::to_owned)).collect()
    };
    let done = values("done").filter(|done| !done.is_empty())?;
    Some(WaitKind::Status {
        property: members.get("status")?.as_str()?.to_owned(),
        done,
        failed: values("failed")?,
    })
}

fn started(operation: &str, members: &Map<String, Value>) -> Option<WaitKind> {
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let reference = match (text("header"), text("property")) {
        (Some(header), None) => StatusReference::Header(header),
        (None, Some(property)) => StatusReference::Property(property),
        _ => return None,
    };
    let is_other = |name: &&str| members.contains_key(*name);
    let is_mixed = ["status", "done", "failed"].iter().any(is_other);
    (!is_mixed).then(|| WaitKind::Started {
        operation: operation.to_owned(),
        reference,
    })
}
