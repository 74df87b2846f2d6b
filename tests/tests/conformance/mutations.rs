//! Responses that deviate from the examples deserialize, unless a field that is always present is missing.

use tests::likeness::differences;
use tests::{documents, overlay};
use twilio_conversations::{Error, ErrorKind};

use crate::example::Example;
use crate::mutation::{self, Failure, Outcome};
use crate::offline::Offline;
use crate::report::assert_none;

#[test]
fn answers_may_differ_from_the_examples() {
    let document = overlay::applied(documents::ours(), &documents::overlay());
    let offline = Offline::new();
    let (mut decoded, mut refused, mut problems) = (0, 0, Vec::new());
    for example in Example::all(&document) {
        let Example {
            schema,
            value,
            place,
            ..
        } = &example;
        for mutation in mutation::all(&document, schema, value, example.items()) {
            let found =
                match (mutation.outcome, example.decoded(&offline, &mutation.body)) {
                    (Outcome::Like(expected), Ok(answer)) => {
                        decoded += 1;
                        differences(&document, schema, &expected, &answer)
                    }
                    (Outcome::Fails(failure), Err(error)) => {
                        refused += 1;
                        mistakes(&error, &failure)
                    }
                    (Outcome::Like(_), Err(error)) => vec![format!("{error:?}")],
                    (Outcome::Fails(_), Ok(answer)) => {
                        vec![format!("is read as {answer}")]
                    }
                };
            let place = |problem| format!("{place} {}: {problem}", mutation.what);
            problems.extend(found.into_iter().map(place));
        }
    }
    println!("{decoded} mutations decode, {refused} are refused");
    assert_none(&problems);
    assert!(decoded > 7_000 && refused > 700, "{decoded} and {refused}");
}

/// What is wrong with an error.
fn mistakes(error: &Error, failure: &Failure) -> Vec<String> {
    let Failure {
        json_path,
        property,
    } = failure;
    let shown = error.to_string();
    let names =
        json_path.ends_with(property) || shown.contains(&format!("`{property}`"));
    let is_there = error.json_path() == Some(json_path);
    if error.kind() == ErrorKind::Decode && is_there && names {
        return Vec::new();
    }
    vec![format!("{error:?}, and not one of {property} at {json_path}: {shown}")]
}
