//! Reads the keywords of a schema, of the target of its `$ref`, and of its `allOf`.

use serde_json::{Map, Value};

/// The keywords of a schema. Its own keywords take precedence over those that it refers to.
#[derive(Clone, Debug, Default)]
pub struct Keywords<'a> {
    parts: Vec<&'a Map<String, Value>>,
    name: Option<&'a str>,
}

impl<'a> Keywords<'a> {
    /// Collects the keywords of a schema of the document.
    ///
    /// # Panics
    ///
    /// If a reference cannot be resolved.
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

    /// Returns the value of a keyword.
    #[must_use]
    pub fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.parts.iter().find_map(|part| part.get(keyword))
    }

    /// Returns the value of a keyword if it is a string.
    #[must_use]
    pub fn text(&self, keyword: &str) -> Option<&'a str> {
        self.get(keyword)?.as_str()
    }

    /// Returns the values of an enum.
    #[must_use]
    pub fn values(&self) -> Option<Vec<&'a str>> {
        let values = self.get("enum")?.as_array()?;
        Some(values.iter().filter_map(Value::as_str).collect())
    }

    /// Returns the properties of an object with their schemas, or `None` if any are allowed.
    #[must_use]
    pub fn properties(&self) -> Option<&'a Map<String, Value>> {
        self.get("properties")?.as_object()
    }

    /// Returns the name of the component that the schema refers to.
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
    fn references_are_followed() {
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
