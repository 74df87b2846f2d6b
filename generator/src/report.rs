//! Diagnostics as text for people and as JSON for machines.
//!
//! Nothing here knows of terminals: [`coloured`] writes escape sequences, and who prints them decides whether they
//! arrive.

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::{Buffer, Color, ColorSpec};
use codespan_reporting::term::{
    Chars, Config, Styles, StylesWriter, emit_to_write_style,
};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::location::{Location, Position, shown};
use crate::pointer::Pointer;

/// How many characters of a message are shown to people: far more than any of ours has.
const MOST: usize = 1_000;

/// Each problem as a paragraph: what was found, the file, line and column, the line with the place underlined, the
/// pointer, what was expected, and help.
pub fn text(problems: &Diagnostics) -> String {
    written(problems, Buffer::no_color())
}

/// The same as [`text`], with the escape sequences that colour it in a terminal.
pub fn coloured(problems: &Diagnostics) -> String {
    written(problems, Buffer::ansi())
}

/// Each problem as a JSON object on a line of its own.
///
/// All members are always there:
///
/// | member | holds |
/// |---|---|
/// | `severity` | `error`, `warning` or `note` |
/// | `file` | the file's name as the user gave it |
/// | `pointer` | the JSON pointer of the place; empty for the file as a whole |
/// | `line`, `column` | where the place starts, each counted from 1, the column in Unicode scalar values; null if the file has no such place |
/// | `end` | an object with the `line` and `column` behind the place; null like those |
/// | `found` | what is wrong |
/// | `expected` | what would have been right; null if `found` says it all |
/// | `help` | what to do; null if it is obvious |
pub fn json(problems: &Diagnostics) -> String {
    // A message is plain data: it is always JSON.
    let lines = problems
        .iter()
        .filter_map(|problem| serde_json::to_string(&Message::of(problem)).ok());
    lines.map(|line| line + "\n").collect()
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
        let said = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        let start = problem.location.as_ref().map(|location| location.start);
        Self {
            severity: problem.severity.to_string(),
            file: &problem.file,
            pointer: &problem.pointer,
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
            end: problem.location.as_ref().map(|location| location.end),
            found: &problem.found,
            expected: said(&problem.expected),
            help: said(&problem.help),
        }
    }
}

fn written(problems: &Diagnostics, mut buffer: Buffer) -> String {
    let config = Config {
        chars: Chars::ascii(),
        ..Config::default()
    };
    let styles = styles();
    for problem in problems.iter() {
        let mut writer = StylesWriter::new(&mut buffer, &styles);
        // Writing to memory cannot fail, and all places are within their excerpts.
        let _ = emit_to_write_style(
            &mut writer,
            &config,
            &File { problem },
            &paragraph(problem),
        );
    }
    String::from_utf8_lossy(&buffer.into_inner()).into_owned()
}

/// The default ones, with what leads the eye less bright than the text.
fn styles() -> Styles {
    let mut cyan = ColorSpec::new();
    cyan.set_fg(Some(Color::Cyan));
    Styles {
        line_number: cyan.clone(),
        source_border: cyan.clone(),
        note_bullet: cyan,
        ..Styles::default()
    }
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
        .with_message(one_line(&problem.found))
        .with_labels_iter(label)
        .with_notes_iter(
            notes.map(|(title, text)| format!("{title}: {}", one_line(text))),
        )
}

/// What a document says stands in messages: nothing in it is to break the line, command the terminal or fill it.
fn one_line(text: &str) -> String {
    let mut line: String = text
        .chars()
        .take(MOST)
        .map(|character| {
            if character == '\n' {
                ' '
            } else {
                shown(character)
            }
        })
        .collect();
    if text.chars().nth(MOST).is_some() {
        line.push_str("...");
    }
    line
}

/// The excerpt of a problem as the file it is from.
struct File<'a> {
    problem: &'a Diagnostic,
}

impl<'a> Files<'a> for File<'a> {
    type FileId = ();
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<String, Error> {
        Ok(one_line(&self.problem.file))
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
