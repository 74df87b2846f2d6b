//! What a change asks of the crate's version, by Cargo's rules.

use std::fmt;

use semver::Version;
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

impl Bump {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// Whether going from one version to another is enough of a step for an impact.
pub fn is_step_enough(before: &Version, after: &Version, impact: Impact) -> bool {
    *after >= next_version(before, impact)
}

/// The first version that may hold changes of an impact.
///
/// Of `0.0.z` no two versions are compatible, so there the last number makes room for everything.
pub fn next_version(before: &Version, impact: Impact) -> Version {
    let Version {
        major,
        minor,
        patch,
        ..
    } = *before;
    match bump(impact, major == 0) {
        Bump::Major => Version::new(major + 1, 0, 0),
        Bump::Minor if (major, minor) == (0, 0) => Version::new(0, 0, patch + 1),
        Bump::Minor => Version::new(major, minor + 1, 0),
        Bump::Patch => Version::new(major, minor, patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_the_leftmost_number_that_is_not_zero() {
        for (before, impact, next) in [
            ("0.0.3", Impact::Breaking, "0.0.4"),
            ("0.0.3", Impact::Additive, "0.0.4"),
            ("0.1.4", Impact::Breaking, "0.2.0"),
            ("0.1.4", Impact::Additive, "0.1.5"),
            ("0.1.4", Impact::Behaviour, "0.1.5"),
            ("1.2.3", Impact::Breaking, "2.0.0"),
            ("1.2.3", Impact::Additive, "1.3.0"),
            ("1.2.3", Impact::Behaviour, "1.3.0"),
            ("1.2.3", Impact::Documentation, "1.2.4"),
        ] {
            let [before, next] =
                [before, next].map(|text| Version::parse(text).expect("a version"));
            assert_eq!(next_version(&before, impact), next, "{before} {impact:?}");
            assert!(is_step_enough(&before, &next, impact));
            assert!(!is_step_enough(&before, &before, impact));
        }
    }
}
