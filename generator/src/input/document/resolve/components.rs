//! The components of a document, which references refer to.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// The section whose references are checked but not replaced.
pub(super) const SCHEMAS: &str = "schemas";

/// The components of a document before any reference was resolved.
pub(super) struct Components {
    /// All sections except `schemas`.
    sections: Map<String, Value>,
    schemas: HashSet<String>,
}

impl Components {
    /// Collects the components of a document.
    pub(super) fn of(document: &Value) -> Self {
        let mut components = Self {
            sections: Map::new(),
            schemas: HashSet::new(),
        };
        for (section, entries) in
            document.get("components").and_then(Value::as_object).into_iter().flatten()
        {
            if section == SCHEMAS {
                components.schemas.extend(
                    entries.as_object().into_iter().flat_map(Map::keys).cloned(),
                );
            } else {
                components.sections.insert(section.clone(), entries.clone());
            }
        }
        components
    }

    /// Returns `true` if a section contains an entry with this name.
    pub(super) fn has(&self, section: &str, name: &str) -> bool {
        if section == SCHEMAS {
            self.schemas.contains(name)
        } else {
            self.entry(section, name).is_some()
        }
    }

    /// Returns an entry of a section other than `schemas`.
    pub(super) fn entry(&self, section: &str, name: &str) -> Option<&Value> {
        self.sections.get(section)?.get(name)
    }
}

/// Decodes the percent-encoding of a URL fragment. Returns the fragment unchanged if the result is not UTF-8.
pub(super) fn percent_decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_decoded() {
        assert_eq!(percent_decoded("/components/a%20%C3%A9"), "/components/a é");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%zz%FF"), "%zz%FF");
    }
}
