//! Declarations of enumerations in the IR.

use indexmap::IndexMap;
use indexmap::map::Entry;
use openapiv3::{Schema, StringType};
use serde_json::Value;

use super::Lowering;
use super::schema::Hint;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Enumeration, EnumerationId, Undecided, Variant};

impl Lowering<'_> {
    /// Adds the enumeration of a schema with `enum`.
    pub(super) fn enumeration(
        &mut self,
        schema: &Schema,
        string: &StringType,
        pointer: &Pointer,
        hint: &Hint,
    ) -> EnumerationId {
        let descriptions = schema.schema_data.extensions.get("x-enum-descriptions");
        let names = schema.schema_data.extensions.get("x-enum-names");
        let names_pointer = pointer.join("x-enum-names");
        let wires = self.distinct(string, pointer).into_iter();
        let values_pointer = pointer.join("enum");
        let variants = wires.map(|(index, wire)| Variant {
            pointer: values_pointer.index(index),
            wire: wire.clone(),
            explicit_name: self.check_length(
                text(names.and_then(|all| all.get(wire))),
                &names_pointer.join(wire),
            ),
            description: text(descriptions.and_then(|all| all.get(wire)))
                .unwrap_or_default(),
        });
        let variants: Vec<Variant> = variants.collect();
        let description = schema.schema_data.description.clone().unwrap_or_default();
        let values: usize = variants.iter().map(|variant| variant.wire.len()).sum();
        self.set_sizes.push(description.len() + values);
        self.api.enumerations.push(Enumeration {
            pointers: vec![pointer.clone()],
            role: hint.role.clone(),
            explicit_name: None,
            schema_name: None,
            owner: Undecided,
            variants,
            deprecated: schema.schema_data.deprecated,
            description,
        })
    }

    /// Returns the distinct values of `enum` with their indices. Values that differ only in case are duplicates, since deserialization ignores
    /// case.
    fn distinct<'s>(
        &mut self,
        string: &'s StringType,
        pointer: &Pointer,
    ) -> Vec<(usize, &'s String)> {
        let pointer = pointer.join("enum");
        let mut distinct: IndexMap<String, (usize, &String)> = IndexMap::new();
        for (index, wire) in string.enumeration.iter().enumerate() {
            let Some(wire) = wire else { continue };
            let other = match distinct.entry(wire.to_ascii_lowercase()) {
                Entry::Occupied(other) => other.get().1,
                Entry::Vacant(vacant) => {
                    vacant.insert((index, wire));
                    continue;
                }
            };
            let found = if other == wire {
                format!("duplicate value `{wire}`")
            } else {
                format!("the value `{wire}` differs from `{other}` only in case")
            };
            self.diagnostics.push(
                Diagnostic::warning(pointer.index(index), found)
                    .expected("values that are distinct when case is ignored")
                    .help(format!(
                        "remove one of the values; the crate only contains `{other}`"
                    )),
            );
        }
        distinct.into_values().collect()
    }
}

/// Returns the value of an extension if it is a string.
fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}
