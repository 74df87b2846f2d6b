//! Markdown of a document, made safe in a doc comment.
//!
//! A document's Markdown is read by a parser, and what that understood is written anew: paragraphs, lists, quotes, tables,
//! headings, emphasis, code and links. All else is text, and so is HTML. Code is marked as `text`, so that rustdoc neither
//! compiles nor runs it, and links lead to the web or to an address for mail.
//!
//! Only such Markdown and what this crate itself says fit into a [`Inline`] or into [`Prose`], and only those become doc
//! comments: a text that was not made safe does not compile.

mod block;
mod entity;
mod escape;
mod inline;
mod line;
mod link;
mod paragraph;
mod prose;

pub use inline::Inline;
pub(crate) use inline::joined;
pub use prose::Prose;

use pulldown_cmark::{Event, Options, Parser, TextMergeStream};

/// A space at which no line is broken, while lines are made; it is hidden, so no text has it.
const TIE: char = '\u{1}';

/// The end of a line that stays one when the text is shown; it is hidden, too.
const BREAK: char = '\u{2}';

/// What a parser understands of a document's Markdown.
fn events(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    TextMergeStream::new(Parser::new_ext(text, options)).collect()
}
