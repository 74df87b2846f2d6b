//! `generate`: writes the crate.

use std::process::ExitCode;
use std::time::Instant;

use generator::build::Counts;
use generator::diagnostic::Diagnostics;

use super::Outcome;
use super::input::OutputArguments;
use super::messages::Messages;

/// Writes the crate and says what it holds.
pub fn run(
    arguments: OutputArguments,
    messages: &Messages,
) -> Result<Outcome, Diagnostics> {
    let start = Instant::now();
    let (generated, plan) = arguments.planned(messages)?;
    plan.apply()?;
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
