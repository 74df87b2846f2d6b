//! `ir`: prints what the generator understood.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::diagnostic::{Diagnostic, Diagnostics};
use generator::pointer::Pointer;

use super::Outcome;
use super::input::InputArguments;
use super::messages::Messages;

pub const EXAMPLES: &str = "\
Examples:
  generator ir | jq '.operations[].id'
      list the operations
  generator ir --format yaml > before.yaml
      keep it, to compare it with that of another document
  generator ir --spec new.json --no-overlay --format yaml | less
      read what a document says by itself";

/// What is read, and how it is printed.
#[derive(Args)]
pub struct IrArguments {
    #[command(flatten)]
    input: InputArguments,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Yaml,
}

/// Prints the IR.
pub fn run(arguments: IrArguments, messages: &Messages) -> Result<Outcome, Diagnostics> {
    let ir = arguments.input.generated(messages)?.ir;
    let text = match arguments.format {
        Format::Json => format!("{ir:#}\n"),
        Format::Yaml => yaml(&ir)?,
    };
    Ok((text, ExitCode::SUCCESS))
}

fn yaml(ir: &serde_json::Value) -> Result<String, Diagnostics> {
    serde_yaml::to_string(ir).map_err(|error| {
        Diagnostic::error(Pointer::root(), format!("the IR cannot be written: {error}"))
            .into()
    })
}
