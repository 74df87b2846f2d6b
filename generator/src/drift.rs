//! Says in text how the files on disk differ from those that would be written.

use std::fmt::Write as _;

use similar::TextDiff;

use crate::write::{Change, Plan};

/// How many lines of a file's differences are shown.
const MAX_LINES: usize = 20;

/// Names each file that is missing, stale or different, with the first lines of the differences; nothing if there is
/// none.
pub fn describe(plan: &Plan) -> String {
    plan.changes.iter().map(|change| describe_change(plan, change)).collect()
}

fn describe_change(plan: &Plan, change: &Change) -> String {
    let path = plan.directory.join(&change.path);
    let path = path.display();
    match (&change.old, &change.new) {
        (None, _) => format!("missing: {path}\n"),
        (Some(_), None) => format!("stale: {path}\n"),
        (Some(old), Some(new)) => {
            let old = String::from_utf8_lossy(old);
            format!("differs: {path}\n{}", differences(&old, new))
        }
    }
}

fn differences(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().context_radius(1).to_string();
    let mut shown: String = text
        .lines()
        .take(MAX_LINES)
        .fold(String::new(), |shown, line| shown + "  " + line + "\n");
    let hidden = text.lines().count().saturating_sub(MAX_LINES);
    if hidden > 0 {
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "  ... and {hidden} more lines");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_differences_are_shown() {
        let lines = |word: &str| format!("{word}\n").repeat(50);
        let text = differences(&lines("old"), &lines("new"));
        assert_eq!(text.lines().count(), MAX_LINES + 1);
        assert!(text.ends_with("  ... and 81 more lines\n"), "{text}");
        assert_eq!(
            differences("a\nb\n", "a\nc\n"),
            "  @@ -1,2 +1,2 @@\n   a\n  -b\n  +c\n"
        );
    }
}
