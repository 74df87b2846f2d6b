//! Sets of values.

use serde::Serialize;

use super::ResourceId;
use crate::diagnostics::Pointer;

/// A set of text values. The set is open: a server may answer with a value that is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Enumeration<Owner = ResourceId> {
    /// Where the document declares it; several after equal sets were merged.
    pub pointers: Vec<Pointer>,
    /// The part it plays, such as `state` or `delivery_status`: the name without the thing it belongs to.
    pub role: String,
    /// A name given by hand, which stands over any made by rule.
    pub explicit_name: Option<String>,
    /// The first resource that uses it; its code stands there.
    pub owner: Owner,
    /// The values, in document order.
    pub variants: Vec<Variant>,
    /// What the set is for.
    pub description: String,
}

/// One value of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The value as it is written on the wire.
    pub wire: String,
    /// A name given by hand, which stands over any made by rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explicit_name: Option<String>,
    /// What it stands for, empty where nothing is known.
    pub description: String,
}
