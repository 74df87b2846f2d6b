//! Reports problems in tests.

/// Maximum number of problems shown, since most have the same cause.
const SHOWN: usize = 20;

/// Fails if there are problems.
#[track_caller]
pub fn assert_none(problems: &[String]) {
    let shown = &problems[..problems.len().min(SHOWN)];
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), shown.join("\n"));
}
