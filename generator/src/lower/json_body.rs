//! JSON bodies of requests.

use openapiv3::MediaType;

use super::Lowering;
use super::naming::words;
use super::properties::Properties;
use super::schema::{Hint, SchemaUse};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Location, Parameter, Role, Type};

/// The number of required members up to which each member of a body is a parameter of its own.
const MAX_ARGUMENTS: usize = 3;

/// The name of the parameter for a whole body.
const BODY: &str = "body";

impl<'a> Lowering<'a> {
    /// Lowers a JSON body to parameters: one for each member of an object, unless callers had to pass too many of them, or
    /// one for the body as a whole.
    pub(super) fn json_parameters(
        &mut self,
        media: &'a MediaType,
        is_required: bool,
        (pointer, operation_id): (Pointer, &str),
    ) -> Vec<Parameter> {
        let Some(schema) = &media.schema else {
            self.diagnostics.push(
                Diagnostic::warning(pointer.clone(), "the JSON body has no schema")
                    .expected("a schema")
                    .help("declare the schema in the document or in an overlay; callers pass any JSON value otherwise"),
            );
            return vec![any_json(pointer, is_required)];
        };
        let (schema, pointer) = (SchemaUse::from(schema), pointer.join("schema"));
        // What is no object is reported, if it has to be, where its type is lowered.
        let properties = self.properties(schema, pointer.clone()).unwrap_or_default();
        let required = properties.iter().filter(|member| member.is_required);
        let required =
            required.filter(|member| !self.is_read_only(member.schema)).count();
        if properties.is_empty() || required > MAX_ARGUMENTS {
            let has_required = is_required || required > 0;
            return vec![self.whole_body(schema, has_required, (pointer, operation_id))];
        }
        self.json_members(&properties, operation_id)
    }

    /// Lowers the members of a body, except for those that only responses have.
    fn json_members(
        &mut self,
        properties: &Properties<'a>,
        operation_id: &str,
    ) -> Vec<Parameter> {
        self.note_additional(properties, "`add_json_member` sets others");
        let mut members = Vec::new();
        for property in properties.iter() {
            if self.is_read_only(property.schema) {
                self.note_read_only(property);
                continue;
            }
            let hint = Hint {
                owner: words(operation_id),
                role: words(property.name),
            };
            members.push(self.hinted_parameter(
                (property.name, Location::Json),
                property.is_required,
                (property.schema, hint),
                property.pointer.clone(),
            ));
        }
        members
    }

    fn whole_body(
        &mut self,
        schema: SchemaUse<'a>,
        is_required: bool,
        (pointer, operation_id): (Pointer, &str),
    ) -> Parameter {
        let hint = Hint {
            owner: words(operation_id),
            role: "request".to_owned(),
        };
        let mut body = self.hinted_parameter(
            (BODY, Location::JsonBody),
            is_required,
            (schema, hint),
            pointer,
        );
        // The name of the schema is that of its type.
        body.explicit_name = None;
        body
    }
}

/// Returns the parameter for a body without a schema.
fn any_json(pointer: Pointer, is_required: bool) -> Parameter {
    Parameter {
        pointer,
        wire: BODY.to_owned(),
        explicit_name: None,
        location: Location::JsonBody,
        role: if is_required {
            Role::Argument
        } else {
            Role::Setter
        },
        ty: Type::Json,
        is_idempotency_key: false,
        list_style: crate::ir::ListStyle::default(),
        required: is_required,
        nullable: false,
        minimum: None,
        maximum: None,
        default: None,
        example: None,
        deprecated: false,
        description: String::new(),
    }
}
