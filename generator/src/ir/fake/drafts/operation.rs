//! Extensions of operations and parameters.

use serde::Serialize;

use super::{Name, ReferenceDraft};
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
    /// None of these parameters is set.
    NoneOf(Vec<Name>),
    /// All of these parameters are set.
    AllOf(Vec<Name>),
    /// This parameter is a SID, and there is no such instance of the resource.
    Missing(Name, Name),
}

/// The extension of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParameterDraft {
    /// The location of the parameter.
    pub location: Location,
    /// The name of the parameter.
    pub wire: String,
    /// The property that it sets; `Some(None)` if it deliberately sets none.
    pub sets: Option<Option<Name>>,
    /// The property that it sets to a time after that of the request.
    pub deadline: Option<Name>,
    /// The property that it selects by.
    pub filter: Option<(Name, Comparison)>,
    /// `true` if it sets the order of a list.
    pub order: bool,
    /// The maximum number of characters.
    pub max_length: Option<u64>,
    /// The refusal of a value of another type.
    pub refusal: Option<Refusal>,
    /// The refusal of a value beyond its limits.
    pub limit_refusal: Option<Refusal>,
    /// The pointer in the document.
    pub pointer: Pointer,
}
