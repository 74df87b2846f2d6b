//! Renders diagnostics as text for people and as JSON for machines.
//!
//! [`colored`] always emits escape sequences; the output stream strips them where they are not supported.

mod painter;

use std::fmt;

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{Chars, Config, emit_to_write_style};
use serde::Serialize;

use crate::diagnostics::location::{Location, Position};
use crate::diagnostics::{Diagnostic, Diagnostics, Pointer, Severity};
use crate::text::data;
use crate::text::terminal::{Text, line};
use painter::Painter;

/// Renders each problem as a paragraph: the message, the file, line and column, the line with the location underlined, the
/// pointer, the expected input, and help.
pub fn text(problems: &Diagnostics) -> Text {
    render(problems, Painter::plain())
}

/// Renders problems like [`text`], with ANSI escape sequences for colors.
pub fn colored(problems: &Diagnostics) -> Text {
    render(problems, Painter::colored())
}

/// Formats the problems like [`text`].
impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        text(self).fmt(formatter)
    }
}

/// Renders each problem as a JSON object on a line of its own.
///
/// All members are always present:
///
/// | member | value |
/// |---|---|
/// | `severity` | `error`, `warning` or `note` |
/// | `file` | the name of the file as given by the user |
/// | `pointer` | the JSON pointer to the value; empty for the file as a whole |
/// | `line`, `column` | the start of the location, counted from 1, the column in Unicode scalar values; null if unknown |
/// | `end` | an object with the `line` and `column` after the location; null if unknown |
/// | `found` | the problem |
/// | `expected` | the expected input; null if `found` implies it |
/// | `help` | the suggested fix; null if it is obvious |
pub fn json(problems: &Diagnostics) -> Text {
    // Serializing plain data cannot fail.
    problems
        .iter()
        .filter_map(|problem| data::json_line(&Message::of(problem)).ok())
        .collect()
}

#[derive(Serialize)]
struct Message<'a> {
    severity: String,
    file: &'a str,
    pointer: &'a Pointer,
    line: Option<usize>,
    column: Option<usize>,
    end: Option<Position>,
    found: &'a str,
    expected: Option<&'a str>,
    help: Option<&'a str>,
}

impl<'a> Message<'a> {
    fn of(problem: &'a Diagnostic) -> Self {
        let non_empty = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        let start = problem.location.as_ref().map(|location| location.start);
        Self {
            severity: problem.severity.to_string(),
            file: &problem.file,
            pointer: &problem.pointer,
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
            end: problem.location.as_ref().map(|location| location.end),
            found: &problem.found,
            expected: non_empty(&problem.expected),
            help: non_empty(&problem.help),
        }
    }
}

fn render(problems: &Diagnostics, mut painter: Painter) -> Text {
    let config = Config {
        chars: Chars::ascii(),
        ..Config::default()
    };
    for problem in problems.iter() {
        // Writing to memory cannot fail, and all locations are within their excerpts.
        let _ = emit_to_write_style(
            &mut painter,
            &config,
            &File { problem },
            &paragraph(problem),
        );
    }
    painter.into_text()
}

fn paragraph(problem: &Diagnostic) -> Shown<()> {
    let level = match problem.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    };
    let label = problem.location.as_ref().map(|location| {
        let excerpt = location.excerpt();
        Label::primary((), excerpt.start..excerpt.end)
    });
    let file = if label.is_none() {
        problem.file.as_str()
    } else {
        ""
    };
    let notes = [
        ("file", file),
        ("pointer", problem.pointer.as_str()),
        ("expected", problem.expected.as_str()),
        ("help", problem.help.as_str()),
    ];
    let notes = notes.into_iter().filter(|(_, text)| !text.is_empty());
    Shown::new(level)
        .with_message(line(&problem.found))
        .with_labels_iter(label)
        .with_notes_iter(notes.map(|(title, text)| format!("{title}: {}", line(text))))
}

/// Provides the excerpt of a problem as a source file.
struct File<'a> {
    problem: &'a Diagnostic,
}

impl<'a> Files<'a> for File<'a> {
    type FileId = ();
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<String, Error> {
        Ok(line(&self.problem.file))
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.location()?.excerpt().text)
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.location()?.start.line)
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.location()?.start.column)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<std::ops::Range<usize>, Error> {
        Ok(0..self.location()?.excerpt().text.len())
    }
}

impl File<'_> {
    fn location(&self) -> Result<&Location, Error> {
        self.problem.location.as_ref().ok_or(Error::FileMissing)
    }
}
