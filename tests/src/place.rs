//! Classifies the keys of an OpenAPI document: keywords or names.

/// The role of the keys of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The keys are OpenAPI's own, such as `type` or `description`.
    Keywords,
    /// The keys are names, such as those of properties or paths.
    Names,
    /// Keys within an extension or an example, about which nothing is known.
    Opaque,
}

impl Place {
    /// Returns the role of the keys of the object at `key`.
    #[must_use]
    pub fn under(self, key: &str) -> Self {
        match self {
            Self::Opaque => Self::Opaque,
            Self::Keywords if is_map_of_names(key) => Self::Names,
            Self::Keywords if key.starts_with("x-") || is_value(key) => Self::Opaque,
            Self::Keywords | Self::Names => Self::Keywords,
        }
    }

    /// Returns the role of the keys of objects in an array.
    #[must_use]
    pub fn in_array(self) -> Self {
        match self {
            Self::Opaque => Self::Opaque,
            Self::Keywords | Self::Names => Self::Keywords,
        }
    }

    /// Returns `true` if the value at `key` is documentation: text and examples, which may differ between documents.
    #[must_use]
    pub fn is_documentation(self, key: &str) -> bool {
        self.is_text(key)
            || (self == Self::Keywords
                && matches!(key, "example" | "examples" | "externalDocs"))
    }

    /// Returns `true` if the value at `key` is a description.
    #[must_use]
    pub fn is_text(self, key: &str) -> bool {
        self == Self::Keywords
            && matches!(key, "description" | "summary" | "x-enum-descriptions")
    }
}

fn is_map_of_names(key: &str) -> bool {
    matches!(
        key,
        "paths"
            | "schemas"
            | "securitySchemes"
            | "requestBodies"
            | "parameters"
            | "callbacks"
            | "links"
            | "properties"
            | "patternProperties"
            | "responses"
            | "headers"
            | "content"
            | "encoding"
            | "variables"
            | "scopes"
            | "mapping"
    )
}

fn is_value(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const")
}

#[cfg(test)]
mod tests {
    use super::Place::{self, Keywords, Names, Opaque};

    fn at(keys: &[&str]) -> Place {
        keys.iter().fold(Keywords, |place, key| place.under(key))
    }

    #[test]
    fn keys_of_properties_are_names_and_their_schemas_have_keywords() {
        assert_eq!(at(&["components", "schemas"]), Names);
        assert_eq!(at(&["components", "schemas", "properties"]), Keywords);
        assert_eq!(at(&["components", "schemas", "a", "properties"]), Names);
        assert_eq!(
            at(&["components", "schemas", "a", "properties", "description"]),
            Keywords
        );
    }

    #[test]
    fn a_property_called_description_is_not_text() {
        let properties = at(&["components", "schemas", "a", "properties"]);
        assert!(!properties.is_text("description"));
        assert!(properties.under("description").is_text("description"));
    }

    #[test]
    fn parameters_are_named_or_listed() {
        assert_eq!(at(&["components", "parameters"]), Names);
        assert_eq!(at(&["paths", "/a", "get", "parameters"]).in_array(), Keywords);
        assert_eq!(at(&["x-twilio"]).in_array(), Opaque);
    }

    #[test]
    fn extensions_and_examples_are_opaque() {
        assert_eq!(at(&["x-twilio", "properties"]), Opaque);
        assert_eq!(at(&["example", "value"]), Opaque);
        assert!(!at(&["x-twilio"]).is_documentation("description"));
        assert!(Keywords.is_documentation("examples"));
    }
}
