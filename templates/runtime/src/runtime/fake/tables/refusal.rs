//! Refusals of requests, and their conditions.

use super::key::ResourceIndex;
use super::reference::Reference;

/// The refusal of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The error code.
    pub(crate) code: u32,
    /// The message.
    pub(crate) message: &'static str,
}

/// A refusal and its condition.
#[derive(Debug)]
pub(crate) struct ConditionalRefusal {
    /// The condition.
    pub(crate) condition: Condition,
    /// The refusal.
    pub(crate) refusal: Refusal,
}

/// The condition of a refusal.
#[derive(Debug)]
pub(crate) enum Condition {
    /// A property, found from the instance or from that which is created, has one of these values.
    Has(Reference, &'static [&'static str]),
    /// None of these parameters is set.
    NoneSet(&'static [&'static str]),
    /// All of these parameters are set.
    AllSet(&'static [&'static str]),
    /// Any of these parameters is set.
    AnySet(&'static [&'static str]),
    /// This parameter is a SID, and there is no such instance of the resource.
    Missing(&'static str, ResourceIndex),
    /// This parameter has one of these values.
    Is(&'static str, &'static [&'static str]),
    /// This parameter looks like a SID with the prefix.
    IsSid(&'static str, &'static str),
    /// Both parameters have the same value.
    Same(&'static str, &'static str),
    /// A property, found as in [`Has`](Self::Has), is null.
    IsNull(Reference),
    /// All of these conditions hold.
    All(&'static [Condition]),
}
