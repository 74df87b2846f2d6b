//! Changes as text for people and programs. No changes make no text.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::{entry, markdown};
pub use text::text;

use crate::changes::compare::{Bump, Change, Impact, What, bump};

/// The kinds of changes in the order of a report, with their headings.
const SECTIONS: [(Impact, &str); 4] = [
    (Impact::Breaking, "Breaking"),
    (Impact::Behaviour, "Behaviour"),
    (Impact::Additive, "Additive"),
    (Impact::Documentation, "Documentation"),
];

/// The worst that the changes do to callers; nothing where nothing changes.
pub fn worst(changes: &[Change]) -> Option<Impact> {
    changes.iter().map(|change| change.impact).min()
}

/// The steps that the changes ask of a version before 1.0 and of one from 1.0 on.
pub fn bumps(changes: &[Change]) -> Option<(Bump, Bump)> {
    worst(changes).map(|impact| (bump(impact, true), bump(impact, false)))
}

/// How many changes there are of each kind that there is one of, such as `2 breaking, 1 additive`; nothing where nothing
/// changes.
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

/// Things that are only described differently, by module: the module, and the rest of their paths.
fn described_anew<'c>(changes: &[&'c Change]) -> Vec<(&'c str, Vec<&'c str>)> {
    let mut modules: Vec<(&str, Vec<&str>)> = Vec::new();
    for change in changes.iter().filter(|change| change.what == What::Documentation) {
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

/// Changes that stand for themselves, in their order.
fn told<'c>(changes: &[&'c Change]) -> Vec<&'c Change> {
    let told = changes
        .iter()
        .filter(|change| change.what != What::Documentation || !change.note.is_empty());
    told.copied().collect()
}

/// The first of some words, and how many more there are.
fn first_of(words: &[&str], most: usize) -> String {
    let shown = words.iter().take(most).copied().collect::<Vec<_>>().join(", ");
    match words.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
