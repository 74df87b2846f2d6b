//! The fields of forms.

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, QueryStyle};

use super::Lowering;
use super::access::required_but_absent;
use super::list_style::Serialization;
use super::media_type;
use super::naming::explicit_name;
use super::properties::{Properties, Property, UNDECLARED_PARAMETERS};
use super::schema::SchemaUse;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Access, Location, Parameter, Type};

impl<'a> Lowering<'a> {
    /// Lowers the properties of a form, except for those that only responses have.
    pub(super) fn form_fields(
        &mut self,
        media: &'a MediaType,
        pointer: &Pointer,
    ) -> Vec<Parameter> {
        let Some(schema) = &media.schema else {
            self.diagnostics.push(
                Diagnostic::warning(pointer.clone(), "the form has no schema")
                    .expected("a schema whose properties are the fields of the form")
                    .help("declare the fields in the document or in an overlay; the request has no setters for them otherwise"),
            );
            return Vec::new();
        };
        let schema = SchemaUse::from(schema);
        let properties = match self.properties(schema, pointer.join("schema")) {
            Ok(properties) => properties,
            Err(reason) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        reason.pointer,
                        format!("the form body {}", reason.found),
                    )
                    .expected("an object whose properties are the fields of the form")
                    .help("declare the fields in the document or in an overlay"),
                );
                return Vec::new();
            }
        };
        if properties.is_empty() {
            self.diagnostics.push(
                Diagnostic::note(pointer.join("schema"), "the form has no properties")
                    .expected("an object whose properties are the fields of the form")
                    .help("declare the fields that callers need; `add_form_parameter` sets others"),
            );
        }
        let encodings = pointer.join("encoding");
        self.note_unused_parts(&properties, &media.encoding, &encodings);
        let mut fields = Vec::new();
        for property in properties.iter() {
            if self.is_read_only(property.schema) {
                self.note_read_only(property);
            } else {
                let encoding = media.encoding.get(property.name);
                let pointer = encodings.join(property.name);
                fields.extend(self.field(property, encoding, &pointer));
            }
        }
        fields
    }

    /// Lowers a property of a form: one field, or a field for each property of an object in the style `deepObject`.
    fn field(
        &mut self,
        property: &Property<'a>,
        encoding: Option<&'a Encoding>,
        pointer: &Pointer,
    ) -> Vec<Parameter> {
        let Some(encoding) = encoding else {
            return vec![self.schema_parameter(
                property.name,
                Location::Form,
                property.is_required,
                property.schema,
                property.pointer.clone(),
            )];
        };
        self.note_ignored_members(encoding, property.name, pointer);
        let serialization = Serialization {
            style: encoding.style.as_ref().unwrap_or(&QueryStyle::Form),
            explode: Some(encoding.explode),
            pointer,
        };
        if *serialization.style == QueryStyle::DeepObject {
            let name = match property.schema {
                SchemaUse::Inline(schema) => {
                    explicit_name(&schema.schema_data.extensions)
                }
                // That names the type.
                SchemaUse::Named(_) => None,
            };
            let name = self.check_length(name, &property.pointer.join("x-name"));
            return self.deep_object(property, Location::Form, pointer, name.as_deref());
        }
        let known = self.untyped.len();
        let mut field = self.unchecked_parameter(
            property.name,
            Location::Form,
            property.is_required,
            property.schema,
            property.pointer.clone(),
        );
        if let Some(content_type) = &encoding.content_type
            && encoding.style.is_none()
        {
            if media_type::is_json(content_type) && !field.ty.is_scalar() {
                self.ignore_untyped(known, &property.pointer);
                field.ty = Type::JsonText;
                return vec![field];
            }
            self.note_content_type(content_type, property.name, pointer);
        }
        self.check_scalar_or_list(&mut field, known);
        self.set_list_style(&mut field, serialization);
        vec![field]
    }

    fn note_unused_parts(
        &mut self,
        properties: &Properties<'a>,
        encodings: &'a IndexMap<String, Encoding>,
        pointer: &Pointer,
    ) {
        for name in encodings.keys().filter(|name| !properties.contains(name)) {
            self.unknown_property("encoding", name, pointer.join(name));
        }
        self.note_additional(properties, UNDECLARED_PARAMETERS);
    }

    pub(super) fn note_read_only(&mut self, property: &Property<'a>) {
        if property.is_required {
            let place =
                Self::access_pointer(property.schema, "readOnly", &property.pointer);
            let note = required_but_absent(place, property.name, Access::ReadOnly);
            self.diagnostics.push(note);
        }
    }

    /// Notes the members of an encoding that have no effect in forms.
    fn note_ignored_members(
        &mut self,
        encoding: &Encoding,
        name: &str,
        pointer: &Pointer,
    ) {
        if !encoding.headers.is_empty() {
            self.diagnostics.push(
                Diagnostic::note(
                    pointer.join("headers"),
                    format!("`headers` of the field `{name}` has no effect"),
                )
                .expected("`headers` only in bodies of the media type `multipart`")
                .help("remove `headers`"),
            );
        }
        if encoding.allow_reserved {
            self.note_allow_reserved(name, pointer);
        }
    }

    /// Notes that reserved characters are encoded nevertheless.
    pub(super) fn note_allow_reserved(&mut self, name: &str, pointer: &Pointer) {
        self.diagnostics.push(
            Diagnostic::note(
                pointer.join("allowReserved"),
                format!("reserved characters in `{name}` are percent-encoded"),
            )
            .expected("an API that decodes them, as all that follow RFC 3986 do")
            .help("remove `allowReserved`"),
        );
    }

    fn note_content_type(&mut self, content_type: &str, name: &str, pointer: &Pointer) {
        if !media_type::is(content_type, "text/plain") {
            self.diagnostics.push(
                Diagnostic::note(
                    pointer.join("contentType"),
                    format!("`contentType` of the field `{name}` has no effect"),
                )
                .expected("`application/json` of an object or an array, or `text/plain`")
                .help("remove `contentType`"),
            );
        }
    }
}
