//! The commands: what they take, and how what they found is printed.
//!
//! Each command is a file with its arguments and the function that runs it.

mod check;
mod generate;
mod input;
mod ir;
mod messages;

use std::io::{Write as _, stdout};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use generator::diagnostic::Diagnostics;

use input::OutputArguments;
use ir::IrArguments;
use messages::{MessageFormat, Messages};

const ABOUT: &str = "\
Generates a Rust client crate from an OpenAPI document

Without a command, the crate is generated. What the document does not decide (the name and version of \
the crate, the places of the files, the overlays) stands in the configuration file.";

const EXAMPLES: &str = "\
Examples:
  generator
      write the crate as configured
  generator check
      say whether that crate is up to date
  generator --spec new.json --out /tmp/crate
      try a new document and leave the crate alone
  curl -s $URL | generator check --spec -
      compare with a document from the network
  generator ir --format yaml | less
      see every operation and the Rust call that makes it

Exit codes:
  0  done, or nothing to do
  1  `check` found files that are not up to date
  2  the input, or a file in the way, must be mended first";

#[derive(Parser)]
#[command(version, about = ABOUT, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    generate: OutputArguments,
    /// How to print problems
    #[arg(long, value_enum, global = true, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

#[derive(Subcommand)]
enum Command {
    /// Write the crate: changed files only, all of them or none
    ///
    /// Files of an earlier run that are no longer needed are removed. A file that the generator did not write is never
    /// touched: if one is in the way, nothing is written.
    Generate(OutputArguments),
    /// Say which files of the crate are missing, stale or different, and write nothing
    Check(OutputArguments),
    /// Print what the generator understood: operations, Rust calls, parameters, responses, paging
    Ir(IrArguments),
}

/// What a command found: the text to print and the exit code.
type Outcome = (String, ExitCode);

impl Command {
    fn run(self, messages: &Messages) -> Result<Outcome, Diagnostics> {
        match self {
            Self::Generate(arguments) => generate::run(arguments, messages),
            Self::Check(arguments) => check::run(arguments, messages),
            Self::Ir(arguments) => ir::run(arguments, messages),
        }
    }
}

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let command = arguments.command.unwrap_or(Command::Generate(arguments.generate));
    let messages = Messages::new(arguments.message_format);
    match command.run(&messages) {
        // A reader who stops reading, such as `head`, is no failure.
        Ok((text, code)) => write!(stdout(), "{text}").map_or(code, |()| code),
        Err(problems) => {
            messages.print(&problems);
            ExitCode::from(2)
        }
    }
}
