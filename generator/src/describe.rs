//! The named IR as data for people and programs: what the command `ir` prints.
//!
//! Everything that a caller of the client crate can write stands here with its HTTP call and its Rust call.

mod rust_type;

use serde::Serialize;

use self::rust_type::RustTypes;
use crate::call;
use crate::ir::{
    Api, Location, Method, Operation, Parameter, Presence, Resource, ResourceId,
    ResponseBody, Role, Route, Sensitivity, Separation, Type,
};
use crate::name::{Names, OperationNames};

/// The API as the client crate offers it.
#[derive(Clone, Debug, Serialize)]
pub struct Description {
    /// The document's title.
    pub title: String,
    /// The document's version.
    pub version: String,
    /// Where the API is served.
    pub base_url: String,
    /// The operations of the document, in the order of the resources; twins one after the other.
    pub operations: Vec<OperationDescription>,
    /// The resources, parents before children.
    pub resources: Vec<ResourceDescription>,
    /// The structs that answers decode to.
    pub models: Vec<ModelDescription>,
    /// The enums.
    pub enumerations: Vec<EnumerationDescription>,
    /// The types of SIDs.
    pub sids: Vec<SidDescription>,
}

/// One operation of the document.
#[derive(Clone, Debug, Serialize)]
pub struct OperationDescription {
    /// The `operationId`.
    pub id: String,
    /// The HTTP method.
    pub method: Method,
    /// The path, arguments in braces.
    pub path: String,
    /// The Rust calls that start it, each argument as its name on the wire in braces.
    pub call: String,
    /// The Rust path of the request's type.
    pub builder: String,
    /// What a request carries, path arguments first.
    pub parameters: Vec<ParameterDescription>,
    /// The answers that mean success.
    pub responses: Vec<ResponseDescription>,
    /// How its answers are split into pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<PagingDescription>,
}

/// One parameter of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct ParameterDescription {
    /// The name on the wire.
    pub wire: String,
    /// Where it goes: `path`, `query`, `header` or `form`.
    #[serde(rename = "in")]
    pub location: &'static str,
    /// How a caller gives it: `argument`, `setter` or `hidden`.
    pub role: Role,
    /// The method that sets it, where it is a setter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setter: Option<String>,
    /// The Rust type that is sent. Text, JSON text and SIDs are taken as anything that converts into it.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether a request without it is refused.
    pub required: bool,
    /// The values of an enum, in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// One answer of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct ResponseDescription {
    /// The HTTP status.
    pub status: u16,
    /// The Rust type it decodes to; `()` where the body is empty.
    #[serde(rename = "type")]
    pub ty: String,
}

/// How a list is split into pages.
#[derive(Clone, Debug, Serialize)]
pub struct PagingDescription {
    /// The property that holds the items.
    pub items: String,
    /// The largest page the server makes.
    pub max_page_size: Option<i64>,
}

/// One resource.
#[derive(Clone, Debug, Serialize)]
pub struct ResourceDescription {
    /// The Rust module.
    pub module: String,
    /// The Rust path of the collection's handle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The Rust path of an instance's handle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The Rust path of what an instance holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Where it is found: the path of an instance, or failing that of the collection, in each scope.
    pub scopes: Vec<String>,
    /// Whether several scopes share these types.
    pub merged: bool,
    /// Why a resource of the same place in another scope is not this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub separations: Vec<Separation>,
}

/// One struct.
#[derive(Clone, Debug, Serialize)]
pub struct ModelDescription {
    /// Its Rust path.
    pub path: String,
    /// Where the document declares it.
    pub pointers: Vec<String>,
    /// Its fields.
    pub fields: Vec<FieldDescription>,
}

/// One field of a struct.
#[derive(Clone, Debug, Serialize)]
pub struct FieldDescription {
    /// The name on the wire.
    pub wire: String,
    /// The name in Rust.
    pub name: String,
    /// The type in Rust.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether it is kept back by `Debug`.
    pub sensitivity: Sensitivity,
}

/// One enum.
#[derive(Clone, Debug, Serialize)]
pub struct EnumerationDescription {
    /// Its Rust path.
    pub path: String,
    /// Where the document declares it; several where equal sets were merged.
    pub pointers: Vec<String>,
    /// Its values, in document order.
    pub values: Vec<String>,
}

/// One kind of SID.
#[derive(Clone, Debug, Serialize)]
pub struct SidDescription {
    /// Its Rust path.
    pub path: String,
    /// The two letters it starts with; `None` where any will do.
    pub prefix: Option<String>,
}

/// Describes the API as the crate of that name offers it.
pub fn describe(api: &Api, names: &Names, crate_name: &str) -> Description {
    let describer = Describer {
        api,
        names,
        types: RustTypes {
            api,
            names,
            crate_name,
        },
    };
    Description {
        title: api.title.clone(),
        version: api.version.clone(),
        base_url: api.base_url.clone(),
        operations: describer.operations(),
        resources: api.resource_ids().map(|id| describer.resource(id)).collect(),
        models: describer.models(),
        enumerations: describer.enumerations(),
        sids: describer.sids(),
    }
}

struct Describer<'a> {
    api: &'a Api,
    names: &'a Names,
    types: RustTypes<'a>,
}

impl Describer<'_> {
    fn operations(&self) -> Vec<OperationDescription> {
        let mut operations = Vec::with_capacity(self.api.document_operations());
        for id in self.api.resource_ids() {
            let resource = self.api.resource(id);
            for (operation, names) in
                resource.operations.iter().zip(&self.names.resource(id).operations)
            {
                for (scope, route) in operation.routes.iter().enumerate() {
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
        scope: usize,
        route: &Route,
    ) -> OperationDescription {
        let path_arguments =
            route.path.arguments().map(|argument| ParameterDescription {
                wire: argument.wire.clone(),
                location: "path",
                role: Role::Argument,
                setter: None,
                ty: self.types.argument(argument.ty),
                required: true,
                values: Vec::new(),
            });
        let parameters = operation.parameters.iter().zip(&names.parameters).map(
            |(parameter, name)| {
                let setter = name.as_ref().filter(|_| parameter.role == Role::Setter);
                self.parameter(parameter, setter.map(ToString::to_string))
            },
        );
        OperationDescription {
            id: route.id.clone(),
            method: operation.method,
            path: route.path.to_string(),
            call: self.call(id, operation, names, scope, route),
            builder: self.types.in_module(id, names.builder.as_str()),
            parameters: path_arguments.chain(parameters).collect(),
            responses: operation
                .responses
                .iter()
                .map(|response| ResponseDescription {
                    status: response.status,
                    ty: self.body(&response.body),
                })
                .collect(),
            paging: operation.paging.as_ref().map(|paging| PagingDescription {
                items: paging.items.clone(),
                max_page_size: paging.max_page_size,
            }),
        }
    }

    fn call(
        &self,
        id: ResourceId,
        operation: &Operation,
        names: &OperationNames,
        scope: usize,
        route: &Route,
    ) -> String {
        let braced = |wire: &str| format!("{{{wire}}}");
        let mut calls = vec!["client".to_owned()];
        calls.extend(call::steps(
            self.api,
            self.names,
            id,
            scope,
            &route.path,
            |argument| braced(&argument.wire),
        ));
        let required = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.role == Role::Argument);
        let arguments: Vec<String> =
            required.map(|parameter| braced(&parameter.wire)).collect();
        calls.push(format!("{}({})", names.method, arguments.join(", ")));
        calls.join(".")
    }

    fn parameter(
        &self,
        parameter: &Parameter,
        setter: Option<String>,
    ) -> ParameterDescription {
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
            },
            role: parameter.role,
            setter,
            ty: self.types.value(&parameter.ty),
            required: parameter.required,
            values,
        }
    }

    fn body(&self, body: &ResponseBody) -> String {
        match body {
            ResponseBody::Empty => "()".to_owned(),
            ResponseBody::Value(ty) => self.types.value(ty),
            ResponseBody::Page(ty) => self.types.page(ty),
        }
    }

    fn resource(&self, id: ResourceId) -> ResourceDescription {
        let resource: &Resource = self.api.resource(id);
        let names = self.names.resource(id);
        let path =
            |name: &crate::name::Identifier| self.types.in_module(id, name.as_str());
        ResourceDescription {
            module: names.module.to_string(),
            collection: names.collection.as_ref().map(path),
            instance: names.instance.as_ref().map(path),
            model: resource.model.map(|model| self.types.value(&Type::Model(model))),
            scopes: resource
                .scopes
                .iter()
                .map(|scope| scope.path().to_string())
                .collect(),
            merged: resource.scopes.len() > 1,
            separations: resource.separations.clone(),
        }
    }

    fn models(&self) -> Vec<ModelDescription> {
        let models = self.api.models.iter().enumerate();
        models
            .map(|(index, model)| {
                let id = crate::ir::ModelId(index);
                let fields = model.fields.iter().zip(&self.names.model(id).fields);
                ModelDescription {
                    path: self.types.value(&Type::Model(id)),
                    pointers: model.pointers.iter().map(ToString::to_string).collect(),
                    fields: fields
                        .map(|(field, name)| FieldDescription {
                            wire: field.wire.clone(),
                            name: name.to_string(),
                            ty: match field.presence {
                                Presence::Always => self.types.value(&field.ty),
                                Presence::Optional => {
                                    format!("Option<{}>", self.types.value(&field.ty))
                                }
                            },
                            sensitivity: field.sensitivity,
                        })
                        .collect(),
                }
            })
            .collect()
    }

    fn enumerations(&self) -> Vec<EnumerationDescription> {
        let enumerations = self.api.enumerations.iter().enumerate();
        enumerations
            .map(|(index, enumeration)| EnumerationDescription {
                path: self
                    .types
                    .value(&Type::Enumeration(crate::ir::EnumerationId(index))),
                pointers: enumeration.pointers.iter().map(ToString::to_string).collect(),
                values: enumeration
                    .variants
                    .iter()
                    .map(|variant| variant.wire.clone())
                    .collect(),
            })
            .collect()
    }

    fn sids(&self) -> Vec<SidDescription> {
        let sids = self.api.sids.iter().enumerate();
        sids.map(|(index, sid)| SidDescription {
            path: self.types.value(&Type::Sid(crate::ir::SidId(index))),
            prefix: sid.prefix.clone(),
        })
        .collect()
    }
}
