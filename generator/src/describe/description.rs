//! The shape of the description.

use serde::Serialize;

use crate::ir::{Method, Role, Sensitivity};

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
    /// The codes of errors.
    pub error_codes: Vec<ErrorCodeDescription>,
}

/// How much a client crate holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations of the document, twins counted each.
    pub operations: usize,
    /// Resources, twins counted once.
    pub resources: usize,
    /// Structs that responses decode to.
    pub models: usize,
    /// Enums.
    pub enums: usize,
}

impl Description {
    /// How much is described.
    pub fn counts(&self) -> Counts {
        Counts {
            operations: self.operations.len(),
            resources: self.resources.len(),
            models: self.models.len(),
            enums: self.enumerations.len(),
        }
    }
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
    /// Whether null can be given for it, as `Nullable::Null`, which clears what is stored.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
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
    /// Why it is found in one scope only, where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart_because: Option<String>,
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

/// One code of an error.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorCodeDescription {
    /// The Rust path of its constant.
    pub path: String,
    /// The number.
    pub code: u32,
}
