//! Packages from npm: Twilio's own documents, and other tools.
//!
//! Packages are downloaded once, into `target/npm`. Tests that need them are skipped with a message if npm is not available,
//! and fail if `REQUIRE_NPM=1` is set.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::{env, fs, io, process};

use crate::workspace;

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The package that contains Twilio's documents, and their directory in it.
const OFFICIAL_PACKAGE: &str = "@twilio/cli-core@9.0.0";
const OFFICIAL_DOCUMENTS: &str = "package/src/services/twilio-api";

/// Returns the path of Twilio's own document of version 1, or `None` if npm is not available.
///
/// # Panics
///
/// If npm fails, or is missing and required.
#[must_use]
pub fn official_document() -> Option<PathBuf> {
    Some(official_documents()?.join("twilio_conversations_v1.json"))
}

/// Returns the directory of all of Twilio's own documents, two of which `spec/` restates, or `None` if npm is not
/// available.
///
/// # Panics
///
/// If npm fails, or is missing and required.
#[must_use]
pub fn official_documents() -> Option<PathBuf> {
    let directory = fetched("twilio-cli-core-9.0.0-documents", |directory| {
        run(Command::new(NPM)
            .args(["pack", "--silent", OFFICIAL_PACKAGE])
            .current_dir(directory));
        let archive = "twilio-cli-core-9.0.0.tgz";
        run(Command::new("tar")
            .args(["-xzf", archive, OFFICIAL_DOCUMENTS])
            .current_dir(directory));
        fs::remove_file(directory.join(archive))
    })?;
    Some(directory.join(OFFICIAL_DOCUMENTS))
}

/// Returns the directory in which a package and its dependencies are installed, or `None` if npm is not available.
///
/// # Panics
///
/// If npm fails, or is missing and required.
#[must_use]
pub fn installed(package: &str, version: &str) -> Option<PathBuf> {
    let name =
        format!("{}-{version}", package.trim_start_matches('@').replace('/', "-"));
    fetched(&name, |directory| {
        let package = format!("{package}@{version}");
        let options =
            ["--no-audit", "--no-fund", "--ignore-scripts", "--silent", "--prefix"];
        run(Command::new(NPM).arg("install").args(options).arg(directory).arg(package));
        Ok(())
    })
}

/// Returns the directory `name` in `target/npm`, which `fill` populates if it does not exist.
fn fetched(name: &str, fill: impl FnOnce(&Path) -> io::Result<()>) -> Option<PathBuf> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let directory = workspace().join("target/npm").join(name);
    if directory.exists() {
        return Some(directory);
    }
    if !found() {
        let required = required(env::var("REQUIRE_NPM").ok().as_deref());
        assert!(!required, "npm is required (REQUIRE_NPM), and not found");
        println!("skipped: npm not found");
        return None;
    }
    fill_and_move(&directory, fill)
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    Some(directory)
}

/// Populates a temporary directory and renames it, so that the directory is always complete. If two processes do so
/// concurrently, the later one discards its own.
fn fill_and_move(
    directory: &Path,
    fill: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let mut partial = directory.as_os_str().to_owned();
    partial.push(format!(".partial-{}", process::id()));
    let partial = PathBuf::from(partial);
    fs::create_dir_all(&partial)?;
    fill(&partial)?;
    match fs::rename(&partial, directory) {
        Err(_) if directory.exists() => fs::remove_dir_all(&partial),
        moved => moved,
    }
}

fn found() -> bool {
    Command::new(NPM)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

fn required(variable: Option<&str>) -> bool {
    variable == Some("1")
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}

#[cfg(test)]
mod tests {
    use super::{official_document, required};

    #[test]
    fn npm_is_only_required_by_the_value_1() {
        assert!(required(Some("1")));
        assert!(!required(Some("")) && !required(Some("0")) && !required(None));
    }

    #[test]
    fn the_official_document_is_downloaded_once() {
        let Some(path) = official_document() else {
            return;
        };
        let first = path
            .metadata()
            .and_then(|metadata| metadata.modified())
            .expect("it was fetched");
        let again = official_document().expect("npm was there");
        assert_eq!(again, path);
        assert_eq!(
            again.metadata().and_then(|metadata| metadata.modified()).ok(),
            Some(first)
        );
    }
}
