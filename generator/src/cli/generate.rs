//! `generate`: writes the crate.

use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use generator::describe::Counts;
use generator::diagnostics::{Diagnostic, Failure, Pointer};
use generator::pipeline::generate_from;
use generator::text::terminal::Text;
use generator::write::write;

use super::Outcome;
use super::input::OutputArguments;
use super::messages::Messages;
use super::release::ReleaseArguments;

pub const EXAMPLES: &str = "\
Examples:
  generator generate
      write the crate as configured
  generator generate --spec new.json --out /tmp/crate
      try a new document and leave the crate alone
  generator generate --spec official.json --no-overlay
      write what the document says without our refinements
  generator generate --changelog
      write the crate, and what changes for callers since the last commit into its changelog
  generator generate --changelog --since v0.1.0
      the same since a release
  generator generate --notes
      see too what was noticed and needs no action

The summary says how many files were written, unchanged and removed. `0 written` means that nothing was touched.";

/// What is read, where the crate is, and what its callers were promised.
#[derive(Args)]
pub struct GenerateArguments {
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    release: ReleaseArguments,
}

/// Writes the crate and says what it holds.
pub fn run(
    GenerateArguments { output, release }: GenerateArguments,
    messages: &Messages,
) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let wish = output.wish();
    let mut prepared = output.prepared()?;
    let name = prepared.document.display_name();
    prepared.document = prepared.document.once().map_err(|error| {
        let found = format!("the document cannot be read: {error}");
        Diagnostic::error(Pointer::root(), found).in_file(name)
    })?;
    let mut generated = prepared.generate(messages)?;
    let since = release.prepare(&mut prepared.config, &prepared.document, &wish)?;
    if since.is_entry_new {
        generated = generate_from(&prepared.input(), &prepared.config)?.made;
    }
    let directory = &prepared.config.output.directory;
    let plan = write(&generated.files, directory)?;
    since.write(&prepared.config)?;
    let Counts {
        operations,
        resources,
        models,
        enums,
    } = generated.counts;
    let counts = format!(
        "{operations} operations, {resources} resources, {models} models, {enums} enums"
    );
    let files = format!(
        "{} written, {} unchanged, {} removed in {} ms",
        plan.written(),
        plan.unchanged,
        plan.removed(),
        start.elapsed().as_millis()
    );
    let summary = Text::new()
        .value(plan.directory.display())
        .words(": ")
        .value(counts)
        .words("\n")
        .append(&since.summary)
        .words("files: ")
        .value(files)
        .words("\n");
    Ok((summary, ExitCode::SUCCESS))
}
