//! Callbacks with forms, which become events.

use serde_json::{Map, Value, json};

use super::Composer;
use super::operations::FORM;

impl Composer<'_, '_> {
    /// Adds callbacks to the first operation with a form, in half of the documents.
    pub(super) fn add_callbacks(&mut self, paths: &mut Map<String, Value>) {
        let mut operations = paths.values_mut().filter_map(|item| item.get_mut("post"));
        let Some(operation) = operations
            .find(|operation| operation["requestBody"]["content"][FORM].is_object())
        else {
            return;
        };
        if self.once_in(2) {
            return;
        }
        let kinds = self.kinds();
        let mut callbacks = Map::new();
        for kind in &kinds {
            let name = self.name();
            operation["requestBody"]["content"][FORM]["schema"]["properties"]["CallbackUrl"] =
                json!({"type": "string", "format": "uri"});
            let mut form = self.form();
            form["properties"]["Kind"] =
                json!({"$ref": "#/components/schemas/kinds_of_events"});
            let reply = json!({"type": "object", "properties": {name: {"type": "string", "description": self.text()}}});
            let responses = if self.once_in(2) {
                json!({
                    "200": {"description": self.text(), "content": {"application/json": {"schema": reply}}},
                    "4XX": {"description": "Rejected"},
                })
            } else {
                json!({"200": {"description": self.text()}})
            };
            let callback = json!({
                "description": self.text(),
                "requestBody": {"content": {FORM: {"schema": form}}},
                "responses": responses,
            });
            callbacks.insert(
                kind.clone(),
                json!({"{$request.body#/CallbackUrl}": {"post": callback}}),
            );
        }
        operation["callbacks"] = Value::Object(callbacks);
        let kinds = json!({"type": "string", "enum": kinds});
        self.schemas.insert("kinds_of_events".to_owned(), kinds);
    }

    /// Returns the kinds of a few events, which differ also without case.
    fn kinds(&mut self) -> Vec<String> {
        let mut kinds: Vec<String> = Vec::new();
        for _ in 0..2 + self.choices.below(3) {
            let kind = self.name();
            if !kinds.iter().any(|other| other.eq_ignore_ascii_case(&kind)) {
                kinds.push(kind);
            }
        }
        kinds
    }
}
