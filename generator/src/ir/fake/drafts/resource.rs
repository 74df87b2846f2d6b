//! Extensions of path items.

use serde::Serialize;

use super::{ConditionDraft, Name, ReferenceDraft, ValueDraft};
use crate::diagnostics::Pointer;
use crate::ir::fake::Refusal;

/// The extension of a path item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResourceDraft {
    /// The pointer in the document.
    pub pointer: Pointer,
    /// Properties that paths accept in place of the SID.
    pub lookup: Vec<Name>,
    /// Combinations of properties that are unique.
    pub unique: Vec<UniqueDraft>,
    /// The maximum numbers of instances.
    pub limits: Vec<LimitDraft>,
    /// The instance that paths without this resource belong to.
    pub default: Option<ReferenceDraft>,
    /// The storage of the instances, if they are not stored by themselves.
    pub storage: Option<StorageDraft>,
    /// Instances of other resources that are created together with an instance.
    pub companions: Vec<CompanionDraft>,
    /// Changes that deadlines make.
    pub transitions: Vec<TransitionDraft>,
    /// Changes that the creation of a child makes.
    pub reactions: Vec<ReactionDraft>,
    /// Links beside those to the children, and in place of those with the same path.
    pub links: Vec<(String, LinkDraft)>,
}

/// Properties that are unique together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UniqueDraft {
    /// The properties.
    pub properties: Vec<Name>,
    /// The ancestor below which they are unique, if not the parent.
    pub within: Option<Name>,
    /// Existing instances for which this is true are not compared.
    pub unless: Option<ConditionDraft>,
    /// The refusal of a second instance.
    pub refusal: Refusal,
    /// The refusal of a second instance that is created together with its parent.
    pub composite_refusal: Option<Refusal>,
}

/// The maximum number of instances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LimitDraft {
    /// The maximum number.
    pub maximum: u64,
    /// Only instances are counted in which this property is not null.
    pub property: Option<Name>,
    /// The refusal of one more.
    pub refusal: Refusal,
}

/// The storage of the instances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StorageDraft {
    /// They are those of another resource.
    View {
        /// The resource.
        of: Name,
        /// Conditions on the properties of the viewed instance.
        conditions: Vec<(Name, ReferenceDraft)>,
    },
    /// A request creates an instance of one resource, and instances of one of its children.
    Composite {
        /// The resource that is created.
        of: Name,
        /// The parameter with the children.
        parameter: Name,
        /// The resource of the children.
        children: Name,
        /// The status of the response if there are children.
        status: Option<u16>,
    },
}

/// An instance that is created together with another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompanionDraft {
    /// The resource.
    pub resource: Name,
    /// The values of its properties.
    pub properties: Vec<(Name, ValueDraft)>,
    /// The property of the created instance that is set to the SID of the companion.
    pub names_it: Option<Name>,
    /// `true` if an existing instance with these properties is used.
    pub unless_exists: bool,
}

/// A change that happens at a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TransitionDraft {
    /// The property that contains the deadline.
    pub deadline: Name,
    /// The property that changes.
    pub property: Name,
    /// The values from which it changes.
    pub from: Vec<String>,
    /// The value that it changes to.
    pub to: String,
    /// Children whose creation starts the time anew.
    pub restarted_by: Vec<Name>,
}

/// A change that the creation of a child makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReactionDraft {
    /// The resources of the children.
    pub created: Vec<Name>,
    /// The property that changes.
    pub property: Name,
    /// The values from which it changes.
    pub from: Vec<String>,
    /// The value that it changes to.
    pub to: String,
}

/// The path of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkDraft {
    /// No link, not even that to the child of this name.
    Nothing,
    /// Segments below the instance.
    Below(String),
    /// The path of the instance that a reference leads to.
    Instance(ReferenceDraft),
}
