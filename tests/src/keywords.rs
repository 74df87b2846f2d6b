//! Reads the keywords of a schema, wherever they stand: in it, behind its `$ref`, in its `allOf`.

use serde_json::{Map, Value};

/// The keywords of a schema. Those of the schema itself come before those of what it refers to.
#[derive(Clone, Debug, Default)]
pub struct Keywords<'a> {
    parts: Vec<&'a Map<String, Value>>,
    name: Option<&'a str>,
}

impl<'a> Keywords<'a> {
    /// The keywords of a schema of the document.
    ///
    /// # Panics
    ///
    /// If a reference leads nowhere.
    #[must_use]
    pub fn of(document: &'a Value, schema: &'a Value) -> Self {
        let mut keywords = Self::default();
        keywords.gather(document, schema);
        keywords
    }

    fn gather(&mut self, document: &'a Value, schema: &'a Value) {
        self.parts.extend(schema.as_object());
        if let Some(reference) = schema["$ref"].as_str() {
            let target = document.pointer(reference.trim_start_matches('#'));
            let target = target.unwrap_or_else(|| panic!("{reference} leads nowhere"));
            self.name = reference.rsplit('/').next();
            self.gather(document, target);
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.gather(document, part);
        }
    }

    /// What a keyword says.
    #[must_use]
    pub fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.parts.iter().find_map(|part| part.get(keyword))
    }

    /// What a keyword says, if that is text.
    #[must_use]
    pub fn text(&self, keyword: &str) -> Option<&'a str> {
        self.get(keyword)?.as_str()
    }

    /// The values of an enum.
    #[must_use]
    pub fn values(&self) -> Option<Vec<&'a str>> {
        let values = self.get("enum")?.as_array()?;
        Some(values.iter().filter_map(Value::as_str).collect())
    }

    /// The properties of an object, each with its schema; `None` where any are allowed.
    #[must_use]
    pub fn properties(&self) -> Option<&'a Map<String, Value>> {
        self.get("properties")?.as_object()
    }

    /// The name of the component that the schema refers to.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        self.name
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Keywords;

    #[test]
    fn keywords_are_found_behind_references() {
        let document = json!({"components": {"schemas": {
            "state": {"type": "string", "enum": ["open", "closed"]},
            "item": {"type": "object", "properties": {"sid": {"type": "string"}}},
        }}});
        let state = json!({"nullable": true, "type": "text", "allOf": [{"$ref": "#/components/schemas/state"}]});
        let state = Keywords::of(&document, &state);
        assert_eq!((state.text("type"), state.name()), (Some("text"), Some("state")));
        assert_eq!(state.values(), Some(vec!["open", "closed"]));
        assert_eq!(state.get("nullable"), Some(&json!(true)));
        assert!(state.properties().is_none() && state.get("format").is_none());
        let item = json!({"$ref": "#/components/schemas/item"});
        let item = Keywords::of(&document, &item);
        assert!(
            item.properties().is_some_and(|properties| properties.contains_key("sid"))
        );
        assert_eq!(item.name(), Some("item"));
    }
}
