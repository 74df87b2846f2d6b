//! `ir`: prints what the generator understood.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::diagnostics::{Diagnostic, Diagnostics, Failure, Pointer};
use generator::input::document::Source;
use generator::pipeline::{self, ir_of_stage};
use generator::text::data;

use super::Outcome;
use super::excerpt;
use super::input::InputArguments;
use super::messages::Messages;

pub const EXAMPLES: &str = "\
Examples:
  generator ir | jq '.operations[].id'
      list the operations
  generator ir --operation FetchConversation --format yaml
      see one operation
  generator ir --operation FetchConversation --stage lower
      see it as the document says it, before anything is decided
  generator ir --format yaml > before.yaml
      keep it, to compare it with that of another document
  generator ir --spec new.json --no-overlay --format yaml | less
      read what a document says by itself";

/// What is read, and how it is printed.
#[derive(Args)]
pub struct IrArguments {
    #[command(flatten)]
    input: InputArguments,
    /// Print that operation alone, by its id in the document; several can be given
    #[arg(long, value_name = "ID")]
    operation: Vec<String>,
    /// Print the IR as it leaves that stage
    #[arg(long, value_enum, default_value_t = Stage::Name)]
    stage: Stage,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Stage {
    /// What the document says
    Lower,
    /// What the client crate offers
    Normalise,
    /// The same by its Rust names
    Name,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Yaml,
}

/// Prints the IR.
pub fn run(arguments: IrArguments, messages: &Messages) -> Result<Outcome, Failure> {
    let prepared = arguments.input.prepared()?;
    let early = |stage| prepared.shown(ir_of_stage(stage, &prepared.input()));
    let ir = match arguments.stage {
        Stage::Lower => early(pipeline::Stage::Lower)?,
        Stage::Normalise => early(pipeline::Stage::Normalise)?,
        Stage::Name => prepared.generate(messages)?.ir,
    };
    let ids = &arguments.operation;
    let (ir, missing) = match arguments.stage {
        _ if ids.is_empty() => (ir, Vec::new()),
        Stage::Name => excerpt::operations(ir, ids),
        Stage::Lower | Stage::Normalise => excerpt::resources(ir, ids),
    };
    unknown(&prepared.document, &missing).into_result()?;
    let text = match arguments.format {
        Format::Json => data::json(&ir).map_err(|error| unwritable(&error))?,
        Format::Yaml => data::yaml(&ir).map_err(|error| unwritable(&error))?,
    };
    Ok((text, ExitCode::SUCCESS))
}

/// The problems of ids that the document does not have.
fn unknown(document: &Source, ids: &[&String]) -> Diagnostics {
    let problem = |id: &&String| {
        Diagnostic::error(Pointer::root(), format!("there is no operation `{id}`"))
            .in_file(document.display_name())
            .expected("an operationId of the document")
            .help("`generator ir | jq '.operations[].id'` lists them")
    };
    ids.iter().map(problem).collect()
}

fn unwritable(error: &dyn std::error::Error) -> Failure {
    Diagnostic::error(Pointer::root(), format!("the IR cannot be written: {error}"))
        .into()
}
