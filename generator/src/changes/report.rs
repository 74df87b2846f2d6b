//! Reports of changes in text, Markdown and JSON. The report of no changes is empty.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::{entry, markdown};
pub use text::text;

use crate::changes::compare::{Bump, Change, ChangeKind, Impact, bump};

/// The sections of a report, in order, with their headings.
const SECTIONS: [(Impact, &str); 4] = [
    (Impact::Breaking, "Breaking"),
    (Impact::Behavior, "Behavior"),
    (Impact::Additive, "Additive"),
    (Impact::Documentation, "Documentation"),
];

/// Returns the most severe impact of the changes, or `None` if there are none.
pub fn max_impact(changes: &[Change]) -> Option<Impact> {
    changes.iter().map(|change| change.impact).min()
}

/// Returns the version bumps that the changes require before 1.0 and from 1.0 on.
pub fn bumps(changes: &[Change]) -> Option<(Bump, Bump)> {
    max_impact(changes).map(|impact| (bump(impact, true), bump(impact, false)))
}

/// Returns the number of changes per impact, such as `2 breaking, 1 additive`, or `None` if there are none.
pub fn summary(changes: &[Change]) -> Option<String> {
    (!changes.is_empty()).then(|| counts(changes))
}

fn of_impact(changes: &[Change], impact: Impact) -> Vec<&Change> {
    changes.iter().filter(|change| change.impact == impact).collect()
}

fn counts(changes: &[Change]) -> String {
    let counts = SECTIONS.iter().filter_map(|(impact, _)| {
        let count = of_impact(changes, *impact).len();
        (count > 0).then(|| format!("{count} {}", impact.word()))
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// Groups items whose documentation changed by module.
fn documentation_changes<'c>(changes: &[&'c Change]) -> Vec<(&'c str, Vec<&'c str>)> {
    let mut modules: Vec<(&str, Vec<&str>)> = Vec::new();
    for change in
        changes.iter().filter(|change| change.kind == ChangeKind::Documentation)
    {
        if !change.note.is_empty() {
            continue;
        }
        let (module, rest) = change
            .path
            .split_once("::")
            .unwrap_or((&change.path, "the resource itself"));
        match modules.last_mut() {
            Some((last, members)) if *last == module => members.push(rest),
            _ => modules.push((module, vec![rest])),
        }
    }
    modules
}

/// Returns the changes that are listed individually.
fn individual<'c>(changes: &[&'c Change]) -> Vec<&'c Change> {
    let individual = changes.iter().filter(|change| {
        change.kind != ChangeKind::Documentation || !change.note.is_empty()
    });
    individual.copied().collect()
}

/// Joins the first words and appends the number of the remaining ones.
fn first_of(words: &[&str], max: usize) -> String {
    let shown = words.iter().take(max).copied().collect::<Vec<_>>().join(", ");
    match words.len().saturating_sub(max) {
        0 => shown,
        rest => format!("{shown} and {rest} more"),
    }
}
