//! Colors of diagnostics.

use std::io;

use anstyle::{AnsiColor, Style};
use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

use crate::text::terminal::Text;

const BOLD: Style = Style::new().bold();
/// Line numbers and borders are less prominent than the text.
const GUIDE: Style = AnsiColor::Cyan.on_default();

/// Collects text with or without colors.
pub(super) struct Painter {
    text: Text,
    has_colors: bool,
}

impl Painter {
    /// Creates a painter without colors.
    pub(super) fn plain() -> Self {
        Self {
            text: Text::new(),
            has_colors: false,
        }
    }

    /// Creates a painter that emits colors as escape sequences.
    pub(super) fn colored() -> Self {
        Self {
            text: Text::new(),
            has_colors: true,
        }
    }

    /// Returns the collected text.
    pub(super) fn into_text(self) -> Text {
        self.text
    }

    fn set(&mut self, style: Style) {
        if self.has_colors {
            self.text.style(style);
        }
    }
}

impl io::Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // codespan-reporting writes whole characters.
        self.text.extend([Text::block(&String::from_utf8_lossy(bytes))]);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.set(bright(severity).on_default().bold());
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.set(BOLD);
        Ok(())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(GUIDE);
        Ok(())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(GUIDE);
        Ok(())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(GUIDE);
        Ok(())
    }

    fn set_label(&mut self, severity: Severity, _: LabelStyle) -> io::Result<()> {
        self.set(match severity {
            Severity::Bug | Severity::Error => AnsiColor::Red.on_default(),
            Severity::Warning => AnsiColor::Yellow.on_default(),
            Severity::Note => AnsiColor::Green.on_default(),
            Severity::Help => AnsiColor::Cyan.on_default(),
        });
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        if self.has_colors {
            self.text.reset();
        }
        Ok(())
    }
}

fn bright(severity: Severity) -> AnsiColor {
    match severity {
        Severity::Bug | Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::BrightYellow,
        Severity::Note => AnsiColor::BrightGreen,
        Severity::Help => AnsiColor::BrightCyan,
    }
}
