//! Extensions of operations and parameters.

use serde::Serialize;

use super::{Name, ReferenceDraft, Target};
use crate::diagnostics::Pointer;
use crate::ir::Location;
use crate::ir::fake::{Comparison, Refusal};

/// The extension of an operation, and those of its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OperationDraft {
    /// Conditions under which it is refused.
    pub refuse: Vec<ConditionalRefusalDraft>,
    /// The status of a successful response.
    pub status: Option<u16>,
    /// The extensions of the parameters.
    pub parameters: Vec<ParameterDraft>,
}

/// A refusal and its condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConditionalRefusalDraft {
    /// The condition.
    pub condition: ConditionDraft,
    /// The refusal.
    pub refusal: Refusal,
}

/// The condition of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionDraft {
    /// A property has one of these values.
    If(ReferenceDraft, Vec<String>),
    /// A property is null.
    IsNull(ReferenceDraft),
    /// None of these parameters is set.
    NoneOf(Vec<Name>),
    /// All of these parameters are set.
    AllOf(Vec<Name>),
    /// Any of these parameters is set.
    AnyOf(Vec<Name>),
    /// Both parameters have the same value.
    Same(Name, Name),
    /// This parameter has one of these values.
    Parameter(Name, Vec<String>),
    /// This parameter looks like a SID of the resource.
    SidOf(Name, Name),
    /// This parameter is a SID, and there is no such instance of the resource.
    Missing(Name, Name),
    /// All of these conditions hold.
    All(Vec<ConditionDraft>),
}

/// The extension of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParameterDraft {
    /// The location of the parameter.
    pub location: Location,
    /// The name of the parameter.
    pub wire: String,
    /// The property that it sets.
    pub sets: Option<Target>,
    /// The property that it sets to a time after that of the request.
    pub deadline: Option<Name>,
    /// The duration of an instance that is created without the parameter.
    pub default: Option<ReferenceDraft>,
    /// The property that it selects by.
    pub filter: Option<(Name, Comparison)>,
    /// `true` if a list that it selects begins with the newest instance.
    pub newest_first: bool,
    /// `true` if it sets the order of a list.
    pub order: bool,
    /// The maximum number of characters.
    pub max_length: Option<u64>,
    /// The maximum number of elements of a list.
    pub max_items: Option<u64>,
    /// Another parameter: if it is set, this one is ignored.
    pub ignored_with: Option<Name>,
    /// The values that a property is set to in place of those of the parameter.
    pub values: Vec<(String, String)>,
    /// The property that the text before the first colon sets, and its value without a colon.
    pub prefix: Option<(Name, String)>,
    /// The refusal of a value of another type.
    pub refusal: Option<Refusal>,
    /// The refusal of a value beyond its limits.
    pub limit_refusal: Option<Refusal>,
    /// The pointer in the document.
    pub pointer: Pointer,
}
