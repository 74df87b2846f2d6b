//! Markdown report, for pull requests and changelogs.

use semver::Version;

use super::{SECTIONS, bumps, documentation_changes, individual, max_impact, of_impact};
use crate::changes::compare::{Change, Impact};
use crate::text::markdown::Markdown;

/// Maximum number of operations that are listed, and of items of a module in a changelog.
const MAX_LISTED: usize = 6;

/// Formats the changes for a pull request: a summary, then a table per impact.
pub fn markdown(changes: &[Change]) -> Markdown {
    let (Some(max_impact), Some((before, after))) =
        (max_impact(changes), bumps(changes))
    else {
        return Markdown::new();
    };
    let verdict = match max_impact {
        Impact::Breaking => "Callers need changes.",
        Impact::Behavior => {
            "All callers compile, but the behavior of some requests changes."
        }
        Impact::Additive => "All callers compile.",
        Impact::Documentation => "Only documentation changes.",
    };
    let mut text = Markdown::new()
        .literal("**")
        .literal(verdict)
        .literal("** Requires a ")
        .literal(before.word());
    text = if before == after {
        text.literal(" release: ")
    } else {
        let after = after.word();
        text.literal(" release (0.x) or a ")
            .literal(after)
            .literal(" release (1.0 and later): ")
    };
    text = counts(text, changes).literal(".\n");
    for (impact, heading) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        text = text.literal("\n### ").literal(heading).literal("\n\n");
        let individual = individual(&of_impact);
        if !individual.is_empty() {
            text = text
                .literal("| Change | Item | Details | Document |\n|---|---|---|---|\n");
        }
        text = individual.into_iter().fold(text, |text, change| text.row(cells(change)));
        text = documentation_list(text, &documentation_changes(&of_impact), usize::MAX);
    }
    text
}

/// Formats the changes as the changelog entry of a version.
pub fn entry(version: &Version, changes: &[Change]) -> Markdown {
    let mut text = Markdown::new().literal("## ").version(version).literal("\n");
    if changes.is_empty() {
        text = text.literal("\nNo changes for callers.\n");
    }
    for (impact, heading) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        text = text.literal("\n### ").literal(heading).literal("\n\n");
        for change in individual(&of_impact) {
            text = text
                .literal("- ")
                .code(&change.path)
                .literal(" (")
                .literal(change.item.word())
                .literal(" ")
                .literal(change.kind.word())
                .literal(if change.note.is_empty() { ")" } else { "): " })
                .phrase(&change.note)
                .literal(".\n");
        }
        text = documentation_list(text, &documentation_changes(&of_impact), MAX_LISTED);
    }
    text
}

/// Appends the number of changes per impact.
fn counts(text: Markdown, changes: &[Change]) -> Markdown {
    let counts =
        SECTIONS.iter().map(|(impact, _)| (*impact, of_impact(changes, *impact).len()));
    let counts = counts.filter(|(_, count)| *count > 0);
    counts.enumerate().fold(text, |text, (index, (impact, count))| {
        text.literal(if index > 0 { ", " } else { "" })
            .number(count)
            .literal(" ")
            .literal(impact.word())
    })
}

fn cells(change: &Change) -> [Markdown; 4] {
    [
        Markdown::new()
            .literal(change.item.word())
            .literal(" ")
            .literal(change.kind.word()),
        Markdown::new().code(&change.path),
        Markdown::new().phrase(&change.note),
        reference(change),
    ]
}

/// Appends a line for each module with items whose documentation changed, of which at most `max` are listed.
fn documentation_list(
    text: Markdown,
    modules: &[(&str, Vec<&str>)],
    max: usize,
) -> Markdown {
    modules.iter().fold(text, |text, (module, members)| {
        text.literal("- ")
            .code(module)
            .literal(": documentation changed for ")
            .first_codes(members, max)
            .literal(".\n")
    })
}

/// Returns the operations of a change, or its pointer if there are none.
fn reference(change: &Change) -> Markdown {
    if !change.operations.is_empty() {
        return Markdown::new().first_codes(&change.operations, MAX_LISTED);
    }
    let pointer = change.new_pointer.as_ref().or(change.old_pointer.as_ref());
    pointer.map_or_else(Markdown::new, |pointer| {
        Markdown::new().code(format!("#{pointer}"))
    })
}
