//! Reports of `generator diff` for single changes, verified by the compiler.
//!
//! Each case makes one change of `fixtures/changes/base.yaml` and has a caller written against the old crate. The compiler
//! must accept all callers against the old crate and against each new crate whose change is reported as not breaking, and
//! reject the caller of each case whose change is reported as breaking.
//!
//! Changes that the compiler cannot detect are marked: swapped arguments of the same type and requests to another server
//! compile, and so do changed requests and responses (`Impact::Behavior`).

mod answers;
mod bodies;
mod document;
mod events;
mod operations;
mod parameters;
mod proof;
mod scopes;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use generator::changes::Revision;
use generator::changes::compare::{Change, Impact};
use generator::changes::report;
use insta::Settings;
use tests::changes::{plain_text, read_bare};
use tests::workspace;

use self::document::Document;

/// A single change.
pub struct Case {
    /// Its name.
    pub name: &'static str,
    /// Edits the document.
    pub edit: fn(&mut Document),
    /// The expected verdict.
    pub verdict: Verdict,
    /// Code against the old crate: the body of a function with a `client`.
    pub caller: &'static str,
}

/// The effect of a change on callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The caller fails to compile with this error code.
    Breaks(&'static str),
    /// Callers break but still compile.
    BreaksSilently,
    /// All callers compile.
    Compiles(Impact),
    /// No effect on callers.
    Nothing,
}

impl Verdict {
    fn impact(self) -> Option<Impact> {
        match self {
            Self::Breaks(_) | Self::BreaksSilently => Some(Impact::Breaking),
            Self::Compiles(impact) => Some(impact),
            Self::Nothing => None,
        }
    }
}

/// Returns the cases by the kind of changed item.
fn groups() -> [(&'static str, Vec<Case>); 6] {
    [
        ("operations", operations::cases()),
        ("parameters", parameters::cases()),
        ("answers", answers::cases()),
        ("bodies", bodies::cases()),
        ("scopes", scopes::cases()),
        ("events", events::cases()),
    ]
}

/// The changes of each case, by its name.
static CHANGES: LazyLock<BTreeMap<&str, Vec<Change>>> = LazyLock::new(|| {
    let base = Document::base();
    let old = read_bare(base.value());
    let cases = groups().into_iter().flat_map(|(_, cases)| cases);
    cases.map(|case| (case.name, changes(&case, &base, &old))).collect()
});

fn changes(case: &Case, base: &Document, old: &Revision) -> Vec<Change> {
    let mut new = base.clone();
    (case.edit)(&mut new);
    // As text, because the order matters.
    let texts = [base.value().to_string(), new.value().to_string()];
    assert_ne!(texts[0], texts[1], "{} changes nothing", case.name);
    old.changes_to(&read_bare(new.value()))
}

#[test]
fn reports() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(workspace().join("tests/tests/snapshots/single_changes"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (group, cases) in groups() {
        let reports: Vec<String> = cases
            .iter()
            .map(|case| {
                format!("# {}\n\n{}", case.name, plain_text(&CHANGES[case.name]))
            })
            .collect();
        settings.bind(|| insta::assert_snapshot!(group, reports.join("\n")));
    }
}

#[test]
fn verdicts() {
    let wrong: Vec<String> = groups()
        .iter()
        .flat_map(|(_, cases)| cases)
        .filter_map(|case| {
            let changes = &CHANGES[case.name];
            let impact = report::max_impact(changes);
            (impact != case.verdict.impact()).then(|| {
                format!(
                    "{}: {impact:?} instead of {:?}\n{}",
                    case.name,
                    case.verdict,
                    plain_text(changes)
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cases_are_numerous_and_unique() {
    let mut names: Vec<&str> =
        groups().iter().flat_map(|(_, cases)| cases).map(|case| case.name).collect();
    assert!(names.len() >= 30, "only {}", names.len());
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn the_compiler_agrees() {
    let cases: Vec<Case> = groups().into_iter().flat_map(|(_, cases)| cases).collect();
    let wrong = proof::disagreements(&cases);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
