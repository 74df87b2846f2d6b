//! Unions: models that are one of several others.

use serde::Serialize;

/// The way in which the variants of a union are told apart.
///
/// The fields of a model that is a union are its variants, in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Discriminator {
    /// By the value of a property of this name: the wire name of a variant is its value.
    Property(String),
    /// By the required members: the first variant all of whose required members are there and not null.
    RequiredMembers,
}
