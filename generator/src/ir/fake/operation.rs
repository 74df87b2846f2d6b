//! The behavior of operations.

use serde::Serialize;

use super::{ConditionalRefusal, PropertyPath, Refusal, Segment};

/// The behavior of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// `true` if the fake can execute it.
    pub is_supported: bool,
    /// The path in each scope.
    pub paths: Vec<Vec<Segment>>,
    /// The status of a successful response.
    pub status: u16,
    /// The effects of its parameters, in their order.
    pub parameters: Vec<Parameter>,
    /// Conditions under which it is refused, in order.
    pub refusals: Vec<ConditionalRefusal>,
}

/// The effect of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// The maximum number of characters.
    pub max_length: Option<u64>,
    /// The refusal of a value of another type. `None`: the general one.
    pub refusal: Option<Refusal>,
    /// The refusal of a value beyond its limits. `None`: as for another type.
    pub limit_refusal: Option<Refusal>,
    /// The effect.
    pub effect: Effect,
}

/// The effect of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Sets a property.
    Set(PropertyPath),
    /// Sets a property to the time of the request and this duration later.
    Deadline(PropertyPath),
    /// Leaves out the instances of a list whose property does not have the value.
    Filter(PropertyPath, Comparison),
    /// Sets the order of a list.
    Order,
    /// Sets whether webhooks are sent.
    Webhooks,
    /// Nothing that the fake represents.
    Nothing,
}

/// The comparison of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The property has the value.
    Equal,
    /// The property is at the value or later.
    AtLeast,
    /// The property is at the value or earlier.
    AtMost,
}
