//! The command-line interface.
//!
//! Each command is a module with its arguments and the function that runs it.

mod check;
mod completions;
mod diff;
mod excerpt;
mod generate;
mod init;
mod input;
mod ir;
mod messages;
mod release;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use anstream::{stderr, stdout};
use clap::builder::Styles;
use clap::{CommandFactory as _, Parser, Subcommand};
use generator::diagnostics::Failure;
use generator::text::terminal::{Text, is_dangerous};

use completions::CompletionsArguments;
use diff::DiffArguments;
use generate::GenerateArguments;
use init::InitArguments;
use input::OutputArguments;
use ir::IrArguments;
use messages::{MessageFormat, Messages};

const ABOUT: &str = "\
Generates a Rust client crate from an OpenAPI document

Without a command, runs `generate`. The name and version of the crate, the document, the overlays and the output \
directory are set in the configuration file, whose paths are relative to its directory.";

const AFTER_HELP: &str = "See `generator --help` for details and examples, or `generator help COMMAND` for a command.";

const EXAMPLES: &str = "\
Examples:
  generator
      generate the configured crate
  generator check
      check that the crate is up to date
  generator --spec new.json --out /tmp/crate
      generate a crate from another document in another directory
  curl -s $URL | generator check --spec -
      compare the crate with a document from standard input
  generator ir --format yaml | less
      print every operation with its Rust call
  generator diff HEAD:spec/twilio_conversations_v1.yaml spec/twilio_conversations_v1.yaml
      report the changes for callers since the last commit
  generator generate --changelog
      generate the crate and add the changes for callers to its changelog
  generator help check
      print the help of a command

Exit codes:
  0  success
  1  `check` found outdated files, or `diff --fail-on` found such a change
  2  invalid input, invalid arguments, or an I/O error; nothing was written";

#[derive(Parser)]
#[command(version, about = ABOUT, args_conflicts_with_subcommands = true, after_help = AFTER_HELP, after_long_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    generate: GenerateArguments,
    /// Format of errors, warnings and notes
    #[arg(long, value_enum, global = true, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the crate
    ///
    /// Either all changes are applied or none: if the generator fails, the old files are restored; if it is killed, the next
    /// run completes the change. Files that do not change keep their modification time, so Cargo only rebuilds what
    /// changed.
    ///
    /// Files of an earlier run that are no longer needed are removed. Files that the generator did not write are never
    /// touched: if one is in the way, nothing is written.
    ///
    /// In a git work tree, breaking changes since the last commit are an error unless the configured version allows them.
    #[command(after_long_help = generate::EXAMPLES)]
    Generate(GenerateArguments),
    /// Check that the crate is up to date, without writing anything
    ///
    /// Lists missing, stale and different files with the first lines of their diffs. Exits with code 1 if there are any, for
    /// use in continuous integration.
    #[command(after_long_help = check::EXAMPLES)]
    Check(OutputArguments),
    /// Print the intermediate representation: operations, Rust calls, parameters, responses, pagination
    ///
    /// Contains for each operation its ID, method and path, its Rust call, its parameters with their Rust types and roles
    /// (argument or setter), the type of the response, and its pagination.
    #[command(after_long_help = ir::EXAMPLES)]
    Ir(IrArguments),
    /// Report the changes for callers between two documents, and the required version bump
    ///
    /// Applies the configured overlays to both documents and compares the calls, arguments, setters, fields, values and
    /// types of the resulting crates. Prints nothing if there are no changes.
    #[command(after_long_help = diff::EXAMPLES)]
    Diff(DiffArguments),
    /// Write a first configuration for a document
    ///
    /// The name, description and keywords of the crate are made from the title of the document. An existing configuration is
    /// not overwritten. `generate --config` then generates the crate.
    #[command(after_long_help = init::EXAMPLES)]
    Init(InitArguments),
    /// Generate a shell completion script
    #[command(after_long_help = completions::EXAMPLES)]
    Completions(CompletionsArguments),
}

/// The result of a command: the text to print and the exit code.
type Outcome = (Text, ExitCode);

impl Command {
    fn run(self, messages: &Messages) -> Result<Outcome, Failure> {
        match self {
            Self::Generate(arguments) => generate::run(arguments, messages),
            Self::Check(arguments) => check::run(arguments, messages),
            Self::Ir(arguments) => ir::run(arguments, messages),
            Self::Diff(arguments) => diff::run(&arguments, messages),
            Self::Init(arguments) => init::run(&arguments),
            Self::Completions(arguments) => Ok(completions::run(&arguments)),
        }
    }
}

/// Runs the command given on the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| exit_with(&error));
    let command = arguments.command.unwrap_or(Command::Generate(arguments.generate));
    let messages = Messages::new(arguments.message_format);
    match command.run(&messages) {
        // A closed pipe, as with `head`, is not an error.
        Ok((text, code)) => write!(stdout(), "{text}").map_or(code, |()| code),
        Err(problems) => {
            messages.print(&problems);
            ExitCode::from(2)
        }
    }
}

/// Prints a message of clap, which may be the help text, and exits.
///
/// clap prints arguments verbatim. If one contains control characters, the message is rendered without styles, so that all
/// control characters in it can be replaced.
fn exit_with(error: &clap::Error) -> ! {
    let is_hostile =
        |argument: OsString| argument.to_string_lossy().contains(is_dangerous);
    if !std::env::args_os().any(is_hostile) {
        error.exit();
    }
    let plain = Arguments::command().styles(Styles::plain());
    let message = match plain.try_get_matches_from(std::env::args_os()) {
        Ok(_) => error.to_string(),
        Err(error) => error.render().ansi().to_string(),
    };
    let message = Text::block(&message);
    // A closed pipe is not an error.
    drop(if error.use_stderr() {
        write!(stderr(), "{message}")
    } else {
        write!(stdout(), "{message}")
    });
    std::process::exit(error.exit_code())
}
