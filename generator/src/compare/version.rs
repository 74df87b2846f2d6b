//! What a change asks of the crate's version, by Cargo's rules.

use std::fmt;

use serde::Serialize;

use super::Impact;

/// A step from one version to a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bump {
    /// `1.2.3` to `1.2.4`.
    Patch,
    /// `1.2.3` to `1.3.0`.
    Minor,
    /// `1.2.3` to `2.0.0`.
    Major,
}

/// The step that an impact asks for.
///
/// Cargo takes versions for compatible that share the leftmost number that is not zero: so before 1.0 a change that
/// breaks needs a minor step and everything else fits into a patch.
pub fn bump(impact: Impact, before_1_0: bool) -> Bump {
    match (impact, before_1_0) {
        (Impact::Breaking, false) => Bump::Major,
        (Impact::Breaking, true) | (Impact::Behaviour | Impact::Additive, false) => {
            Bump::Minor
        }
        (Impact::Behaviour | Impact::Additive, true) | (Impact::Documentation, _) => {
            Bump::Patch
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}
