//! `ir`: prints the intermediate representation.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::diagnostics::{Diagnostic, Diagnostics, Failure, Pointer};
use generator::input::document::Source;
use generator::pipeline::{self, ir_of_stage};
use generator::text::data;

use super::Outcome;
use super::excerpt;
use super::input::{InputArguments, unknown_module};
use super::messages::Messages;

pub const EXAMPLES: &str = "\
Examples:
  generator ir | jq '.operations[].id'
      list the operations
  generator ir --operation FetchConversation --format yaml
      print an operation
  generator ir --operation FetchConversation --stage lower
      print an operation before normalization
  generator ir --module v2 --format yaml
      print the API in the module `v2`
  generator ir --format yaml > before.yaml
      save the IR to compare it with that of another document
  generator ir --spec new.json --no-overlay --format yaml | less
      print the IR of a document without overlays";

/// Arguments of `ir`.
#[derive(Args)]
pub struct IrArguments {
    #[command(flatten)]
    input: InputArguments,
    /// Print the API in this module of the crate instead of that in its root
    #[arg(long, value_name = "NAME")]
    module: Option<String>,
    /// Print only the operation with this `operationId`; may be repeated
    #[arg(long, value_name = "ID")]
    operation: Vec<String>,
    /// Print the IR after this stage
    #[arg(long, value_enum, default_value_t = Stage::Name)]
    stage: Stage,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Stage {
    /// The IR as lowered from the document
    Lower,
    /// The normalized IR
    Normalise,
    /// The normalized IR with Rust names
    Name,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Yaml,
}

/// Prints the IR.
pub fn run(arguments: IrArguments, messages: &Messages) -> Result<Outcome, Failure> {
    let prepared = arguments.input.prepared(arguments.module.is_none())?;
    let inputs = prepared.inputs();
    let module = arguments.module.as_deref();
    let input = match module {
        None => &inputs.root,
        Some(name) => {
            inputs.module(name).ok_or_else(|| unknown_module(&inputs, name))?
        }
    };
    let early = |stage| prepared.shown(ir_of_stage(stage, input));
    let ir = match arguments.stage {
        Stage::Lower => early(pipeline::Stage::Lower)?,
        Stage::Normalise => early(pipeline::Stage::Normalise)?,
        Stage::Name => {
            let generated = prepared.generate(messages)?;
            let modules = generated.modules.into_iter();
            let mut modules = modules.filter(|it| Some(it.name.as_str()) == module);
            modules.next().map_or(generated.ir, |module| module.ir)
        }
    };
    let ids = &arguments.operation;
    let (ir, missing) = match arguments.stage {
        _ if ids.is_empty() => (ir, Vec::new()),
        Stage::Name => excerpt::operations(ir, ids),
        Stage::Lower | Stage::Normalise => excerpt::resources(ir, ids),
    };
    unknown(&input.document, &missing).into_result()?;
    let text = match arguments.format {
        Format::Json => {
            data::json(&ir).map_err(|error| serialization_problem(&error))?
        }
        Format::Yaml => {
            data::yaml(&ir).map_err(|error| serialization_problem(&error))?
        }
    };
    Ok((text, ExitCode::SUCCESS))
}

/// Reports operations that do not exist.
fn unknown(document: &Source, ids: &[&String]) -> Diagnostics {
    let problem = |id: &&String| {
        Diagnostic::error(Pointer::root(), format!("unknown operation `{id}`"))
            .in_file(document.display_name())
            .expected("an `operationId` of the document")
            .help("run `generator ir | jq '.operations[].id'` to list them")
    };
    ids.iter().map(problem).collect()
}

fn serialization_problem(error: &dyn std::error::Error) -> Failure {
    Diagnostic::error(Pointer::root(), format!("failed to serialize the IR: {error}"))
        .into()
}
