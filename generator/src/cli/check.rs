//! `check`: compares the crate on disk with what would be written.

use std::process::ExitCode;

use generator::diagnostic::Diagnostics;
use generator::drift;

use super::Outcome;
use super::input::OutputArguments;
use super::messages::Messages;

/// Says which files are missing, stale or different.
pub fn run(
    arguments: OutputArguments,
    messages: &Messages,
) -> Result<Outcome, Diagnostics> {
    let (_, plan) = arguments.planned(messages)?;
    let (drift, directory) = (drift::describe(&plan), plan.directory.display());
    if drift.is_empty() {
        return Ok((format!("{directory} is up to date\n"), ExitCode::SUCCESS));
    }
    Ok((
        format!("{drift}{directory} is not up to date: generate it again\n"),
        ExitCode::from(1),
    ))
}
