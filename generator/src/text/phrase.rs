//! Sentences that contain untrusted names and values.

use std::fmt::{self, Display};

/// A sequence of literal words and untrusted values.
///
/// Each output format renders the values as needed: as code spans, or sanitized for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase(Vec<Part>);

/// A part of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Literal words.
    Words(&'static str),
    /// A name, a value or code.
    Code(String),
    /// Prose that may contain names in backticks.
    Prose(String),
}

impl Phrase {
    /// Creates an empty phrase.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends literal words.
    pub fn words(mut self, words: &'static str) -> Self {
        if !words.is_empty() {
            self.0.push(Part::Words(words));
        }
        self
    }

    /// Appends a name, a value or code.
    pub fn code(mut self, code: impl Display) -> Self {
        self.0.push(Part::Code(code.to_string()));
        self
    }

    /// Appends prose that may contain names in backticks.
    pub fn prose(mut self, prose: impl Display) -> Self {
        self.0.push(Part::Prose(prose.to_string()));
        self
    }

    /// Appends another phrase.
    pub fn append(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Appends phrases with literal words between them.
    pub fn joined(
        mut self,
        phrases: impl IntoIterator<Item = Self>,
        separator: &'static str,
    ) -> Self {
        for (index, phrase) in phrases.into_iter().enumerate() {
            if index > 0 {
                self = self.words(separator);
            }
            self = self.append(phrase);
        }
        self
    }

    /// Appends names separated by commas.
    pub fn codes<T: Display>(self, codes: impl IntoIterator<Item = T>) -> Self {
        self.joined(codes.into_iter().map(|code| Self::new().code(code)), ", ")
    }

    /// Returns the parts in order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.0.iter()
    }

    /// Returns `true` if the phrase is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the phrase as plain text, without delimiters around values.
    pub fn plain(&self) -> String {
        let text = |part: &Part| match part {
            Part::Words(words) => (*words).to_owned(),
            Part::Code(text) => text.clone(),
            Part::Prose(text) => text.replace('`', ""),
        };
        self.parts().map(text).collect()
    }
}

impl From<&'static str> for Phrase {
    fn from(words: &'static str) -> Self {
        Self::new().words(words)
    }
}

/// Formats values in backticks, as in messages.
impl Display for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().try_for_each(|part| match part {
            Part::Words(words) => formatter.write_str(words),
            Part::Code(code) => write!(formatter, "`{code}`"),
            Part::Prose(prose) => formatter.write_str(prose),
        })
    }
}
