//! Lines of a doc comment, and their wrapping.

use textwrap::{Options, WordSplitter};

use super::TIE;

/// Width of wrapped prose, which leaves room for indentation within 100 columns.
const WIDTH: usize = 88;

/// A line before wrapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Prefix of the first wrapped line: the marks of lists and quotes.
    pub(super) first: String,
    /// Prefix of the following lines.
    pub(super) next: String,
    pub(super) text: String,
    /// `true` if the line is not wrapped.
    pub(super) is_fixed: bool,
}

impl Line {
    /// Creates a line that is not wrapped.
    pub(super) fn fixed(text: String) -> Self {
        Line {
            text,
            is_fixed: true,
            ..Line::default()
        }
    }

    /// Returns the wrapped lines.
    pub(super) fn wrapped(self) -> Vec<String> {
        let show = |line: &str| line.replace(TIE, " ");
        if self.is_fixed || self.text.is_empty() {
            return vec![show(&(self.first + &self.text))];
        }
        let options = Options::new(WIDTH)
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(&self.first)
            .subsequent_indent(&self.next);
        textwrap::wrap(&self.text, options).iter().map(|line| show(line)).collect()
    }
}
