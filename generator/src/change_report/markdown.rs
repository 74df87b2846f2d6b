//! For pull requests and changelogs.

use std::fmt::Write as _;

use super::{SECTIONS, bumps, counts, described_anew, first_of, of_impact, told, worst};
use crate::compare::{Change, Impact};

/// How many operations, or members of a module, are named.
const MOST: usize = 6;

/// The changes for the body of a pull request: a verdict, then a table of each kind.
pub fn markdown(changes: &[Change]) -> String {
    let (Some(worst), Some((before, after))) = (worst(changes), bumps(changes)) else {
        return String::new();
    };
    let verdict = match worst {
        Impact::Breaking => "This breaks callers.",
        Impact::Behaviour => {
            "All callers compile; some requests are not what they were."
        }
        Impact::Additive => "All callers compile.",
        Impact::Documentation => "Only what is said changes.",
    };
    let mut text = format!(
        "**{verdict}** It needs a {before} version before 1.0, a {after} version from then on: {}.\n",
        counts(changes)
    );
    for (impact, heading) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(text, "\n### {heading}\n");
        let told = told(&of_impact);
        if !told.is_empty() {
            text += "| What | Where | How | Document |\n|---|---|---|---|\n";
        }
        for change in told {
            let _ = writeln!(
                text,
                "| {} {} | `{}` | {} | {} |",
                change.item.word(),
                change.what.word(),
                change.path,
                change.note.replace('|', "\\|"),
                place(change)
            );
        }
        let described = described_anew(&of_impact);
        if !described.is_empty() {
            text += &described_list(&described);
        }
    }
    text
}

/// The changes as an entry of the crate's changelog, under the heading of its version.
pub fn entry(version: &str, changes: &[Change]) -> String {
    let mut text = format!("## {version}\n");
    if changes.is_empty() {
        text += "\nNothing changes for callers.\n";
    }
    for (impact, heading) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {heading}\n");
        for change in told(&of_impact) {
            let (item, what) = (change.item.word(), change.what.word());
            let note = match change.note.as_str() {
                "" => String::new(),
                note => format!(": {note}"),
            };
            let _ = writeln!(text, "- `{}` ({item} {what}){note}.", change.path);
        }
        text += &described_list(&described_anew(&of_impact));
    }
    text
}

/// Things that are described anew, a line for each module.
fn described_list(modules: &[(&str, Vec<&str>)]) -> String {
    let lines = modules.iter().map(|(module, members)| {
        let quoted: Vec<String> =
            members.iter().map(|member| format!("`{member}`")).collect();
        let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
        format!("- `{module}` is described anew: {}.\n", first_of(&quoted, MOST))
    });
    lines.collect()
}

/// Where the document says it: the operations, or failing that the pointer.
fn place(change: &Change) -> String {
    if !change.operations.is_empty() {
        let quoted: Vec<String> =
            change.operations.iter().map(|id| format!("`{id}`")).collect();
        let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
        return first_of(&quoted, MOST);
    }
    let pointer = change.new_pointer.as_ref().or(change.old_pointer.as_ref());
    pointer.map_or_else(String::new, |pointer| format!("`#{pointer}`"))
}
