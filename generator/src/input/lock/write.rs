//! Writes the lock file.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter, Write as _};

use super::{Entry, Kind, Lock};
use crate::text::toml;

const HEADER: &str = "\
# The names that releases of this crate have published, and will not change in compatible releases. Written by
# `generator`, which reads them again. To resolve a merge conflict, take either side and run it.
";

impl Lock {
    /// Returns the contents of the file, sorted by kind and identity.
    pub fn text(&self) -> String {
        let mut text = HEADER.to_owned();
        // Writing to a string does not fail.
        let _ = write!(text, "{self}");
        text
    }
}

impl Display for Lock {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let Some(version) = &self.version {
            write_string(formatter, "version", &version.to_string())?;
        }
        for (kind, entries) in &self.items {
            for (identity, entry) in entries {
                write_entry(formatter, *kind, identity, entry)?;
            }
        }
        for (table, names) in [("sid", &self.sids), ("error-code", &self.error_codes)] {
            if !names.is_empty() {
                writeln!(formatter, "\n[{table}]")?;
                write_names(formatter, names)?;
            }
        }
        Ok(())
    }
}

fn write_entry(
    formatter: &mut Formatter<'_>,
    kind: Kind,
    identity: &str,
    entry: &Entry,
) -> fmt::Result {
    let table = format!("{}.{}", kind.table(), key(identity));
    writeln!(formatter, "\n[{table}]")?;
    write_strings(formatter, "also", &entry.also)?;
    for (role, _) in kind.roles() {
        if let Some(name) = entry.name(role) {
            write_string(formatter, role, name)?;
        }
    }
    write_strings(formatter, "arguments", &entry.arguments)?;
    match kind.members() {
        Some((members, _)) if !entry.members.is_empty() => {
            writeln!(formatter, "[{table}.{members}]")?;
            write_names(formatter, &entry.members)
        }
        _ => Ok(()),
    }
}

fn write_names(
    formatter: &mut Formatter<'_>,
    names: &BTreeMap<String, String>,
) -> fmt::Result {
    names.iter().try_for_each(|(identity, name)| write_string(formatter, identity, name))
}

fn write_string(formatter: &mut Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    writeln!(formatter, "{} = {}", key(name), toml::string(value))
}

/// Writes a non-empty array, with one string per line if there are several.
fn write_strings(
    formatter: &mut Formatter<'_>,
    name: &str,
    values: &[String],
) -> fmt::Result {
    match values {
        [] => Ok(()),
        [one] => writeln!(formatter, "{name} = [{}]", toml::string(one)),
        several => {
            writeln!(formatter, "{name} = [")?;
            for value in several {
                writeln!(formatter, "    {},", toml::string(value))?;
            }
            writeln!(formatter, "]")
        }
    }
}

/// Returns a key, quoted unless it consists of letters, digits, `-` and `_`.
fn key(text: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !text.is_empty() && text.chars().all(is_bare) {
        text.to_owned()
    } else {
        toml::string(text)
    }
}
