//! `check`: compares the crate on disk with what would be written.

use std::process::ExitCode;

use generator::diagnostics::Failure;
use generator::text::terminal::Text;
use generator::write::drift;
use generator::write::plan;

use super::Outcome;
use super::input::OutputArguments;
use super::messages::Messages;

pub const EXAMPLES: &str = "\
Examples:
  generator check
      say whether the crate is up to date
  generator check --spec new.json
      say what a new document would change
  curl -s $URL | generator check --spec -
      the same for a document from the network";

/// Says which files are missing, stale or different.
pub fn run(arguments: OutputArguments, messages: &Messages) -> Result<Outcome, Failure> {
    let prepared = arguments.prepared()?;
    let generated = prepared.generate(messages)?;
    let plan = plan(&generated.files, &prepared.config.output.directory)?;
    let (drift, directory) = (drift::describe(&plan), plan.directory.display());
    if drift.is_empty() {
        let text = Text::new().value(directory).words(" is up to date\n");
        return Ok((text, ExitCode::SUCCESS));
    }
    let text = drift.value(directory).words(" is not up to date: generate it again\n");
    Ok((text, ExitCode::from(1)))
}
