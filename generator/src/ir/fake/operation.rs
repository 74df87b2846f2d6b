//! The behavior of operations.

use serde::Serialize;

use super::{ConditionalRefusal, PropertyPath, Reference, Refusal, Segment};

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
    /// The maximum number of elements of a list.
    pub max_items: Option<u64>,
    /// Another parameter: if it is set, this one is ignored.
    pub ignored_with: Option<String>,
    /// The values that a property is set to in place of those of the parameter.
    pub values: Vec<(String, String)>,
    /// The effect of the text before the first colon.
    pub prefix: Option<Prefix>,
    /// The effect.
    pub effect: Effect,
}

impl Parameter {
    /// Returns a parameter without rules but its effect.
    pub fn with(effect: Effect) -> Self {
        Self {
            max_length: None,
            refusal: None,
            limit_refusal: None,
            max_items: None,
            ignored_with: None,
            values: Vec::new(),
            prefix: None,
            effect,
        }
    }
}

/// The effect of the text before the first colon of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Prefix {
    /// The property that is set to it.
    pub property: PropertyPath,
    /// The value of the property if there is no colon.
    pub otherwise: String,
}

/// The effect of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Sets a property.
    Set(PropertyPath),
    /// Sets a property to the time of the request and this duration later.
    Deadline {
        /// The property.
        property: PropertyPath,
        /// The duration of an instance that is created without the parameter.
        default: Option<Reference>,
    },
    /// Leaves out the instances of a list whose property does not have the value.
    Filter {
        /// The property.
        property: PropertyPath,
        /// The comparison.
        comparison: Comparison,
        /// `true` if the list begins with the newest instance then.
        newest_first: bool,
    },
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
