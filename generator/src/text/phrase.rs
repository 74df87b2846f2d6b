//! A sentence of ours about things that others named.

use std::fmt::{self, Display};

/// Words of ours, and between them, set apart, what others wrote.
///
/// So each printer can show the values as its readers need them: in a code span, or cleaned for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase(Vec<Part>);

/// A part of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Words of ours.
    Words(&'static str),
    /// A name, a value or a piece of code.
    Code(String),
    /// Prose that holds such names.
    Prose(String),
}

impl Phrase {
    /// No words.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words of ours.
    pub fn words(mut self, words: &'static str) -> Self {
        if !words.is_empty() {
            self.0.push(Part::Words(words));
        }
        self
    }

    /// Adds a name, a value or a piece of code.
    pub fn code(mut self, code: impl Display) -> Self {
        self.0.push(Part::Code(code.to_string()));
        self
    }

    /// Adds prose that holds such names.
    pub fn prose(mut self, prose: impl Display) -> Self {
        self.0.push(Part::Prose(prose.to_string()));
        self
    }

    /// Adds another phrase.
    pub fn append(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Adds phrases with words of ours between them.
    pub fn joined(
        mut self,
        phrases: impl IntoIterator<Item = Self>,
        between: &'static str,
    ) -> Self {
        for (index, phrase) in phrases.into_iter().enumerate() {
            if index > 0 {
                self = self.words(between);
            }
            self = self.append(phrase);
        }
        self
    }

    /// Adds names with commas between them.
    pub fn codes<T: Display>(self, codes: impl IntoIterator<Item = T>) -> Self {
        self.joined(codes.into_iter().map(|code| Self::new().code(code)), ", ")
    }

    /// The parts, in their order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.0.iter()
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The phrase without anything that sets values apart.
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

/// With values between backticks, as messages have them.
impl Display for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().try_for_each(|part| match part {
            Part::Words(words) => formatter.write_str(words),
            Part::Code(code) => write!(formatter, "`{code}`"),
            Part::Prose(prose) => formatter.write_str(prose),
        })
    }
}
