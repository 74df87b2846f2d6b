//! The command line of the generator.

// Everything is printed as `text::terminal::Text`, by `cli` and `cli::messages`.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
