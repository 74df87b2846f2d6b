//! The output of the command `ir`: the named IR as data for people and programs.
//!
//! It lists every public item of the client crate with its HTTP and Rust call.

mod description;

use std::collections::BTreeSet;

pub use self::description::{
    Counts, Description, DestinationDescription, EnumerationDescription,
    ErrorCodeDescription, EventDescription, FieldDescription, ModelDescription,
    OperationDescription, PagingDescription, ParameterDescription, ReplyDescription,
    ResourceDescription, ResponseDescription, SidDescription,
};
use crate::ir::{
    Api, BodyEncoding, Event, ListStyle, Location, ModelId, Operation, Parameter, Reply,
    Resource, ResourceId, Rings, Role, Route, ScopeId, Type,
};
use crate::name::call;
use crate::name::reserved::EVENTS_MODULE;
use crate::name::{Identifier, NamedApi, Names, OperationNames, RustType, RustTypes};

/// Describes the API of the crate with this name.
pub fn describe(named: &NamedApi, crate_name: &str) -> Description {
    let NamedApi { api, names, .. } = named;
    let rings = Rings::of(&api.models);
    let describer = Describer {
        api,
        names,
        types: RustTypes {
            api,
            names,
            rings: &rings,
        },
        crate_name,
    };
    Description {
        module: names.module.name().map(str::to_owned),
        title: api.title.clone(),
        version: api.version.clone(),
        base_url: api.server.url.clone(),
        operations: describer.operations(),
        resources: api.resource_ids().map(|id| describer.resource(id)).collect(),
        models: describer.models(),
        enumerations: describer.enumerations(),
        sids: describer.sids(),
        events: describer.events(),
        error_codes: describer.error_codes(),
    }
}

struct Describer<'a> {
    api: &'a Api,
    names: &'a Names,
    types: RustTypes<'a>,
    crate_name: &'a str,
}

impl Describer<'_> {
    fn operations(&self) -> Vec<OperationDescription> {
        let mut operations = Vec::with_capacity(self.api.document_operations());
        for id in self.api.resource_ids() {
            let resource = self.api.resource(id);
            for (operation, names) in
                resource.operations.iter().zip(&self.names.resource(id).operations)
            {
                for (scope, route) in operation.routes.entries() {
                    operations.push(self.operation(id, operation, names, scope, route));
                }
            }
        }
        operations
    }

    fn operation(
        &self,
        id: ResourceId,
        operation: &Operation,
        names: &OperationNames,
        scope: ScopeId,
        route: &Route,
    ) -> OperationDescription {
        let path_arguments =
            route.path.arguments().map(|argument| ParameterDescription {
                wire: argument.wire.clone(),
                location: "path",
                role: Role::Argument,
                argument: None,
                setter: None,
                ty: self.text(&self.types.argument(argument.ty)),
                list_style: ListStyle::default(),
                required: true,
                nullable: false,
                deprecated: false,
                values: Vec::new(),
            });
        let parameters = operation
            .parameters
            .iter()
            .zip(&names.parameters)
            .map(|(parameter, name)| self.parameter(parameter, name.as_ref()));
        OperationDescription {
            id: route.id.clone(),
            method: operation.method,
            server: operation.server.as_ref().map(|server| server.url.clone()),
            path: route.path.to_string(),
            call: call::whole(self.api, self.names, id, (operation, names), scope),
            builder: self.text(&self.types.of_resource(id, &names.builder)),
            authentication: operation.authentication,
            media_type: match &operation.body {
                Some(BodyEncoding::Json(media_type)) => Some(media_type.clone()),
                Some(BodyEncoding::Form) | None => None,
            },
            deprecated: route.deprecated,
            parameters: path_arguments.chain(parameters).collect(),
            responses: operation
                .responses
                .iter()
                .map(|response| ResponseDescription {
                    status: response.status,
                    description: response.description.clone(),
                    ty: self.text(&self.types.body(&response.body)),
                })
                .collect(),
            paging: operation.paging.as_ref().map(|paging| PagingDescription {
                items: paging.items.clone(),
                page_size: paging.page_size.clone(),
                max_page_size: paging.max_page_size,
                kind: paging.kind.clone(),
            }),
        }
    }

    fn parameter(
        &self,
        parameter: &Parameter,
        name: Option<&Identifier>,
    ) -> ParameterDescription {
        let name_as = |role| name.filter(|_| parameter.role == role);
        let values = match parameter.ty.innermost() {
            Type::Enumeration(id) => self
                .api
                .enumeration(*id)
                .variants
                .iter()
                .map(|variant| variant.wire.clone())
                .collect(),
            _ => Vec::new(),
        };
        ParameterDescription {
            wire: parameter.wire.clone(),
            location: match parameter.location {
                Location::Query => "query",
                Location::Header => "header",
                Location::Form => "form",
                Location::Json => "json",
                Location::JsonBody => "json body",
            },
            role: parameter.role,
            argument: name_as(Role::Argument).map(|name| name.unraw().to_owned()),
            setter: name_as(Role::Setter).map(ToString::to_string),
            ty: self.text(&self.types.parameter(parameter)),
            list_style: parameter.sent_style().unwrap_or_default(),
            required: parameter.required,
            nullable: parameter.nullable,
            deprecated: parameter.deprecated,
            values,
        }
    }

    /// Returns the type with full paths.
    fn text(&self, ty: &RustType) -> String {
        ty.text(Some(self.crate_name))
    }

    fn resource(&self, id: ResourceId) -> ResourceDescription {
        let resource: &Resource = self.api.resource(id);
        let names = self.names.resource(id);
        let path = |name: &Identifier| self.text(&self.types.of_resource(id, name));
        ResourceDescription {
            module: names.module.to_string(),
            collection: names.collection.as_ref().map(path),
            instance: names.instance.as_ref().map(path),
            model: resource.model.map(|model| self.text(&self.types.model(model))),
            scopes: resource
                .scopes
                .iter()
                .map(|scope| scope.path().to_string())
                .collect(),
            merged: resource.scopes.len() > 1,
            apart_because: apart_because(resource),
        }
    }

    fn models(&self) -> Vec<ModelDescription> {
        // Events and replies are described by themselves.
        let events = self.api.events.iter();
        let own: BTreeSet<ModelId> = events
            .flat_map(|events| events.models().into_iter().chain(events.reply_models()))
            .collect();
        let models = self.api.models.entries().filter(|(id, _)| !own.contains(id));
        models
            .map(|(id, model)| ModelDescription {
                path: self.text(&self.types.model(id)),
                pointers: model.pointers.iter().map(ToString::to_string).collect(),
                deprecated: model.deprecated,
                direction: model.direction,
                constructor: model.direction.is_sent().then(|| {
                    let names = self.names.model(id);
                    let taken =
                        names.arguments.iter().map(|&index| &names.fields[index]);
                    taken.map(ToString::to_string).collect()
                }),
                fields: self.fields(id),
            })
            .collect()
    }

    fn fields(&self, id: ModelId) -> Vec<FieldDescription> {
        let names = self.names.model(id);
        let fields = self.api.model(id).fields.iter();
        let fields = fields.zip(&names.fields).zip(&names.setters);
        fields
            .map(|((field, name), setter)| FieldDescription {
                wire: field.wire.clone(),
                name: name.to_string(),
                ty: self.text(&self.types.field(id, field)),
                setter: setter.as_ref().map(ToString::to_string),
                sensitivity: field.sensitivity,
                deprecated: field.deprecated,
            })
            .collect()
    }

    fn events(&self) -> Vec<EventDescription> {
        let events = self.api.events.iter().flat_map(|events| &events.events);
        events.map(|event| self.event(event)).collect()
    }

    fn event(&self, event: &Event) -> EventDescription {
        let destinations = event.destinations.iter();
        EventDescription {
            kind: event.kind.clone(),
            path: self.text(&self.types.model(event.model)),
            sent: if event.precedes_action() {
                "before"
            } else {
                "after"
            },
            fields: self.fields(event.model),
            reply: event.reply.as_ref().map(|reply| self.reply(reply)),
            destinations: destinations
                .map(|destination| DestinationDescription {
                    operation: destination.operation.clone(),
                    parameter: destination.parameter.clone(),
                })
                .collect(),
        }
    }

    fn reply(&self, reply: &Reply) -> ReplyDescription {
        ReplyDescription {
            path: reply.model.map_or_else(
                || {
                    format!(
                        "{}::{}::Reply",
                        self.crate_name,
                        self.names.module.within(EVENTS_MODULE)
                    )
                },
                |id| self.text(&self.types.model(id)),
            ),
            fields: reply.model.map(|id| self.fields(id)).unwrap_or_default(),
            can_reject: reply.can_reject,
        }
    }

    fn enumerations(&self) -> Vec<EnumerationDescription> {
        let enumerations = self.api.enumerations.entries();
        enumerations
            .map(|(id, enumeration)| EnumerationDescription {
                path: self.text(&self.types.enumeration(id)),
                pointers: enumeration.pointers.iter().map(ToString::to_string).collect(),
                deprecated: enumeration.deprecated,
                values: enumeration
                    .variants
                    .iter()
                    .map(|variant| variant.wire.clone())
                    .collect(),
            })
            .collect()
    }

    fn sids(&self) -> Vec<SidDescription> {
        let sids = self.api.sids.entries();
        sids.map(|(id, sid)| SidDescription {
            path: self.text(&self.types.sid(id)),
            prefix: sid.prefix.clone(),
        })
        .collect()
    }
}

impl Describer<'_> {
    fn error_codes(&self) -> Vec<ErrorCodeDescription> {
        let codes = self.api.error_codes.iter().zip(self.names.error_codes());
        codes
            .map(|(code, name)| ErrorCodeDescription {
                path: format!(
                    "{}::{}::{name}",
                    self.crate_name,
                    self.names.module.within("error_code")
                ),
                code: code.code,
            })
            .collect()
    }
}

/// Returns the reason why a resource was not merged with its twin.
fn apart_because(resource: &Resource) -> Option<String> {
    if resource.scopes.len() > 1 {
        return None;
    }
    let differences = resource.separations.iter().map(|separation| {
        format!("differs from {}: {}", separation.twin, separation.difference)
    });
    let differences: Vec<String> = differences.collect();
    Some(if differences.is_empty() {
        "the document has it in no other scope".to_owned()
    } else {
        differences.join("; ")
    })
}
