//! Text report, for terminals.

use anstyle::{AnsiColor, Style};

use super::{
    SECTIONS, bumps, counts, documentation_changes, first_of, individual, of_impact,
};
use crate::changes::compare::{Change, Impact};
use crate::text::terminal::Text;

const BOLD: Style = Style::new().bold();
const DIMMED: Style = Style::new().dimmed();

/// Maximum number of operations that are listed.
const MAX_LISTED: usize = 4;

/// Formats the changes with ANSI styles, which the output stream strips where they are not supported.
pub fn text(changes: &[Change]) -> Text {
    let Some((before, after)) = bumps(changes) else {
        return Text::new();
    };
    let mut text =
        Text::new().styled(BOLD, counts(changes)).words(": requires a ").value(before);
    text = if before == after {
        text.words(" release\n")
    } else {
        text.words(" release (0.x) or a ")
            .value(after)
            .words(" release (1.0 and later)\n")
    };
    for (impact, _) in SECTIONS {
        let of_impact = of_impact(changes, impact);
        if of_impact.is_empty() {
            continue;
        }
        let style = style(impact);
        text = text.words("\n").styled(style, impact.word()).words("\n");
        text.extend(individual(&of_impact).into_iter().map(|change| one(change, style)));
        for (module, members) in documentation_changes(&of_impact) {
            text = text
                .words("  ")
                .value(module)
                .words(": ")
                .value(members.join(", "))
                .words("\n");
        }
    }
    text
}

fn one(change: &Change, style: Style) -> Text {
    let mut text = Text::new()
        .words("  ")
        .styled(style, change.kind.word())
        .words(" ")
        .styled(BOLD, &change.path)
        .words(" (")
        .words(change.item.word())
        .words(")\n");
    if !change.note.is_empty() {
        text = text.words("      ").value(change.note.plain()).words("\n");
    }
    for reference in references(change) {
        text = text.words("      ").styled(DIMMED, reference).words("\n");
    }
    text
}

/// Returns the operations and pointers of a change.
fn references(change: &Change) -> Vec<String> {
    let mut references = Vec::new();
    if !change.operations.is_empty() {
        let ids: Vec<&str> = change.operations.iter().map(String::as_str).collect();
        references.push(first_of(&ids, MAX_LISTED));
    }
    match (&change.old_pointer, &change.new_pointer) {
        (Some(old), Some(new)) if old == new => references.push(format!("#{new}")),
        (Some(old), Some(new)) => {
            references.extend([format!("old #{old}"), format!("new #{new}")]);
        }
        (old, new) => {
            references
                .extend(old.iter().chain(new).map(|pointer| format!("#{pointer}")));
        }
    }
    references
}

fn style(impact: Impact) -> Style {
    let color = match impact {
        Impact::Breaking => AnsiColor::Red,
        Impact::Behavior => AnsiColor::Yellow,
        Impact::Additive => AnsiColor::Green,
        Impact::Documentation => AnsiColor::Cyan,
    };
    color.on_default().bold()
}
