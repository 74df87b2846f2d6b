//! Answers that differ from the examples, as the API's do: all decode, unless what is always there is not.

use std::error::Error as _;

use tests::likeness::differences;
use tests::{documents, overlay};
use twilio_conversations::{Error, ErrorKind};

use crate::example::Example;
use crate::mutation::{self, Outcome};
use crate::offline::Offline;
use crate::report::assert_none;

#[test]
fn answers_may_differ_from_the_examples() {
    let document = overlay::applied(documents::ours(), &documents::overlay());
    let offline = Offline::new();
    let (mut decoded, mut refused, mut problems) = (0, 0, Vec::new());
    for example in Example::all(&document) {
        for mutation in
            mutation::all(&document, example.schema, example.value, example.items())
        {
            let outcome = example.decoded(&offline, &mutation.body);
            let found = match (&mutation.outcome, outcome) {
                (Outcome::Like(expected), Ok(answer)) => {
                    decoded += 1;
                    differences(&document, example.schema, expected, &answer)
                }
                (
                    Outcome::Fails {
                        json_path,
                        property,
                    },
                    Err(error),
                ) => {
                    refused += 1;
                    mistakes(&error, json_path, property)
                }
                (Outcome::Like(_), Err(error)) => vec![format!("{error:?}")],
                (Outcome::Fails { .. }, Ok(answer)) => {
                    vec![format!("is read as {answer}")]
                }
            };
            let place = format!("{} {}", example.place, mutation.what);
            problems
                .extend(found.into_iter().map(|problem| format!("{place}: {problem}")));
        }
    }
    println!("{decoded} mutations decode, {refused} are refused");
    assert_none(&problems);
    assert!(decoded > 5_000 && refused > 500, "{decoded} and {refused}");
}

/// What is wrong with an error that is to name a place in the JSON and a property.
fn mistakes(error: &Error, json_path: &str, property: &str) -> Vec<String> {
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    let names =
        json_path.ends_with(property) || cause.contains(&format!("`{property}`"));
    let is_right =
        error.kind() == ErrorKind::Decode && error.json_path() == Some(json_path);
    if is_right && names {
        return Vec::new();
    }
    vec![format!("{error:?}, and not one of {property} at {json_path}: {cause}")]
}
