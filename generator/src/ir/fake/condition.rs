//! Refusals of requests.

use serde::Serialize;

use super::Reference;
use crate::ir::ResourceId;

/// The refusal of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The error code.
    pub code: u32,
    /// The message.
    pub message: String,
}

/// A refusal and its condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConditionalRefusal {
    /// The condition.
    pub condition: Condition,
    /// The refusal.
    pub refusal: Refusal,
}

/// The condition of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// A property has one of these values.
    Has(Reference, Vec<String>),
    /// None of these parameters is set.
    NoneSet(Vec<String>),
    /// All of these parameters are set.
    AllSet(Vec<String>),
    /// Any of these parameters is set.
    AnySet(Vec<String>),
    /// This parameter is a SID, and there is no such instance of the resource.
    Missing(String, ResourceId),
    /// This parameter has one of these values.
    Is(String, Vec<String>),
    /// This parameter looks like a SID with the prefix.
    IsSid(String, String),
    /// Both parameters have the same value.
    Same(String, String),
    /// A property is null.
    IsNull(Reference),
    /// All of these conditions hold.
    All(Vec<Condition>),
}
