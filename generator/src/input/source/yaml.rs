//! Parses YAML, and records the location of each value if a message needs one.
//!
//! Only the part of YAML that JSON can represent is accepted: one document, unique keys, finite numbers, and no tags other
//! than those of the core schema.

mod builder;
mod characters;
mod scalar;

use saphyr_parser::{Parser, ScanError};

use super::limits::{MAX_DEPTH, TOO_DEEP};
use super::outline::{Outline, Parsed, SyntaxError};
use builder::Builder;
use characters::Characters;

/// Parses a text of one YAML document, without an outline.
pub(super) fn read(text: &str) -> Parsed {
    build(text, Builder::default())
}

/// Parses a text again to locate its values.
pub(super) fn outline(text: &str) -> Option<Outline> {
    build(text, Builder::outlining()).outline
}

fn build(text: &str, mut builder: Builder) -> Parsed {
    let characters = Characters::of(text);
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, span)) => builder.take(event, characters.range(span)),
            Err(error) => Err(syntax_error(&characters, &error)),
        };
        if let Err(error) = step {
            builder.stop(error);
            break;
        }
    }
    builder.finish()
}

/// Converts an error of the parser.
fn syntax_error(characters: &Characters<'_>, error: &ScanError) -> SyntaxError {
    let start = characters.offset(error.marker().index());
    let located = |found: String| SyntaxError::new(start..start + 1, found);
    match error.info() {
        // The parser looks ahead and may reach its own limit before the builder does.
        "recursion limit exceeded" => {
            located(format!("nesting exceeds {MAX_DEPTH} levels")).help(TOO_DEEP)
        }
        info => located(format!("invalid YAML: {info}")).help(
            "check the indentation, quotes and brackets here and in the preceding lines",
        ),
    }
}

#[cfg(test)]
mod tests;
