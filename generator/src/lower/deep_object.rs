//! Objects in the style `deepObject`.

use super::Lowering;
use super::properties::Property;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Location, Parameter};

impl<'a> Lowering<'a> {
    /// Lowers an object in the style `deepObject`, where `Filter[Color]` is the parameter of a property `Color`.
    pub(super) fn deep_object(
        &mut self,
        object: &Property<'a>,
        location: Location,
        style_of: &Pointer,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        let object_schema = self.schema_of(object.schema);
        let deprecated =
            object_schema.is_some_and(|schema| schema.schema_data.deprecated);
        let properties = match self.properties(object.schema, object.pointer.clone()) {
            Ok(properties) => properties,
            Err(reason) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        style_of.join("style"),
                        format!("style `deepObject`, but `{}` {}", object.name, reason.found),
                    )
                    .expected("style `form`, or an object")
                    .help("correct the style or the schema in the document or in an overlay"),
                );
                return parameters;
            }
        };
        for property in properties.iter() {
            if self.is_read_only(property.schema) {
                continue;
            }
            let mut parameter = self.unchecked_parameter(
                &format!("{}[{}]", object.name, property.name),
                location,
                object.is_required && property.is_required,
                property.schema,
                property.pointer.clone(),
            );
            if !parameter.ty.is_scalar() {
                self.not_scalar(&parameter, "a scalar");
            }
            parameter.deprecated |= deprecated;
            parameters.push(parameter);
        }
        parameters
    }
}
