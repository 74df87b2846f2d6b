//! `generate`: generates and writes the crate.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use generator::describe::Counts;
use generator::diagnostics::{Diagnostic, Failure, Pointer};
use generator::pipeline::generate_from;
use generator::text::count::counted;
use generator::text::terminal::Text;
use generator::write::write;

use super::Outcome;
use super::input::OutputArguments;
use super::messages::Messages;
use super::release::ReleaseArguments;

pub const EXAMPLES: &str = "\
Examples:
  generator generate
      generate the configured crate
  generator generate --spec new.json --out /tmp/crate
      generate a crate from another document in another directory
  generator generate --spec official.json --no-overlay
      generate the crate without overlays
  generator generate --changelog
      generate the crate and add the changes since the last commit to its changelog
  generator generate --changelog --since v0.1.0
      the same since a release
  generator generate --notes
      also print notes, which require no action

The summary contains the numbers of written, unchanged and removed files. `0 written` means that nothing was touched.";

/// Arguments of `generate`.
#[derive(Args)]
pub struct GenerateArguments {
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    release: ReleaseArguments,
}

/// Writes the crate and prints a summary.
pub fn run(
    GenerateArguments { output, release }: GenerateArguments,
    messages: &Messages,
) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let overrides = output.overrides();
    let mut prepared = output.prepared()?;
    let name = prepared.document.display_name();
    prepared.document = prepared.document.buffered().map_err(|error| {
        let found = format!("failed to read the document: {error}");
        Diagnostic::error(Pointer::root(), found).in_file(name)
    })?;
    let mut generated = prepared.generate(messages)?;
    let release_summary =
        release.prepare(&mut prepared.config, &prepared.document, &overrides)?;
    if release_summary.is_entry_new {
        generated = generate_from(&prepared.inputs(), &prepared.config)?.made;
    }
    let directory = &prepared.config.output.directory;
    let plan = write(&generated.files, directory)?;
    release_summary.write(&prepared.config)?;
    for lock in prepared.stale_locks(&generated) {
        write_lock(lock.path, lock.names)?;
    }
    let of_modules = generated.modules.iter().map(|module| {
        let name = Text::new().words("module ").value(&module.name);
        name.words(": ").value(listed(module.counts)).words("\n")
    });
    let of_modules: Text = of_modules.collect();
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
        .value(listed(generated.counts))
        .words("\n")
        .append(&of_modules)
        .append(&release_summary.summary)
        .words("files: ")
        .value(files)
        .words("\n");
    Ok((summary, ExitCode::SUCCESS))
}

/// Returns the numbers of items with their nouns.
fn listed(counts: Counts) -> String {
    let Counts {
        operations,
        resources,
        models,
        enums,
        events,
    } = counts;
    let counts = [
        (operations, "operation"),
        (resources, "resource"),
        (models, "model"),
        (enums, "enum"),
    ];
    let events = (events > 0).then_some((events, "event"));
    let counts = counts.into_iter().chain(events);
    let counts: Vec<String> = counts.map(|(count, noun)| counted(count, noun)).collect();
    counts.join(", ")
}

fn write_lock(path: &Path, names: &str) -> Result<(), Failure> {
    std::fs::write(path, names).map_err(|error| {
        Diagnostic::error(
            Pointer::root(),
            format!("failed to write the lock file: {error}"),
        )
        .in_file(path.display().to_string())
        .into()
    })
}
