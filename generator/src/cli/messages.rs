//! Prints diagnostics.

use std::io::Write as _;

use anstream::stderr;
use clap::ValueEnum;
use generator::diagnostics::{Diagnostics, report};
use generator::text::terminal::Text;

/// Format of messages.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Text with source excerpts, colored on a terminal
    Human,
    /// A JSON object per line, with severity, file, pointer, line, column, end, found, expected and help
    Json,
}

/// Prints messages to standard error. Standard output is reserved for results.
///
/// Colors are used on a terminal unless `NO_COLOR` is set.
pub struct Messages {
    format: MessageFormat,
}

impl Messages {
    /// Creates a printer for a format.
    pub fn new(format: MessageFormat) -> Self {
        Self { format }
    }

    /// Prints problems, sorted.
    pub fn print(&self, problems: &Diagnostics) {
        let text = match self.format {
            MessageFormat::Human => report::colored(problems),
            MessageFormat::Json => report::json(problems),
        };
        // A closed pipe is not an error.
        drop(write!(stderr(), "{text}"));
    }

    /// Prints a line that is omitted from machine-readable output.
    pub fn hint(&self, line: &Text) {
        if self.format == MessageFormat::Human {
            drop(writeln!(stderr(), "{line}"));
        }
    }
}
