//! For terminals.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{SECTIONS, bumps, counts, described_anew, first_of, of_impact, told};
use crate::compare::{Change, Impact};

const BOLD: Style = Style::new().bold();
const DIMMED: Style = Style::new().dimmed();

/// How many operations, or members of a module, are named.
const MOST: usize = 4;

/// The changes with ANSI styles, to be printed through a stream that drops these where they have no place.
pub fn text(changes: &[Change]) -> String {
    let Some((before, after)) = bumps(changes) else {
        return String::new();
    };
    let mut text = format!(
        "{BOLD}{}{BOLD:#}: needs a {before} version before 1.0, a {after} version from then on\n",
        counts(changes)
    );
    for (impact, heading) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        let style = style(impact);
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(text, "\n{style}{}{style:#}", heading.to_lowercase());
        for change in told(&of_impact) {
            text += &one(change, style);
        }
        for (module, members) in described_anew(&of_impact) {
            let _ = writeln!(text, "  {module}: {}", first_of(&members, MOST));
        }
    }
    text
}

fn one(change: &Change, style: Style) -> String {
    let Change {
        what,
        item,
        path,
        note,
        operations,
        ..
    } = change;
    let (what, item, note) = (what.word(), item.word(), note.replace('`', ""));
    let mut text = format!("  {style}{what}{style:#} {BOLD}{path}{BOLD:#} ({item})\n");
    if !note.is_empty() {
        let _ = writeln!(text, "      {note}");
    }
    let mut place = Vec::new();
    if !operations.is_empty() {
        let ids: Vec<&str> = operations.iter().map(String::as_str).collect();
        place.push(first_of(&ids, MOST));
    }
    let pointers: Vec<String> = match (&change.old_pointer, &change.new_pointer) {
        (Some(old), Some(new)) if old == new => vec![format!("#{new}")],
        (Some(old), Some(new)) => vec![format!("old #{old}"), format!("new #{new}")],
        (old, new) => {
            old.iter().chain(new).map(|pointer| format!("#{pointer}")).collect()
        }
    };
    place.extend(pointers);
    for line in place {
        let _ = writeln!(text, "      {DIMMED}{line}{DIMMED:#}");
    }
    text
}

fn style(impact: Impact) -> Style {
    let colour = match impact {
        Impact::Breaking => AnsiColor::Red,
        Impact::Behaviour => AnsiColor::Yellow,
        Impact::Additive => AnsiColor::Green,
        Impact::Documentation => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}
