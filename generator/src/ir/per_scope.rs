//! Values for each scope of a resource or an operation.

use std::ops::Index;

use serde::{Serialize, Serializer};

/// Index into [`Resource::scopes`](super::Resource::scopes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ScopeId(usize);

impl ScopeId {
    /// The first scope, which every resource has.
    pub const FIRST: Self = Self(0);

    /// Returns the index, from 0.
    pub fn index(self) -> usize {
        self.0
    }

    /// Returns the ID of a scope after its resource was appended to another one at `start`.
    pub fn behind(self, start: Self) -> Self {
        Self(start.0 + self.0)
    }
}

/// A non-empty vector with a value for each scope of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerScope<T> {
    first: T,
    rest: Vec<T>,
}

impl<T> PerScope<T> {
    /// Creates a vector with a single value.
    pub fn one(first: T) -> Self {
        Self {
            first,
            rest: Vec::new(),
        }
    }

    /// Returns the value for the first scope.
    pub fn first(&self) -> &T {
        &self.first
    }

    /// Returns the number of scopes.
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        1 + self.rest.len()
    }

    /// Returns an iterator over the values, in the order of the scopes.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// Returns an iterator over mutable references to the values.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        std::iter::once(&mut self.first).chain(&mut self.rest)
    }

    /// Returns an iterator over the values with their scopes.
    pub fn entries(&self) -> impl Iterator<Item = (ScopeId, &T)> {
        self.iter().enumerate().map(|(index, item)| (ScopeId(index), item))
    }

    /// Appends the values of another vector and returns their start, for [`ScopeId::behind`].
    pub fn append(&mut self, other: Self) -> ScopeId {
        let start = ScopeId(self.len());
        self.rest.push(other.first);
        self.rest.extend(other.rest);
        start
    }
}

impl<T> Index<ScopeId> for PerScope<T> {
    type Output = T;

    fn index(&self, scope: ScopeId) -> &T {
        match scope.0.checked_sub(1) {
            None => &self.first,
            Some(index) => &self.rest[index],
        }
    }
}

impl<T: Serialize> Serialize for PerScope<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
