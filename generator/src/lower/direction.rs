//! The direction of models: whether requests or responses contain them.

use std::collections::HashSet;

use super::Lowering;
use super::schema::SCHEMA;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Access, Direction, Field, IdVec, LoweredApi, ModelId, Presence, Type};

impl Lowering<'_> {
    /// Sets the direction of each model, and removes the fields that its messages do not have.
    pub(super) fn directions(&mut self) {
        let received = reachable(&self.api, received(&self.api), Access::WriteOnly);
        let sent = reachable(&self.api, sent(&self.api), Access::ReadOnly);
        for id in self.api.models.ids() {
            let direction = match (sent[id], received[id]) {
                (true, true) => Direction::Both,
                (true, false) => Direction::Request,
                (false, _) => Direction::Response,
            };
            let fields = std::mem::take(&mut self.api.models[id].fields);
            let fields =
                fields.into_iter().filter_map(|field| self.field_in(direction, field));
            let fields = fields.collect();
            let model = &mut self.api.models[id];
            model.direction = direction;
            model.fields = fields;
        }
        self.report_unused_facts();
    }

    /// Returns a field as the messages of its model have it, or reports that they do not have it.
    fn field_in(&mut self, direction: Direction, mut field: Field) -> Option<Field> {
        let missing = match (direction, field.access) {
            (Direction::Response, Access::WriteOnly) => "is not a field of the response",
            (Direction::Request, Access::ReadOnly) => "is not sent",
            (Direction::Response, _) => {
                (field.minimum, field.maximum, field.default) = (None, None, None);
                return Some(field);
            }
            (Direction::Request, _) | (Direction::Both, Access::ReadWrite) => {
                return Some(field);
            }
            // Only one of the messages has it.
            (Direction::Both, Access::ReadOnly | Access::WriteOnly) => {
                if field.presence == Presence::Always {
                    field.presence = Presence::Optional;
                }
                return Some(field);
            }
        };
        if field.required {
            self.report_access(&field, missing);
        }
        None
    }

    fn report_access(&mut self, field: &Field, found: &str) {
        let (member, messages) = match field.access {
            Access::WriteOnly => ("writeOnly", "responses"),
            _ => ("readOnly", "requests"),
        };
        let place = self.access_places.get(&field.pointer).unwrap_or(&field.pointer);
        let wire = &field.wire;
        self.diagnostics.push(
            Diagnostic::note(
                place.clone(),
                format!("the required property `{wire}` {found}"),
            )
            .expected(format!(
                "`{member}` only of properties that {messages} do not have"
            ))
            .help(format!("remove `{member}` if {messages} have the property")),
        );
    }

    /// Notes what schemas of responses say of values that the crate only documents or checks in requests.
    fn report_unused_facts(&mut self) {
        let models = self.api.models.iter().filter(|model| model.direction.is_sent());
        let sent: HashSet<&Pointer> =
            models.flat_map(|model| &model.fields).map(|field| &field.pointer).collect();
        for (pointer, member) in &self.unused_facts {
            if !sent.contains(pointer) {
                let consequence =
                    "fields of responses have the values that the API sends";
                let place = || pointer.join(member);
                self.ignored.add((*member, SCHEMA), consequence, place);
            }
        }
    }
}

/// Returns the types in responses and events.
fn received(api: &LoweredApi) -> Vec<&Type> {
    let operations = api.operations().map(|(_, operation)| operation);
    let responses = operations.flat_map(|operation| &operation.responses);
    responses.filter_map(|response| response.body.ty()).collect()
}

/// Returns the types in JSON bodies of requests.
fn sent(api: &LoweredApi) -> Vec<&Type> {
    let operations = api.operations().map(|(_, operation)| operation);
    let parameters = operations.flat_map(|operation| &operation.parameters);
    let sent = parameters.filter(|parameter| parameter.location.is_json());
    sent.map(|parameter| &parameter.ty).collect()
}

/// Finds the models in types, directly or through fields, except for those with this access.
fn reachable(
    api: &LoweredApi,
    roots: Vec<&Type>,
    except: Access,
) -> IdVec<ModelId, bool> {
    let mut reached = api.models.map(|_, _| false);
    let mut rest: Vec<ModelId> = roots.into_iter().filter_map(model).collect();
    while let Some(id) = rest.pop() {
        if std::mem::replace(&mut reached[id], true) {
            continue;
        }
        let fields = api.model(id).fields.iter();
        let fields = fields.filter(|field| field.access != except);
        rest.extend(fields.filter_map(|field| model(&field.ty)));
    }
    reached
}

fn model(ty: &Type) -> Option<ModelId> {
    match ty.innermost() {
        Type::Model(id) => Some(*id),
        Type::String
        | Type::Uri
        | Type::Boolean
        | Type::Integer
        | Type::UnsignedInteger
        | Type::Number
        | Type::Timestamp
        | Type::Date
        | Type::Duration
        | Type::JsonText
        | Type::Json
        | Type::Sid(_)
        | Type::Enumeration(_)
        | Type::Array(_)
        | Type::Map(_) => None,
    }
}
