//! `generate`: writes the crate.

use std::process::ExitCode;
use std::time::Instant;

use generator::build::Counts;
use generator::diagnostic::Diagnostics;
use generator::write::{Written, write};

use super::Outcome;
use super::input::OutputArguments;
use super::messages::Messages;

pub const EXAMPLES: &str = "\
Examples:
  generator generate
      write the crate as configured
  generator generate --spec new.json --out /tmp/crate
      try a new document and leave the crate alone
  generator generate --spec official.json --no-overlay
      write what the document says without our refinements
  generator generate --notes
      see too what was noticed and needs no action

The summary says how many files were written, unchanged and removed. `0 written` means that nothing was touched.";

/// Writes the crate and says what it holds.
pub fn run(
    arguments: OutputArguments,
    messages: &Messages,
) -> Result<Outcome, Diagnostics> {
    let start = Instant::now();
    let (generated, directory) = arguments.generated(messages)?;
    let Written { plan, notes } = write(&generated.files, &directory)?;
    messages.print(&notes);
    let Counts {
        operations,
        resources,
        models,
        enums,
    } = generated.counts;
    let summary = format!(
        "{}: {operations} operations, {resources} resources, {models} models, {enums} enums\n\
         files: {} written, {} unchanged, {} removed in {} ms\n",
        plan.directory.display(),
        plan.written(),
        plan.unchanged,
        plan.removed(),
        start.elapsed().as_millis()
    );
    Ok((summary, ExitCode::SUCCESS))
}
