//! Converts Markdown of a document to doc comments.
//!
//! The Markdown is parsed and serialized again: paragraphs, lists, quotes, tables, headings, emphasis, code and links. Anything
//! else, including HTML, becomes text. Code is marked as `text`, so that rustdoc neither compiles nor runs it, and links may
//! only refer to web pages and mail addresses.
//!
//! [`Inline`] and [`Prose`] can only be created from sanitized Markdown and literals, and doc comments only from them:
//! emitting unsanitized text does not compile.

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

/// Placeholder for a no-break space. Sanitized text does not contain this hidden character.
const TIE: char = '\u{1}';

/// Placeholder for a hard line break, likewise.
const BREAK: char = '\u{2}';

/// Parses Markdown.
fn events(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    TextMergeStream::new(Parser::new_ext(text, options)).collect()
}
