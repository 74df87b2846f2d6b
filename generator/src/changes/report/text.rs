//! For terminals.

use anstyle::{AnsiColor, Style};

use super::{SECTIONS, bumps, counts, described_anew, first_of, of_impact, told};
use crate::changes::compare::{Change, Impact};
use crate::text::terminal::Text;

const BOLD: Style = Style::new().bold();
const DIMMED: Style = Style::new().dimmed();

/// How many operations, or members of a module, are named.
const MOST: usize = 4;

/// The changes with ANSI styles, to be printed through a stream that drops these where they have no place.
pub fn text(changes: &[Change]) -> Text {
    let Some((before, after)) = bumps(changes) else {
        return Text::new();
    };
    let mut text = Text::new()
        .styled(BOLD, counts(changes))
        .words(": needs a ")
        .value(before)
        .words(" version before 1.0, a ")
        .value(after)
        .words(" version from then on\n");
    for (impact, _) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        let style = style(impact);
        text = text.words("\n").styled(style, impact.word()).words("\n");
        text.extend(told(&of_impact).into_iter().map(|change| one(change, style)));
        for (module, members) in described_anew(&of_impact) {
            text = text
                .words("  ")
                .value(module)
                .words(": ")
                .value(first_of(&members, MOST))
                .words("\n");
        }
    }
    text
}

fn one(change: &Change, style: Style) -> Text {
    let mut text = Text::new()
        .words("  ")
        .styled(style, change.what.word())
        .words(" ")
        .styled(BOLD, &change.path)
        .words(" (")
        .words(change.item.word())
        .words(")\n");
    if !change.note.is_empty() {
        text = text.words("      ").value(change.note.plain()).words("\n");
    }
    for place in places(change) {
        text = text.words("      ").styled(DIMMED, place).words("\n");
    }
    text
}

/// Where the documents say it: the operations, and the pointers.
fn places(change: &Change) -> Vec<String> {
    let mut places = Vec::new();
    if !change.operations.is_empty() {
        let ids: Vec<&str> = change.operations.iter().map(String::as_str).collect();
        places.push(first_of(&ids, MOST));
    }
    match (&change.old_pointer, &change.new_pointer) {
        (Some(old), Some(new)) if old == new => places.push(format!("#{new}")),
        (Some(old), Some(new)) => {
            places.extend([format!("old #{old}"), format!("new #{new}")]);
        }
        (old, new) => {
            places.extend(old.iter().chain(new).map(|pointer| format!("#{pointer}")));
        }
    }
    places
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
