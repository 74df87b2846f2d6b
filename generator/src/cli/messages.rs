//! How problems are printed.

use std::io::Write as _;

use anstream::stderr;
use clap::ValueEnum;
use generator::diagnostics::{Diagnostics, report};
use generator::text::terminal::Text;

/// What messages are written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Text, with the lines that it is about; in colour on a terminal
    Human,
    /// A JSON object on each line, with severity, file, pointer, line, column, end, found, expected and help
    Json,
}

/// Prints messages to standard error, so that standard output holds the result alone.
///
/// Colour arrives where a terminal shows it, and `NO_COLOR` does not forbid it.
pub struct Messages {
    format: MessageFormat,
}

impl Messages {
    /// Messages of this format.
    pub fn new(format: MessageFormat) -> Self {
        Self { format }
    }

    /// Prints problems, sorted; nothing if there is none.
    pub fn print(&self, problems: &Diagnostics) {
        let text = match self.format {
            MessageFormat::Human => report::coloured(problems),
            MessageFormat::Json => report::json(problems),
        };
        // A reader who stops reading is no failure.
        drop(write!(stderr(), "{text}"));
    }

    /// Prints a line that machines have no use for.
    pub fn remark(&self, line: &Text) {
        if self.format == MessageFormat::Human {
            drop(writeln!(stderr(), "{line}"));
        }
    }
}
