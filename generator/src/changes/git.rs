//! Queries git about files.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Returns the contents of `REVISION:PATH`.
///
/// # Errors
///
/// Returns the message of git, or the reason why git could not be run.
pub fn show(directory: &Path, name: &str) -> Result<Vec<u8>, String> {
    let output = git(directory)
        .args(["show", "--end-of-options", name])
        .output()
        .map_err(|error| format!("failed to run git: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(message.trim().trim_start_matches("fatal: ").trim_end_matches('.').to_owned())
}

/// Returns `true` if git knows a commit by this name.
pub fn is_revision(directory: &Path, name: &str) -> bool {
    let name = format!("{name}^{{commit}}");
    let status = git(directory)
        .args(["rev-parse", "--verify", "--quiet", "--end-of-options", &name])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// Returns `true` if files differ from the revision `HEAD`, and `None` if there is no work tree or no such revision.
///
/// Untracked files are ignored.
pub fn differs_from_head(directory: &Path, files: &[&Path]) -> Option<bool> {
    let absolute: Vec<PathBuf> =
        files.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    let is_work_tree = std::path::absolute(directory)
        .ok()?
        .ancestors()
        .any(|directory| directory.join(".git").exists());
    if !is_work_tree {
        return None;
    }
    let status = git(directory)
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

fn git(directory: &Path) -> Command {
    let mut command = Command::new("git");
    if directory.as_os_str().is_empty() {
        command.current_dir(".");
    } else {
        command.current_dir(directory);
    }
    command.env("GIT_OPTIONAL_LOCKS", "0").stdin(Stdio::null());
    command
}
