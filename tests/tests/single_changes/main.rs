//! What `generator diff` says of single changes, and the compiler's word for it.
//!
//! Each case changes one thing of `fixtures/changes/base.yaml`. Its caller is code against the old crate. The compiler
//! has to accept all callers against the old crate, and against every new one that is said not to break; and it has to
//! refuse the case's own caller against every new one that is said to break.
//!
//! What the compiler cannot show is marked: arguments of one type that change places compile, and do the wrong thing, and
//! so do requests that go to another server; and that requests and answers are others, as with `Impact::Behavior`, no
//! compiler sees.

mod answers;
mod document;
mod operations;
mod parameters;
mod proof;
mod scopes;

use generator::changes::compare::{Change, Impact};
use generator::changes::report;
use insta::Settings;
use tests::changes::{bare, plain_text};
use tests::workspace;

use self::document::Document;

/// One change.
pub struct Case {
    /// What it is called.
    pub name: &'static str,
    /// What it does to the document.
    pub edit: fn(&mut Document),
    /// What it means.
    pub verdict: Verdict,
    /// Code against the old crate, as the body of a function that has a `client`.
    pub caller: &'static str,
}

/// What a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The caller no longer compiles: the code of the error.
    Breaks(&'static str),
    /// It breaks callers, but they compile all the same.
    BreaksSilently,
    /// All callers compile.
    Compiles(Impact),
    /// Callers see nothing of it.
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

/// The cases by what they change.
fn groups() -> [(&'static str, Vec<Case>); 4] {
    [
        ("operations", operations::cases()),
        ("parameters", parameters::cases()),
        ("answers", answers::cases()),
        ("scopes", scopes::cases()),
    ]
}

/// The changes of a case.
fn changes(case: &Case) -> Vec<Change> {
    let base = Document::base();
    let mut new = base.clone();
    (case.edit)(&mut new);
    // As texts, in which the order counts too.
    let texts = [base.value().to_string(), new.value().to_string()];
    assert_ne!(texts[0], texts[1], "{} changes nothing", case.name);
    bare(base.value(), new.value())
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
            .map(|case| format!("# {}\n\n{}", case.name, plain_text(&changes(case))))
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
            let changes = changes(case);
            let impact = report::max_impact(&changes);
            (impact != case.verdict.impact()).then(|| {
                format!(
                    "{}: {impact:?} instead of {:?}\n{}",
                    case.name,
                    case.verdict,
                    plain_text(&changes)
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_cases_and_each_once() {
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
