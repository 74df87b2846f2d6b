//! The changelog of the client crate. Its entries may be edited by hand.

use semver::Version;

use crate::text::markdown::Markdown;

/// Replaces the entry of the same version, or inserts the entry before all others.
///
/// An entry starts with its heading, `## ` and the version, and extends to the next heading of that level.
pub fn with_entry(entries: &str, version: &Version, entry: &Markdown) -> String {
    let heading = format!("## {version}");
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut is_found = false;
    let mut is_inside = false;
    for line in entries.lines() {
        if line.starts_with("## ") {
            is_inside = line.trim_end() == heading;
            is_found |= is_inside;
        }
        match (is_inside, is_found) {
            (true, _) => {}
            (false, true) => after.push(line),
            (false, false) => before.push(line),
        }
    }
    if !is_found {
        after = std::mem::take(&mut before);
    }
    let parts = [before.join("\n"), entry.to_string(), after.join("\n")];
    let parts: Vec<&str> =
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{Markdown, Version};

    fn with_entry(entries: &str, version: &str, entry: &'static str) -> String {
        let version = Version::parse(version).expect("valid version");
        super::with_entry(entries, &version, &Markdown::new().literal(entry))
    }

    #[test]
    fn a_new_version_comes_first() {
        let entries =
            with_entry("## 0.1.0\n\nFirst.\n", "0.2.0", "## 0.2.0\n\n- New.\n");
        assert_eq!(entries, "## 0.2.0\n\n- New.\n\n## 0.1.0\n\nFirst.\n");
        assert_eq!(with_entry("", "0.1.0", "## 0.1.0\n"), "## 0.1.0\n");
    }

    #[test]
    fn an_entry_of_the_same_version_is_replaced() {
        let entries = "## 0.3.0\n\na\n\n## 0.2.0\n\nb\n\n### c\n\n## 0.1.0\n\nd\n";
        assert_eq!(
            with_entry(entries, "0.2.0", "## 0.2.0\n\nnew\n"),
            "## 0.3.0\n\na\n\n## 0.2.0\n\nnew\n\n## 0.1.0\n\nd\n"
        );
    }
}
