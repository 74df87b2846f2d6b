//! Properties that only requests or only responses have.

use openapiv3::SchemaKind;

use super::Lowering;
use super::schema::{MAX_DEPTH, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir;

/// The `readOnly` and `writeOnly` marks of a schema, including those of its `allOf`.
#[derive(Clone, Copy, Default)]
pub(super) struct Access {
    /// Responses have the property, but requests must not.
    pub(super) read_only: bool,
    /// Requests have the property, but responses do not.
    pub(super) write_only: bool,
}

impl<'a> Lowering<'a> {
    /// Returns `true` if responses have a property but requests must not.
    pub(super) fn is_read_only(&mut self, schema: SchemaUse<'a>) -> bool {
        self.access(schema, MAX_DEPTH).read_only
    }

    /// Returns the messages that contain the property of a model, and keeps the place that says so.
    pub(super) fn access_of_field(
        &mut self,
        schema: SchemaUse<'a>,
        pointer: &Pointer,
    ) -> ir::Access {
        let access = self.access(schema, MAX_DEPTH);
        let (access, member) = if access.read_only {
            (ir::Access::ReadOnly, "readOnly")
        } else if access.write_only {
            (ir::Access::WriteOnly, "writeOnly")
        } else {
            return ir::Access::ReadWrite;
        };
        let place = Self::access_pointer(schema, member, pointer);
        self.access_places.insert(pointer.clone(), place);
        access
    }

    /// Returns the place of `readOnly` or `writeOnly` of a property, or that of the property if another schema has it.
    pub(super) fn access_pointer(
        schema: SchemaUse<'a>,
        member: &str,
        pointer: &Pointer,
    ) -> Pointer {
        let is_own = match schema {
            SchemaUse::Inline(schema) => {
                schema.schema_data.read_only || schema.schema_data.write_only
            }
            SchemaUse::Named(_) => false,
        };
        if is_own {
            pointer.join(member)
        } else {
            pointer.clone()
        }
    }

    fn access(&mut self, schema: SchemaUse<'a>, depth: usize) -> Access {
        let SchemaUse::Named(name) = schema else {
            return self.own_access(schema, depth);
        };
        let name = self.resolve_alias(name);
        if let Some(known) = self.accesses.get(name) {
            return *known;
        }
        // A schema that includes itself was reported.
        self.accesses.insert(name, Access::default());
        let access = self.own_access(schema, depth);
        self.accesses.insert(name, access);
        access
    }

    fn own_access(&mut self, schema: SchemaUse<'a>, depth: usize) -> Access {
        // Deeper schemas are reported where their types are lowered.
        let (Some(schema), Some(depth)) = (self.schema_of(schema), depth.checked_sub(1))
        else {
            return Access::default();
        };
        let mut access = Access {
            read_only: schema.schema_data.read_only,
            write_only: schema.schema_data.write_only,
        };
        let members = match &schema.schema_kind {
            SchemaKind::AllOf { all_of } => all_of.as_slice(),
            SchemaKind::Any(any) => &any.all_of,
            _ => &[],
        };
        for member in members {
            let member = self.access(SchemaUse::from(member), depth);
            access.read_only |= member.read_only;
            access.write_only |= member.write_only;
        }
        access
    }
}

/// Returns the note about a required property that requests or responses do not have.
pub(super) fn required_but_absent(
    place: Pointer,
    wire: &str,
    access: ir::Access,
) -> Diagnostic {
    let (member, messages, found) = match access {
        ir::Access::WriteOnly => {
            ("writeOnly", "responses", "is not a field of the response")
        }
        _ => ("readOnly", "requests", "is not sent"),
    };
    Diagnostic::note(place, format!("the required property `{wire}` {found}"))
        .expected(format!("`{member}` only of properties that {messages} do not have"))
        .help(format!("remove `{member}` if {messages} have the property"))
}
