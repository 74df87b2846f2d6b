//! Pass: models and enumerations belong to the first resource that uses them, or to the resource that their explicit name
//! starts with, or else to the events; unused ones are removed.
//!
//! Only leftovers of earlier passes are removed: envelopes of pages, merged twins, enums that became booleans. Schemas that
//! the document never uses are reported during lowering.
//!
//! Used items are moved into new vectors, in order of use, and every reference is replaced by the returned ID, which cannot
//! be obtained in any other way. All structs are destructured completely, so that a new member must be handled here.

use std::collections::HashMap;

use crate::ir::fake::FakeDrafts;
use crate::ir::{
    Api, Enumeration, EnumerationId, Event, Events, Field, IdVec, LoweredApi, Model,
    ModelId, Operation, Parameter, Relocation, Reply, Resource, ResourceId, Response,
    ResponseBody, Type, TypeOwner, Undecided,
};

/// Sets the owners, removes unused items, and renumbers the others in the order of their owners.
pub(super) fn assign_and_prune(api: LoweredApi) -> Api<TypeOwner, FakeDrafts> {
    let LoweredApi {
        title,
        version,
        server,
        common_segments,
        mut resources,
        models,
        enumerations,
        sids,
        mut events,
        error_codes,
        fake,
    } = api;
    let mut moving = Moving {
        named_resources: named_resources(&resources),
        models: Relocation::of(models),
        enumerations: Relocation::of(enumerations),
    };
    for id in resources.ids() {
        moving.resource(TypeOwner::Resource(id), &mut resources[id]);
    }
    if let Some(events) = &mut events {
        moving.events(events);
    }
    Api {
        title,
        version,
        server,
        common_segments,
        resources,
        models: moving.models.finish(),
        enumerations: moving.enumerations.finish(),
        sids,
        events,
        error_codes,
        fake,
    }
}

/// Returns the resources with an explicit name; the first one of each name.
fn named_resources(
    resources: &IdVec<ResourceId, Resource>,
) -> HashMap<String, ResourceId> {
    let mut named = HashMap::new();
    for (id, resource) in resources.entries() {
        if let Some(name) = &resource.explicit_name {
            named.entry(name.clone()).or_insert(id);
        }
    }
    named
}

/// Returns the resource with the longest name that the explicit name of a type starts with, at the end of a word:
/// `DoorLockState` belongs to `DoorLock`. Without such a resource, and of types that no resource uses, the first user is the
/// owner.
fn owner_of(
    explicit_name: Option<&str>,
    first_user: TypeOwner,
    named_resources: &HashMap<String, ResourceId>,
) -> TypeOwner {
    if first_user == TypeOwner::Events {
        return first_user;
    }
    let name = explicit_name.unwrap_or_default();
    let ends = name.char_indices().rev();
    let ends = ends.filter(|(_, initial)| initial.is_uppercase()).map(|(end, _)| end);
    ends.map(|end| &name[..end])
        .find_map(|start| named_resources.get(start))
        .map_or(first_user, |id| TypeOwner::Resource(*id))
}

struct Moving {
    named_resources: HashMap<String, ResourceId>,
    models: Relocation<ModelId, Model<Undecided>, Model>,
    enumerations: Relocation<EnumerationId, Enumeration<Undecided>, Enumeration>,
}

/// The remaining fields of a moved model.
type Rest = (ModelId, std::vec::IntoIter<Field>);

impl Moving {
    fn resource(&mut self, owner: TypeOwner, resource: &mut Resource) {
        let Resource {
            plural: _,
            singular: _,
            explicit_name: _,
            kind: _,
            // Resources keep their ids.
            scopes: _,
            model,
            operations,
            documentation: _,
            separations: _,
            is_account: _,
        } = resource;
        if let Some(model) = model {
            self.used_model(owner, model);
        }
        for operation in operations {
            self.operation(owner, operation);
        }
    }

    fn operation(&mut self, owner: TypeOwner, operation: &mut Operation) {
        let Operation {
            action: _,
            method: _,
            server: _,
            // Path arguments are SIDs or strings.
            routes: _,
            body: _,
            authentication: _,
            parameters,
            responses,
            paging: _,
            explicit_paging: _,
            wait: _,
            documentation: _,
        } = operation;
        for parameter in parameters {
            let Parameter {
                pointer: _,
                wire: _,
                explicit_name: _,
                location: _,
                ty,
                list_style: _,
                required: _,
                nullable: _,
                role: _,
                minimum: _,
                maximum: _,
                default: _,
                example: _,
                is_idempotency_key: _,
                deprecated: _,
                description: _,
            } = parameter;
            self.used(owner, ty);
        }
        for Response {
            status: _,
            description: _,
            body,
        } in responses
        {
            match body {
                ResponseBody::Value(ty) | ResponseBody::Page(ty) => self.used(owner, ty),
                ResponseBody::Empty | ResponseBody::Text(_) | ResponseBody::Bytes(_) => {
                }
            }
        }
    }

    fn events(&mut self, events: &mut Events) {
        let owner = TypeOwner::Events;
        let Events {
            discriminator: _,
            kinds,
            events,
        } = events;
        *kinds = self.enumeration(*kinds, owner);
        for Event {
            pointer: _,
            kind: _,
            model,
            separated: _,
            reply,
            destinations: _,
            documentation: _,
        } in events
        {
            self.used_model(owner, model);
            if let Some(Reply {
                model: Some(model),
                can_reject: _,
            }) = reply
            {
                self.used_model(owner, model);
            }
        }
    }

    /// Moves a model and the items that it refers to, directly or indirectly.
    fn used_model(&mut self, owner: TypeOwner, model: &mut ModelId) {
        let mut waiting = Vec::new();
        *model = self.model(*model, owner, &mut waiting);
        self.fields(owner, waiting);
    }

    /// Moves the items that a type refers to, directly or indirectly.
    fn used(&mut self, owner: TypeOwner, ty: &mut Type) {
        let mut waiting = Vec::new();
        self.ty(owner, ty, &mut waiting);
        self.fields(owner, waiting);
    }

    /// Moves the fields of models, and the models in each field before the next field.
    fn fields(&mut self, owner: TypeOwner, mut waiting: Vec<Rest>) {
        while let Some((model, rest)) = waiting.last_mut() {
            let model = *model;
            let Some(field) = rest.next() else {
                waiting.pop();
                continue;
            };
            let Field {
                pointer,
                wire,
                explicit_name,
                mut ty,
                presence,
                required,
                nullable,
                access,
                minimum,
                maximum,
                default,
                sensitivity,
                example,
                deprecated,
                description,
            } = field;
            self.ty(owner, &mut ty, &mut waiting);
            self.models.moved(model).fields.push(Field {
                pointer,
                wire,
                explicit_name,
                ty,
                presence,
                required,
                nullable,
                access,
                minimum,
                maximum,
                default,
                sensitivity,
                example,
                deprecated,
                description,
            });
        }
    }

    fn ty(&mut self, owner: TypeOwner, ty: &mut Type, waiting: &mut Vec<Rest>) {
        match ty.innermost_mut() {
            Type::Model(id) => *id = self.model(*id, owner, waiting),
            Type::Enumeration(id) => *id = self.enumeration(*id, owner),
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
            | Type::Array(_)
            | Type::Map(_) => {}
        }
    }

    fn model(
        &mut self,
        id: ModelId,
        first_user: TypeOwner,
        waiting: &mut Vec<Rest>,
    ) -> ModelId {
        let named_resources = &self.named_resources;
        self.models.relocate(id, |id, model| {
            let Model {
                pointers,
                name,
                explicit_name,
                owner: Undecided,
                direction,
                union,
                fields,
                deprecated,
                description,
            } = model;
            let owner = owner_of(explicit_name.as_deref(), first_user, named_resources);
            let moved = Vec::with_capacity(fields.len());
            waiting.push((id, fields.into_iter()));
            Model {
                pointers,
                name,
                explicit_name,
                owner,
                direction,
                union,
                fields: moved,
                deprecated,
                description,
            }
        })
    }

    fn enumeration(
        &mut self,
        id: EnumerationId,
        first_user: TypeOwner,
    ) -> EnumerationId {
        let named_resources = &self.named_resources;
        self.enumerations.relocate(id, |_, enumeration| {
            let Enumeration {
                pointers,
                role,
                explicit_name,
                schema_name,
                owner: Undecided,
                variants,
                deprecated,
                description,
            } = enumeration;
            let name = explicit_name.as_deref().or(schema_name.as_deref());
            let owner = owner_of(name, first_user, named_resources);
            Enumeration {
                pointers,
                role,
                explicit_name,
                schema_name,
                owner,
                variants,
                deprecated,
                description,
            }
        })
    }
}
