//! Describes the differences between the files on disk and the generated ones.

use std::path::Path;

use similar::TextDiff;

use crate::text::terminal::Text;
use crate::write::{Change, Plan};

/// Maximum number of lines shown of a file's diff.
const MAX_LINES: usize = 20;

/// Lists each missing, stale or different file with the first lines of its diff. Empty if there is none.
pub fn describe(plan: &Plan) -> Text {
    plan.changes.iter().map(|change| describe_change(plan, change)).collect()
}

fn describe_change(plan: &Plan, change: &Change) -> Text {
    let new = change.new.as_deref();
    describe_file(&plan.directory.join(&change.path), change.old.as_deref(), new)
}

/// Describes the difference between the contents of a file and the generated ones.
pub fn describe_file(path: &Path, old: Option<&[u8]>, new: Option<&str>) -> Text {
    let path = path.display();
    let named = |label| Text::new().words(label).value(path).words("\n");
    match (old, new) {
        (None, _) => named("missing: "),
        (Some(_), None) => named("stale: "),
        (Some(old), Some(new)) => {
            let old = String::from_utf8_lossy(old);
            named("differs: ").append(&differences(&old, new))
        }
    }
}

fn differences(old: &str, new: &str) -> Text {
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().context_radius(1).to_string();
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    let mut shown = Text::new();
    for line in lines.iter().take(MAX_LINES) {
        shown = shown.words("  ").value(line).words("\n");
    }
    match lines.len().saturating_sub(MAX_LINES) {
        0 => shown,
        hidden => shown.words("  ... and ").value(hidden).words(" more lines\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_differences_are_shown() {
        let lines = |word: &str| format!("{word}\n").repeat(50);
        let text = differences(&lines("old"), &lines("new"));
        let text = text.as_str();
        assert_eq!(text.lines().count(), MAX_LINES + 1);
        assert!(text.ends_with("  ... and 81 more lines\n"), "{text}");
        assert_eq!(
            differences("a\nb\n", "a\nc\n").as_str(),
            "  @@ -1,2 +1,2 @@\n   a\n  -b\n  +c\n"
        );
    }
}
