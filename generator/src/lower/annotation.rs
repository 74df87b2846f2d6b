//! Schemas that only describe others.

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind};

/// Returns the members of `allOf` that do more than describe the others, with their indices.
pub(super) fn substantial(
    all_of: &[ReferenceOr<Schema>],
) -> impl Iterator<Item = (usize, &ReferenceOr<Schema>)> {
    all_of.iter().enumerate().filter(|(_, member)| match member {
        ReferenceOr::Reference { .. } => true,
        ReferenceOr::Item(schema) => !is_annotation(schema),
    })
}

/// Returns `true` if a schema only has members such as `description` and `example`, which any value matches.
pub(super) fn is_annotation(schema: &Schema) -> bool {
    let nothing = AnySchema::default();
    matches!(&schema.schema_kind, SchemaKind::Any(any) if *any == nothing)
}
