//! The behavior of resources.

use serde::Serialize;

use super::{
    Condition, Operation, Property, PropertyPath, Reference, Refusal, Segment, Value,
};
use crate::ir::ResourceId;

/// The behavior of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// The name in `x-fake`: the singular, after those of parents if others have the same.
    pub name: String,
    /// The resource whose instances it belongs to, in the scope with the most ancestors.
    pub parent: Option<ResourceId>,
    /// The paths of an instance by scope; empty if instances have no path.
    pub paths: Vec<Vec<Segment>>,
    /// The prefix of its SIDs.
    pub sid_prefix: Option<String>,
    /// The properties of an instance, in the order of the document.
    pub properties: Vec<Property>,
    /// Properties that paths accept in place of the SID.
    pub lookup: Vec<PropertyPath>,
    /// Combinations of properties that are unique.
    pub unique: Vec<Unique>,
    /// The maximum numbers of instances of one parent.
    pub limits: Vec<Limit>,
    /// The storage of its instances.
    pub storage: Storage,
    /// The instance that paths without this resource belong to.
    pub default_instance: Option<Reference>,
    /// Instances of other resources that are created together with an instance.
    pub companions: Vec<Companion>,
    /// Changes that deadlines make.
    pub transitions: Vec<Transition>,
    /// Changes that the creation of a child makes.
    pub reactions: Vec<Reaction>,
    /// The behavior of its operations, in their order.
    pub operations: Vec<Operation>,
}

/// The storage of the instances of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Storage {
    /// In the store, by themselves.
    Own,
    /// They are instances of another resource, seen from another place.
    View {
        /// The resource whose instances are seen.
        of: ResourceId,
        /// Conditions: a property of the viewed instance has the value of the reference, which starts at the parent.
        conditions: Vec<(PropertyPath, Reference)>,
    },
    /// A request that creates an instance of one resource, and instances of one of its children.
    Composite {
        /// The resource that is created.
        of: ResourceId,
        /// The parameter that contains the children, each as JSON text.
        parameter: String,
        /// The resource of the children.
        children: ResourceId,
        /// The status of the response if there are children. `None`: that of the operation.
        status: Option<u16>,
    },
}

/// Properties that are unique together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unique {
    /// The properties.
    pub properties: Vec<PropertyPath>,
    /// The ancestor below which they are unique. `None`: the parent.
    pub within: Option<ResourceId>,
    /// Existing instances for which this is true are not compared.
    pub unless: Option<Condition>,
    /// The refusal of a second instance.
    pub refusal: Refusal,
    /// The refusal of a second instance that is created together with its parent. `None`: the same.
    pub composite_refusal: Option<Refusal>,
}

/// The maximum number of instances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// The maximum number.
    pub maximum: u64,
    /// Only instances are counted in which this property is not null. `None`: all.
    pub property: Option<PropertyPath>,
    /// The refusal of one more.
    pub refusal: Refusal,
}

/// An instance that is created together with another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Companion {
    /// The resource.
    pub resource: ResourceId,
    /// The values of its properties.
    pub properties: Vec<(PropertyPath, Value)>,
    /// The property of the created instance that is set to the SID of the companion.
    pub names_it: Option<PropertyPath>,
    /// `true` if an existing instance with these properties is used.
    pub unless_exists: bool,
}

/// A change that happens at a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Transition {
    /// The property that contains the deadline.
    pub deadline: PropertyPath,
    /// The property that changes.
    pub property: PropertyPath,
    /// The values from which it changes.
    pub from: Vec<String>,
    /// The value that it changes to.
    pub to: String,
    /// Children whose creation starts the time anew.
    pub restarted_by: Vec<ResourceId>,
}

/// A change that the creation of a child makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reaction {
    /// The resources of the children.
    pub to: Vec<ResourceId>,
    /// The property that changes.
    pub property: PropertyPath,
    /// The values from which it changes.
    pub from: Vec<String>,
    /// The value that it changes to.
    pub becomes: String,
}
