//! The schema of the description.

use serde::Serialize;

use crate::ir::{
    Authentication, Direction, ListStyle, Method, PagingKind, Role, Sensitivity, Status,
    WaitKind,
};

/// The public API of a document in the client crate.
#[derive(Clone, Debug, Serialize)]
pub struct Description {
    /// The module that contains the API, unless it is in the root of the crate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// The title of the document.
    pub title: String,
    /// The version of the API.
    pub version: String,
    /// The URL of the server.
    pub base_url: String,
    /// The operations of the document, in the order of the resources, with twins in succession.
    pub operations: Vec<OperationDescription>,
    /// The resources, parents before children.
    pub resources: Vec<ResourceDescription>,
    /// The structs that responses are deserialized into.
    pub models: Vec<ModelDescription>,
    /// The enums.
    pub enumerations: Vec<EnumerationDescription>,
    /// The types of SIDs.
    pub sids: Vec<SidDescription>,
    /// The events that webhooks send.
    pub events: Vec<EventDescription>,
    /// The codes of errors.
    pub error_codes: Vec<ErrorCodeDescription>,
}

/// The numbers of items in a client crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations of the document; twins are counted separately.
    pub operations: usize,
    /// Resources; twins are counted once.
    pub resources: usize,
    /// Structs that responses are deserialized into.
    pub models: usize,
    /// Enums.
    pub enums: usize,
    /// Events.
    pub events: usize,
}

impl Description {
    /// Returns the numbers of described items.
    pub fn counts(&self) -> Counts {
        Counts {
            operations: self.operations.len(),
            resources: self.resources.len(),
            models: self.models.len(),
            enums: self.enumerations.len(),
            events: self.events.len(),
        }
    }
}

/// An operation of the document.
#[derive(Clone, Debug, Serialize)]
pub struct OperationDescription {
    /// The `operationId`.
    pub id: String,
    /// The HTTP method.
    pub method: Method,
    /// The URL of the server, if it is not that of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The path, with arguments in braces.
    pub path: String,
    /// The Rust call, with arguments as their wire names in braces.
    pub call: String,
    /// The Rust path of the request builder.
    pub builder: String,
    /// The authentication of its requests, unless the client's credentials are sent as they are.
    #[serde(skip_serializing_if = "Authentication::is_default")]
    pub authentication: Authentication,
    /// The media type of the body, if it is JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// `true` if it is deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The parameters, path arguments first.
    pub parameters: Vec<ParameterDescription>,
    /// The successful responses.
    pub responses: Vec<ResponseDescription>,
    /// The pagination of its responses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<PagingDescription>,
    /// The way to wait for its completion, if it is asynchronous.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<WaitKind>,
}

/// A parameter of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct ParameterDescription {
    /// The name on the wire.
    pub wire: String,
    /// The location: `path`, `query`, `header`, `form`, `json` (a member of the JSON body) or `json body` (the whole).
    #[serde(rename = "in")]
    pub location: &'static str,
    /// The role in the Rust API: `argument`, `setter` or `hidden`.
    pub role: Role,
    /// The name of the argument, if it is one that the method of the operation takes.
    #[serde(skip)]
    pub argument: Option<String>,
    /// The method that sets it, if it is a setter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setter: Option<String>,
    /// The Rust type that is sent. Strings, JSON and SIDs are accepted as any type that converts into it.
    #[serde(rename = "type")]
    pub ty: String,
    /// The way in which the elements of a list are sent, unless each is a parameter of its own.
    #[serde(skip_serializing_if = "ListStyle::is_default")]
    pub list_style: ListStyle,
    /// `true` if it is required.
    pub required: bool,
    /// `true` if it accepts `Nullable::Null`, which clears the stored value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
    /// `true` if it is deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The values of an enum, in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// A response of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct ResponseDescription {
    /// The HTTP status code, `2XX` or `default`.
    pub status: Status,
    /// The description.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The Rust type that it is deserialized into; `()` if the body is empty.
    #[serde(rename = "type")]
    pub ty: String,
}

/// The pagination of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagingDescription {
    /// The property that contains the items.
    pub items: String,
    /// The parameter that sets the page size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<String>,
    /// The maximum page size.
    pub max_page_size: Option<i64>,
    /// The mechanism that links a page to the next one.
    pub kind: PagingKind,
}

/// A resource.
#[derive(Clone, Debug, Serialize)]
pub struct ResourceDescription {
    /// The Rust module.
    pub module: String,
    /// The Rust path of the handle of the collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The Rust path of the handle of an instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The Rust path of the model of an instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The path of an instance, or else of the collection, in each scope.
    pub scopes: Vec<String>,
    /// `true` if several scopes share these types.
    pub merged: bool,
    /// The reason why it was not merged with its twin, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart_because: Option<String>,
}

/// A struct.
#[derive(Clone, Debug, Serialize)]
pub struct ModelDescription {
    /// Its Rust path.
    pub path: String,
    /// The pointers in the document.
    pub pointers: Vec<String>,
    /// `true` if it is deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The messages that contain it, if these are not only responses.
    #[serde(skip_serializing_if = "Direction::is_response")]
    pub direction: Direction,
    /// The fields that its constructor takes, if requests contain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constructor: Option<Vec<String>>,
    /// Its fields.
    pub fields: Vec<FieldDescription>,
}

/// A field of a struct.
#[derive(Clone, Debug, Serialize)]
pub struct FieldDescription {
    /// The name on the wire.
    pub wire: String,
    /// The name in Rust.
    pub name: String,
    /// The type in Rust.
    #[serde(rename = "type")]
    pub ty: String,
    /// The method that sets it, if requests contain it and the constructor does not take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setter: Option<String>,
    /// Marks personal data, which `Debug` redacts.
    pub sensitivity: Sensitivity,
    /// `true` if it is deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
}

/// An enum.
#[derive(Clone, Debug, Serialize)]
pub struct EnumerationDescription {
    /// Its Rust path.
    pub path: String,
    /// The pointers in the document; several if equal enums were merged.
    pub pointers: Vec<String>,
    /// `true` if it is deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Its values, in document order.
    pub values: Vec<String>,
}

/// A kind of SID.
#[derive(Clone, Debug, Serialize)]
pub struct SidDescription {
    /// Its Rust path.
    pub path: String,
    /// The prefix, or `None` if any is allowed.
    pub prefix: Option<String>,
}

/// An event.
#[derive(Clone, Debug, Serialize)]
pub struct EventDescription {
    /// The kind: the value of the discriminator.
    pub kind: String,
    /// The Rust path of its struct.
    pub path: String,
    /// `before` or `after` the action.
    pub sent: &'static str,
    /// Its fields.
    pub fields: Vec<FieldDescription>,
    /// The effects of the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyDescription>,
    /// The parameters that set where it is sent.
    pub destinations: Vec<DestinationDescription>,
}

/// The effects of the response to an event.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyDescription {
    /// The Rust path of the reply that accepts the action.
    pub path: String,
    /// The properties that it may change.
    pub fields: Vec<FieldDescription>,
    /// `true` if it may reject the action.
    pub can_reject: bool,
}

/// A parameter that sets where events are sent.
#[derive(Clone, Debug, Serialize)]
pub struct DestinationDescription {
    /// The `operationId`.
    pub operation: String,
    /// The name of the parameter.
    pub parameter: String,
}

/// One code of an error.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorCodeDescription {
    /// The Rust path of its constant.
    pub path: String,
    /// The number.
    pub code: u32,
}
