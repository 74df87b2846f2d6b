//! For pull requests and changelogs.

use semver::Version;

use super::{SECTIONS, bumps, described_anew, of_impact, told, worst};
use crate::changes::compare::{Change, Impact};
use crate::text::markdown::Markdown;

/// How many operations, or members of a module, are named.
const MOST: usize = 6;

/// The changes for the body of a pull request: a verdict, then a table of each kind.
pub fn markdown(changes: &[Change]) -> Markdown {
    let (Some(worst), Some((before, after))) = (worst(changes), bumps(changes)) else {
        return Markdown::new();
    };
    let verdict = match worst {
        Impact::Breaking => "This breaks callers.",
        Impact::Behaviour => {
            "All callers compile; some requests are not what they were."
        }
        Impact::Additive => "All callers compile.",
        Impact::Documentation => "Only what is said changes.",
    };
    let mut text = Markdown::new()
        .ours("**")
        .ours(verdict)
        .ours("** It needs a ")
        .ours(before.word())
        .ours(" version before 1.0, a ")
        .ours(after.word())
        .ours(" version from then on: ");
    text = counts(text, changes).ours(".\n");
    for (impact, heading) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        text = text.ours("\n### ").ours(heading).ours("\n\n");
        let told = told(&of_impact);
        if !told.is_empty() {
            text = text.ours("| What | Where | How | Document |\n|---|---|---|---|\n");
        }
        text = told.into_iter().fold(text, |text, change| text.row(cells(change)));
        text = described_list(text, &described_anew(&of_impact));
    }
    text
}

/// The changes as an entry of the crate's changelog, under the heading of its version.
pub fn entry(version: &Version, changes: &[Change]) -> Markdown {
    let mut text = Markdown::new().ours("## ").version(version).ours("\n");
    if changes.is_empty() {
        text = text.ours("\nNothing changes for callers.\n");
    }
    for (impact, heading) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        text = text.ours("\n### ").ours(heading).ours("\n\n");
        for change in told(&of_impact) {
            text = text
                .ours("- ")
                .code(&change.path)
                .ours(" (")
                .ours(change.item.word())
                .ours(" ")
                .ours(change.what.word())
                .ours(if change.note.is_empty() { ")" } else { "): " })
                .phrase(&change.note)
                .ours(".\n");
        }
        text = described_list(text, &described_anew(&of_impact));
    }
    text
}

/// How many changes there are of each kind that there is one of.
fn counts(text: Markdown, changes: &[Change]) -> Markdown {
    let counts =
        SECTIONS.iter().map(|(impact, _)| (*impact, of_impact(changes, *impact).len()));
    let counts = counts.filter(|(_, count)| *count > 0);
    counts.enumerate().fold(text, |text, (index, (impact, count))| {
        text.ours(if index > 0 { ", " } else { "" })
            .number(count)
            .ours(" ")
            .ours(impact.word())
    })
}

fn cells(change: &Change) -> [Markdown; 4] {
    [
        Markdown::new().ours(change.item.word()).ours(" ").ours(change.what.word()),
        Markdown::new().code(&change.path),
        Markdown::new().phrase(&change.note),
        place(change),
    ]
}

/// Things that are described anew, a line for each module.
fn described_list(text: Markdown, modules: &[(&str, Vec<&str>)]) -> Markdown {
    modules.iter().fold(text, |text, (module, members)| {
        text.ours("- ")
            .code(module)
            .ours(" is described anew: ")
            .first_codes(members, MOST)
            .ours(".\n")
    })
}

/// Where the document says it: the operations, or failing that the pointer.
fn place(change: &Change) -> Markdown {
    if !change.operations.is_empty() {
        return Markdown::new().first_codes(&change.operations, MOST);
    }
    let pointer = change.new_pointer.as_ref().or(change.old_pointer.as_ref());
    pointer.map_or_else(Markdown::new, |pointer| {
        Markdown::new().code(format!("#{pointer}"))
    })
}
