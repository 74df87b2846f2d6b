//! Version requirements of changes, according to Cargo's rules.

use std::fmt;

use semver::Version;
use serde::Serialize;

use super::Impact;

/// A version bump.
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

/// Returns the version bump that an impact requires.
///
/// Cargo considers versions compatible if their leftmost non-zero numbers are equal. Before 1.0, a breaking change
/// therefore requires a minor bump, and any other change a patch bump.
pub fn bump(impact: Impact, before_1_0: bool) -> Bump {
    match (impact, before_1_0) {
        (Impact::Breaking, false) => Bump::Major,
        (Impact::Breaking, true) | (Impact::Behavior | Impact::Additive, false) => {
            Bump::Minor
        }
        (Impact::Behavior | Impact::Additive, true) | (Impact::Documentation, _) => {
            Bump::Patch
        }
    }
}

impl Bump {
    /// Returns the word used in reports.
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

/// Returns `true` if the bump from one version to another is sufficient for an impact.
pub fn is_bump_sufficient(before: &Version, after: &Version, impact: Impact) -> bool {
    *after >= next_version(before, impact)
}

/// Returns the lowest version that may contain changes of an impact.
///
/// No two `0.0.z` versions are compatible, so incrementing the patch number is always sufficient there.
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
    fn bumps_follow_the_leftmost_nonzero_number() {
        for (before, impact, next) in [
            ("0.0.3", Impact::Breaking, "0.0.4"),
            ("0.0.3", Impact::Additive, "0.0.4"),
            ("0.1.4", Impact::Breaking, "0.2.0"),
            ("0.1.4", Impact::Additive, "0.1.5"),
            ("0.1.4", Impact::Behavior, "0.1.5"),
            ("1.2.3", Impact::Breaking, "2.0.0"),
            ("1.2.3", Impact::Additive, "1.3.0"),
            ("1.2.3", Impact::Behavior, "1.3.0"),
            ("1.2.3", Impact::Documentation, "1.2.4"),
        ] {
            let [before, next] =
                [before, next].map(|text| Version::parse(text).expect("valid version"));
            assert_eq!(next_version(&before, impact), next, "{before} {impact:?}");
            assert!(is_bump_sufficient(&before, &next, impact));
            assert!(!is_bump_sufficient(&before, &before, impact));
        }
    }
}
