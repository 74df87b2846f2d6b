//! Copies the client's runtime.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::template::{read, unreadable};
use crate::diagnostics::Failure;
use crate::emit::OutputFiles;

/// Copies `runtime.rs` and the directory `runtime`, adds the header to each file, and replaces the name of the crate.
pub(super) fn copy(
    source: &Path,
    examples: Examples<'_>,
    header: &str,
    files: &mut OutputFiles,
) -> Result<(), Failure> {
    let mut paths = vec![PathBuf::from("runtime.rs"), PathBuf::from("runtime")];
    while let Some(path) = paths.pop() {
        let full = source.join(&path);
        if full.is_dir() {
            let entries =
                fs::read_dir(&full).map_err(|error| unreadable(&full, &error))?;
            for entry in entries {
                let entry = entry.map_err(|error| unreadable(&full, &error))?;
                paths.push(path.join(entry.file_name()));
            }
        } else {
            let text = examples.replaced_in(&read(&full)?);
            let text = format!("{header}\n\n{text}");
            // Paths of the crate use `/` on all systems.
            let names: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
            files.insert(format!("src/{}", names.join("/")), text);
        }
    }
    Ok(())
}

/// The examples in the documentation of the runtime.
#[derive(Clone, Copy)]
pub(super) struct Examples<'a> {
    /// The name of the client crate.
    pub(super) crate_name: &'a str,
    /// `true` if the client crate has the resources that some examples need.
    pub(super) are_compiled: bool,
}

impl Examples<'_> {
    /// Names the client crate in the examples of a file.
    ///
    /// Examples that need a generated resource are ignored in the runtime's own crate. They compile in the client crate of the
    /// configured document, and are left out of those of other documents.
    fn replaced_in(self, text: &str) -> String {
        let text = text.replace("client_runtime::", &format!("{}::", self.crate_name));
        if self.are_compiled {
            text.replace("/// ```ignore", "/// ```no_run")
                .replace("//! ```ignore", "//! ```no_run")
        } else {
            without_ignored(&text)
        }
    }
}

/// Removes code blocks that are marked as ignored, each with the empty line before it.
fn without_ignored(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_inside = false;
    for line in text.lines() {
        let content = line.trim_start();
        if content == "/// ```ignore" || content == "//! ```ignore" {
            is_inside = true;
            let before = kept.trim_end();
            let before =
                before.strip_suffix("///").or_else(|| before.strip_suffix("//!"));
            let length = before.map(|before| before.trim_end_matches(' ').len());
            kept.truncate(length.unwrap_or(kept.len()));
        } else if is_inside {
            is_inside = content != "/// ```" && content != "//! ```";
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}
