//! Names and references.

use serde::Serialize;

use crate::diagnostics::Pointer;

/// The name of a resource, a property or a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The name.
    pub text: String,
    /// The pointer in the document.
    pub pointer: Pointer,
}

/// The property that something sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// This property.
    Property(Name),
    /// Deliberately none.
    Nothing,
}

/// The place of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReferenceDraft {
    /// The instance.
    pub instance: InstanceDraft,
    /// The property; `None` for that with the SID.
    pub property: Option<Name>,
    /// The pointer in the document.
    pub pointer: Pointer,
}

/// An instance, by its position relative to another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InstanceDraft {
    /// It is the instance itself.
    This,
    /// The ancestor of this resource.
    Ancestor(Name),
    /// The singleton of this resource.
    Singleton(Name),
    /// The instance of a resource whose property has the value of a property of this instance.
    Where {
        /// The resource.
        resource: Name,
        /// The property of that instance.
        theirs: Name,
        /// The property of this instance.
        ours: Name,
    },
}
