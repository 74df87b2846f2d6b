//! Reads YAML, with the places of all values.
//!
//! Only what JSON can say is taken: one document, each key once, finite numbers, no tags but those of the core schema.

mod builder;
mod characters;
mod scalar;

use saphyr_parser::{Parser, ScanError};

use super::limits::{MAX_DEPTH, TOO_DEEP};
use super::outline::{Flaw, Reading};
use builder::Builder;
use characters::Characters;

/// Reads a text of one YAML document.
pub(super) fn read(text: &str) -> Reading {
    let characters = Characters::of(text);
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, span)) => builder.take(event, characters.range(span)),
            Err(error) => Err(unreadable(&characters, &error)),
        };
        if let Err(flaw) = step {
            builder.stop(flaw);
            break;
        }
    }
    builder.finish()
}

/// What the parser says of a text.
fn unreadable(characters: &Characters<'_>, error: &ScanError) -> Flaw {
    let start = characters.offset(error.marker().index());
    let flaw = |found: String| Flaw::new(start..start + 1, found);
    match error.info() {
        // It reads brackets ahead, and then gives up before the builder would.
        "recursion limit exceeded" => {
            flaw(format!("the values nest more than {MAX_DEPTH} deep")).help(TOO_DEEP)
        }
        info => flaw(format!("the YAML cannot be read: {info}"))
            .help("look here and in the lines before for indentation, quotes and brackets that do not match"),
    }
}

#[cfg(test)]
mod tests;
