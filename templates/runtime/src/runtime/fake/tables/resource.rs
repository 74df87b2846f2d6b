//! Resources: their instances, and rules about these.

use super::key::{PropertyPath, ResourceIndex};
use super::path::Segment;
use super::property::{Property, Value};
use super::reference::Reference;
use super::refusal::{Condition, Refusal};

/// A resource: a collection of instances, or a single instance for each instance of its parent.
#[derive(Debug)]
pub(crate) struct Resource {
    /// The name of an instance in snake case, for messages.
    pub(crate) name: &'static str,
    /// The kind.
    pub(crate) kind: ResourceKind,
    /// The resource whose instances it belongs to, in the scope with the most ancestors.
    pub(crate) parent: Option<ResourceIndex>,
    /// The paths of an instance by scope, for `url` and `links`. Empty if instances have no path.
    pub(crate) paths: &'static [&'static [Segment]],
    /// The prefix of its SIDs. `None` if instances have no SID of their own.
    pub(crate) sid_prefix: Option<&'static str>,
    /// The properties of an instance, in the order of the document.
    pub(crate) properties: &'static [Property],
    /// Properties that paths accept in place of the SID.
    pub(crate) lookup: &'static [PropertyPath],
    /// Combinations of properties that are unique.
    pub(crate) unique: &'static [Unique],
    /// The maximum numbers of instances of one parent.
    pub(crate) limits: &'static [Limit],
    /// The storage of its instances.
    pub(crate) storage: Storage,
    /// The instance that paths without this resource belong to, such as those of the default service.
    pub(crate) default_instance: Option<Reference>,
    /// Instances of other resources that are created together with an instance.
    pub(crate) companions: &'static [Companion],
    /// Changes that deadlines make.
    pub(crate) transitions: &'static [Transition],
    /// Changes that the creation of a child makes.
    pub(crate) reactions: &'static [Reaction],
}

/// The kind of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResourceKind {
    /// A collection of instances.
    Collection,
    /// A single instance, which exists as long as its parent does.
    Singleton,
}

/// The storage of the instances of a resource.
#[derive(Debug)]
pub(crate) enum Storage {
    /// In the store, by themselves.
    Own,
    /// They are instances of another resource, seen from another place. Properties that both have are those of the
    /// viewed instance; deleting one deletes the other.
    View {
        /// The resource whose instances are seen.
        of: ResourceIndex,
        /// Conditions on the viewed instance: a property of it has the value of the reference, which starts at the parent.
        /// Viewed instances belong to the same default or named instance of the outermost ancestor that both have.
        conditions: &'static [(PropertyPath, Reference)],
    },
    /// A request that creates an instance of one resource, and instances of one of its children.
    Composite {
        /// The resource that is created; the response is an instance of it.
        of: ResourceIndex,
        /// The parameter that contains the children, each as JSON text.
        parameter: &'static str,
        /// The resource of the children.
        children: ResourceIndex,
        /// The status of the response if there are children. `None`: that of the operation.
        status: Option<u16>,
    },
}

/// Properties that are unique together.
#[derive(Debug)]
pub(crate) struct Unique {
    /// The properties. Instances in which one of them is null are not compared.
    pub(crate) properties: &'static [PropertyPath],
    /// The ancestor below which they are unique. `None`: the parent.
    pub(crate) within: Option<ResourceIndex>,
    /// Existing instances for which this is true are not compared.
    pub(crate) unless: Option<&'static Condition>,
    /// The refusal of a second instance. `{property}` in the message stands for a property of the first one.
    pub(crate) refusal: Refusal,
    /// The refusal of a second instance that is created together with its parent. `None`: the same.
    pub(crate) composite_refusal: Option<Refusal>,
}

/// The maximum number of instances.
#[derive(Debug)]
pub(crate) struct Limit {
    /// The maximum number.
    pub(crate) maximum: usize,
    /// Only instances are counted in which this property is not null. `None`: all.
    pub(crate) property: Option<PropertyPath>,
    /// The refusal of one more.
    pub(crate) refusal: Refusal,
}

/// An instance that is created together with another one.
#[derive(Debug)]
pub(crate) struct Companion {
    /// The resource. Its parent is the created instance, or an ancestor of it. Companions of a singleton are created together
    /// with the instance that it belongs to.
    pub(crate) resource: ResourceIndex,
    /// The values of its properties. References start at the created instance. There is no companion if a copied value is
    /// null.
    pub(crate) properties: &'static [(PropertyPath, Value)],
    /// The property of the created instance that is set to the SID of the companion.
    pub(crate) names_it: Option<PropertyPath>,
    /// `true` if an existing instance with these properties is used.
    pub(crate) unless_exists: bool,
}

/// A change that happens at a deadline.
#[derive(Debug)]
pub(crate) struct Transition {
    /// The property that contains the deadline, a timestamp.
    pub(crate) deadline: PropertyPath,
    /// The property that changes.
    pub(crate) property: PropertyPath,
    /// The values from which it changes.
    pub(crate) from: &'static [&'static str],
    /// The value that it changes to.
    pub(crate) to: &'static str,
    /// Children whose creation starts the time anew.
    pub(crate) restarted_by: &'static [ResourceIndex],
}

/// A change that the creation of a child makes.
#[derive(Debug)]
pub(crate) struct Reaction {
    /// The resources of the children.
    pub(crate) to: &'static [ResourceIndex],
    /// The property that changes.
    pub(crate) property: PropertyPath,
    /// The values from which it changes.
    pub(crate) from: &'static [&'static str],
    /// The value that it changes to.
    pub(crate) becomes: &'static str,
}
