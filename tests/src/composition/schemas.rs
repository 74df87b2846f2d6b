//! Schemas: components, fields of models, and values of parameters.

use serde_json::{Map, Value, json};

use super::Composer;

/// Values of enums.
const VALUES: [&str; 14] = [
    "open",
    "OPEN",
    "closed",
    "self",
    "Self",
    "type",
    "",
    " ",
    "1",
    "-1",
    "a b",
    "a-b",
    "unknown",
    "日本語",
];

impl Composer<'_, '_> {
    /// Returns the schema of a component, which may refer to all others.
    pub(super) fn component(&mut self, names: &[String]) -> Value {
        match self.choices.below(8) {
            0 => self.enumeration(),
            1 => json!({"type": "string", "pattern": "^WI[0-9a-fA-F]{32}$"}),
            2 => json!({"allOf": [self.object(names), {"description": self.text()}]}),
            _ => self.object(names),
        }
    }

    /// Returns an object with a few properties.
    pub(super) fn object(&mut self, names: &[String]) -> Value {
        let mut properties = Map::new();
        for _ in 0..2 + self.choices.below(6) {
            let (name, schema) = (self.name(), self.field(names));
            properties.insert(name, schema);
        }
        let mut object = json!({"type": "object", "description": self.text()});
        if self.once_in(3) {
            object["required"] = json!([properties.keys().next()]);
        }
        if self.once_in(4) {
            object["additionalProperties"] = self.scalar();
        }
        if self.once_in(6) {
            object["deprecated"] = json!(true);
        }
        if self.once_in(6) {
            object["x-twilio"] = json!({"pii": {"handling": "standard"}});
        }
        object["properties"] = Value::Object(properties);
        object
    }

    fn field(&mut self, names: &[String]) -> Value {
        let mut schema = match self.choices.below(9) {
            0 => return self.reference(names),
            1 => json!({"type": "array", "items": self.reference(names)}),
            2 => json!({"type": "object", "additionalProperties": self.scalar()}),
            3 => {
                json!({"type": "object", "properties": {"type": self.scalar(), "Self": self.scalar()}})
            }
            4 => match self.choices.below(3) {
                0 => json!({}),
                1 => json!({"oneOf": [self.reference(names), self.scalar()]}),
                _ => json!({"allOf": [self.reference(names)]}),
            },
            5 => json!({"type": "array", "items": self.scalar()}),
            _ => self.scalar(),
        };
        for (member, value) in [
            ("nullable", true),
            ("deprecated", true),
            ("readOnly", true),
            ("writeOnly", true),
        ] {
            if self.once_in(8) {
                schema[member] = json!(value);
            }
        }
        schema["description"] = json!(self.text());
        schema
    }

    fn reference(&mut self, names: &[String]) -> Value {
        let name = &names[self.choices.below(names.len())];
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    /// Returns a schema that a query, a header or a form can contain.
    pub(super) fn parameter_schema(&mut self) -> Value {
        let mut schema = if self.once_in(4) {
            json!({"type": "array", "items": self.scalar()})
        } else {
            self.scalar()
        };
        if self.once_in(8) {
            schema["deprecated"] = json!(true);
        }
        schema
    }

    fn scalar(&mut self) -> Value {
        match self.choices.below(14) {
            0 => json!({"type": "boolean"}),
            1 => json!({"type": "integer", "minimum": -1, "maximum": 1}),
            2 => json!({"type": "integer", "format": "uint64"}),
            3 => json!({"type": "number", "default": 0.5}),
            4 => json!({"type": "string", "format": "date-time"}),
            5 => json!({"type": "string", "format": "date"}),
            6 => json!({"type": "string", "format": "duration"}),
            7 => json!({"type": "string", "format": "json"}),
            8 => json!({"type": "string", "format": "uri"}),
            9 => json!({"type": "string", "pattern": "^(WI|WO)[0-9a-fA-F]{32}$"}),
            10 => json!({"type": "string", "enum": ["true", "false"]}),
            11 | 12 => self.enumeration(),
            _ => {
                json!({"type": "string", "default": self.text(), "example": self.text()})
            }
        }
    }

    fn enumeration(&mut self) -> Value {
        let mut values: Vec<&str> = Vec::new();
        for _ in 0..2 + self.choices.below(4) {
            let value = self.choices.of(&VALUES);
            if !values.iter().any(|other| other.eq_ignore_ascii_case(value)) {
                values.push(value);
            }
        }
        json!({"type": "string", "enum": values, "description": self.text()})
    }
}
