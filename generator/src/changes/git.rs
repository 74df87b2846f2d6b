//! What git knows of the files.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The contents of `REVISION:PATH`, as git writes the name of a file of a revision.
///
/// # Errors
///
/// What git says, or why it cannot be run.
pub fn show(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let output = git(folder)
        .args(["show", "--end-of-options", name])
        .output()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.trim().trim_start_matches("fatal: ").to_owned())
}

/// Whether files differ from those of the revision `HEAD`; nothing outside of a work tree, or without such a revision.
///
/// Files that git does not know do not count.
pub fn differs_from_head(folder: &Path, files: &[&Path]) -> Option<bool> {
    let absolute: Vec<PathBuf> =
        files.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    let is_work_tree = std::path::absolute(folder)
        .ok()?
        .ancestors()
        .any(|folder| folder.join(".git").exists());
    if !is_work_tree {
        return None;
    }
    let status = git(folder)
        .args(["diff", "--quiet", "HEAD", "--"])
        .args(absolute)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    match status.code() {
        Some(0) => Some(false),
        Some(1) => Some(true),
        _ => None,
    }
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    if folder.as_os_str().is_empty() {
        command.current_dir(".");
    } else {
        command.current_dir(folder);
    }
    command.env("GIT_OPTIONAL_LOCKS", "0").stdin(Stdio::null());
    command
}
