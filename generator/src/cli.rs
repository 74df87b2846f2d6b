//! The commands: what they take, and how what they found is printed.
//!
//! Each command is a file with its arguments and the function that runs it.

mod check;
mod completions;
mod diff;
mod excerpt;
mod generate;
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
use input::OutputArguments;
use ir::IrArguments;
use messages::{MessageFormat, Messages};

const ABOUT: &str = "\
Generates a Rust client crate from an OpenAPI document

Without a command, the crate is generated. What the document does not decide (the name and version of \
the crate, the places of the files, the overlays) stands in the configuration file, whose paths are relative to it.";

const MORE: &str =
    "`generator --help` says more, with examples; so does `generator help COMMAND`.";

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
  generator diff HEAD:spec/twilio_conversations_v1.yaml spec/twilio_conversations_v1.yaml
      say what an edited document changes for callers of the crate
  generator generate --changelog
      write the crate, and what changes for callers into its changelog
  generator help check
      read more about a command

Exit codes:
  0  done, or nothing to do
  1  `check` found files that are not up to date, or `diff --fail-on` what it looks for
  2  the input, the command line, or something in the way must be mended first; nothing was written";

#[derive(Parser)]
#[command(version, about = ABOUT, args_conflicts_with_subcommands = true, after_help = MORE, after_long_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    generate: GenerateArguments,
    /// How to print problems
    #[arg(long, value_enum, global = true, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

#[derive(Subcommand)]
enum Command {
    /// Write the crate: changed files only, all of them or none
    ///
    /// The folder of the crate is replaced in one step: if the generator fails or is killed, it holds the old crate.
    /// Files that do not change keep their time of modification, so Cargo builds only what is new.
    ///
    /// Files of an earlier run that are no longer needed are removed. A file that the generator did not write is never
    /// touched: if one is in the way, nothing is written.
    ///
    /// In a git work tree, a document that breaks callers of the last commit's crate is refused until the configured
    /// version makes room for it.
    #[command(after_long_help = generate::EXAMPLES)]
    Generate(GenerateArguments),
    /// Say which files of the crate are missing, stale or different, and write nothing
    ///
    /// For continuous integration: it fails with exit code 1 if someone has changed the document, a template or the crate
    /// and has not run the generator. It prints each file's first differences.
    #[command(after_long_help = check::EXAMPLES)]
    Check(OutputArguments),
    /// Print what the generator understood: operations, Rust calls, parameters, responses, paging
    ///
    /// For each operation: its id, method and path, the Rust call that makes it, its parameters with their Rust types
    /// and whether they are arguments or setters, the type of the answer, and how it is paged.
    #[command(after_long_help = ir::EXAMPLES)]
    Ir(IrArguments),
    /// Say what changes for callers of the crate between two documents, and the version that it needs
    ///
    /// Both documents go through the same stages, with the configured overlays, and the calls, arguments, setters,
    /// fields, values and types that the crate would offer are compared. Nothing is printed where nothing changes.
    #[command(after_long_help = diff::EXAMPLES)]
    Diff(DiffArguments),
    /// Print a script that makes a shell complete commands and options
    #[command(after_long_help = completions::EXAMPLES)]
    Completions(CompletionsArguments),
}

/// What a command found: the text to print and the exit code.
type Outcome = (Text, ExitCode);

impl Command {
    fn run(self, messages: &Messages) -> Result<Outcome, Failure> {
        match self {
            Self::Generate(arguments) => generate::run(arguments, messages),
            Self::Check(arguments) => check::run(arguments, messages),
            Self::Ir(arguments) => ir::run(arguments, messages),
            Self::Diff(arguments) => diff::run(arguments, messages),
            Self::Completions(arguments) => Ok(completions::run(&arguments)),
        }
    }
}

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| explain(&error));
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

/// Prints what clap says, help as well as problems, and exits.
///
/// It quotes arguments as they are. If a terminal would obey one, there are no styles, so that everything that it would
/// obey is not ours and can be replaced.
fn explain(error: &clap::Error) -> ! {
    let is_hostile =
        |argument: OsString| argument.to_string_lossy().contains(is_dangerous);
    if !std::env::args_os().any(is_hostile) {
        error.exit();
    }
    let plain = Arguments::command().styles(Styles::plain());
    let said = match plain.try_get_matches_from(std::env::args_os()) {
        Ok(_) => error.to_string(),
        Err(error) => error.render().ansi().to_string(),
    };
    let said = Text::block(&said);
    // A reader who stops reading is no failure.
    drop(if error.use_stderr() {
        write!(stderr(), "{said}")
    } else {
        write!(stdout(), "{said}")
    });
    std::process::exit(error.exit_code())
}
