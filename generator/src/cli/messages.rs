//! How problems are printed.

use std::io::{Write as _, stderr};

use clap::ValueEnum;
use generator::diagnostic::Diagnostics;

/// What messages are written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Text, with the lines that it is about
    Human,
}

/// Prints messages to standard error, so that standard output holds the result alone.
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
        match self.format {
            // A reader who stops reading is no failure.
            MessageFormat::Human => drop(write!(stderr(), "{problems}")),
        }
    }

    /// Prints a line that machines have no use for.
    pub fn remark(&self, line: &str) {
        if self.format == MessageFormat::Human {
            drop(writeln!(stderr(), "{line}"));
        }
    }
}
