//! Objects in the style `deepObject`.

use super::Lowering;
use super::naming::words;
use super::properties::{Property, UNDECLARED_PARAMETERS};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Location, Parameter};

impl<'a> Lowering<'a> {
    /// Lowers an object in the style `deepObject`, where `Filter[Color]` is the parameter of a property `Color`. The names of
    /// the parameters start with the explicit name of the object, if it has one.
    pub(super) fn deep_object(
        &mut self,
        object: &Property<'a>,
        location: Location,
        style_of: &Pointer,
        prefix: Option<&str>,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        let object_schema = self.schema_of(object.schema);
        let deprecated =
            object_schema.is_some_and(|schema| schema.schema_data.deprecated);
        let properties = self.properties(object.schema, object.pointer.clone());
        let properties = match properties {
            Ok(properties) if properties.is_empty() => {
                Err("has no properties".to_owned())
            }
            other => other.map_err(|reason| reason.found),
        };
        let properties = match properties {
            Ok(properties) => properties,
            Err(reason) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        style_of.join("style"),
                        format!("style `deepObject`, but `{}` {reason}", object.name),
                    )
                    .expected("style `form`, or an object with properties")
                    .help("correct the style or the schema in the document or in an overlay"),
                );
                return parameters;
            }
        };
        self.note_additional(&properties, UNDECLARED_PARAMETERS);
        for property in properties.iter() {
            if self.is_read_only(property.schema) {
                continue;
            }
            let known = self.untyped.len();
            let mut parameter = self.unchecked_parameter(
                &format!("{}[{}]", object.name, property.name),
                location,
                object.is_required && property.is_required,
                property.schema,
                property.pointer.clone(),
            );
            self.send_free_form_as_json(&mut parameter, known);
            if !parameter.ty.is_scalar() {
                self.not_scalar(&parameter, "a scalar", known);
            }
            if let (None, Some(prefix)) = (&parameter.explicit_name, prefix) {
                parameter.explicit_name =
                    Some(format!("{prefix}_{}", words(property.name)));
            }
            parameter.deprecated |= deprecated;
            parameters.push(parameter);
        }
        parameters
    }
}
