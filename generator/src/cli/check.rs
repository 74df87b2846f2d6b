//! `check`: compares the crate on disk with the generated files.

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
      check that the crate is up to date
  generator check --spec new.json
      show the changes that another document would cause
  curl -s $URL | generator check --spec -
      the same for a document from standard input";

/// Lists missing, stale and different files.
pub fn run(arguments: OutputArguments, messages: &Messages) -> Result<Outcome, Failure> {
    let prepared = arguments.prepared()?;
    let generated = prepared.generate(messages)?;
    let plan = plan(&generated.files, &prepared.config.output.directory)?;
    let mut drift = drift::describe(&plan);
    for lock in prepared.stale_locks(&generated) {
        let old = lock.contents.as_deref();
        drift = drift.append(&drift::describe_file(lock.path, old, Some(lock.names)));
    }
    let directory = plan.directory.display();
    if drift.is_empty() {
        let text = Text::new().value(directory).words(" is up to date\n");
        return Ok((text, ExitCode::SUCCESS));
    }
    let text = drift.value(directory).words(" is not up to date: run `generator`\n");
    Ok((text, ExitCode::from(1)))
}
