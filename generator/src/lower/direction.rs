//! The direction of models: whether requests or responses contain them.

use std::collections::HashSet;

use super::Lowering;
use super::access::required_but_absent;
use super::schema::SCHEMA;
use crate::diagnostics::Pointer;
use crate::ir::{Access, Direction, Field, LoweredApi, ModelId, Presence, Type};

impl Lowering<'_> {
    /// Sets the direction of each model, and removes the fields that its messages do not have.
    pub(super) fn directions(&mut self) {
        let (received, sent) = (received(&self.api), sent(&self.api));
        let is_received = |field: &Field| field.access != Access::WriteOnly;
        let received = self.api.reached(received, is_received);
        let sent = self.api.reached(sent, |field| field.access != Access::ReadOnly);
        for id in self.api.models.ids() {
            let direction = match (sent.contains(&id), received.contains(&id)) {
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
        match (direction, field.access) {
            (Direction::Response, Access::WriteOnly)
            | (Direction::Request, Access::ReadOnly) => {
                if field.required {
                    let place = self.access_places.get(&field.pointer);
                    let place = place.unwrap_or(&field.pointer).clone();
                    let note = required_but_absent(place, &field.wire, field.access);
                    self.diagnostics.push(note);
                }
                None
            }
            (Direction::Response, _) => {
                (field.minimum, field.maximum, field.default) = (None, None, None);
                Some(field)
            }
            (Direction::Request, _) | (Direction::Both, Access::ReadWrite) => {
                Some(field)
            }
            // Only one of the messages has it.
            (Direction::Both, Access::ReadOnly | Access::WriteOnly) => {
                if field.presence == Presence::Always {
                    field.presence = Presence::Optional;
                }
                Some(field)
            }
        }
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

/// Returns the models in responses.
fn received(api: &LoweredApi) -> Vec<ModelId> {
    let types = api.operations().flat_map(|(_, operation)| operation.received());
    types.filter_map(Type::model).collect()
}

/// Returns the models in JSON bodies of requests.
fn sent(api: &LoweredApi) -> Vec<ModelId> {
    let operations = api.operations().map(|(_, operation)| operation);
    let parameters = operations.flat_map(|operation| &operation.parameters);
    let sent = parameters.filter(|parameter| parameter.location.is_json());
    sent.filter_map(|parameter| parameter.ty.model()).collect()
}
