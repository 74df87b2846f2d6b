//! The examples of our document match its schemas, with and without the overlay.

use serde_json::Value;
use tests::operations::{Body, Operation, all};
use tests::plain_http::send;
use tests::prism::Prism;
use tests::{documents, overlay, schema};

fn bodies(document: &Value) -> impl Iterator<Item = Body<'_>> {
    all(document).flat_map(Operation::bodies)
}

fn mismatches(document: &Value) -> Vec<String> {
    let examples = bodies(document)
        .flat_map(|body| body.examples().map(move |(name, value)| (body, name, value)));
    examples
        .flat_map(|(body, name, value)| {
            let place = format!("{}/{} {name}", body.operation.id(), body.status);
            let problems = schema::problems(document, body.schema(), value);
            problems.into_iter().map(move |problem| format!("{place} {problem}"))
        })
        .collect()
}

#[test]
fn every_response_with_a_body_has_an_example() {
    let document = documents::ours();
    let bare = bodies(&document).filter(|body| body.examples().count() == 0);
    let bare: Vec<_> = bare.map(|body| (body.operation.id(), body.status)).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn every_example_matches_its_schema() {
    let mismatches = mismatches(&documents::ours());
    assert!(mismatches.is_empty(), "{}", mismatches.join("\n"));
}

#[test]
fn every_example_matches_the_overlay() {
    let document = overlay::applied(documents::ours(), &documents::overlay());
    let mut mismatches = mismatches(&document);
    mismatches.retain(|mismatch| !is_filter(mismatch));
    assert!(mismatches.is_empty(), "{}", mismatches.join("\n"));
}

/// Returns `true` if the mismatch is the value of a filter: the API returns the keywords of the target `trigger` as filters,
/// and official examples have kinds of event that do not exist. The crate reads both as unknown kinds.
fn is_filter(mismatch: &str) -> bool {
    mismatch.contains("filters/") && mismatch.contains("is against enum")
}

#[test]
fn every_official_example_matches_the_overlay() {
    let Some(official) = documents::official() else {
        return;
    };
    let mut mismatches = mismatches(&overlay::applied(official, &documents::overlay()));
    // A mistake in the document: the enum is not nullable.
    mismatches.retain(|mismatch| {
        !mismatch.starts_with("FetchServiceWebhookConfiguration/200 fetchEmpty /method")
            && !is_filter(mismatch)
    });
    assert!(mismatches.is_empty(), "{}", mismatches.join("\n"));
}

/// Validates the examples independently, and shows that a mock server can serve our document.
#[test]
fn prism_serves_every_example() {
    let Some(prism) = Prism::start(&documents::our_path()) else {
        return;
    };
    let document = documents::ours();
    for body in bodies(&document) {
        for (name, example) in body.examples() {
            let prefer = format!("code={}, example={name}", body.status);
            let headers = [("Authorization", "Basic QUM6eA=="), ("Prefer", &prefer)];
            let (method, path, form) = smallest_request(&document, body.operation);
            let answer = send(prism.base_url(), &method, &path, &headers, &form);
            assert_eq!(
                answer.status.to_string(),
                body.status,
                "{path} {name}: {answer:?}"
            );
            assert_eq!(&answer.json(), example, "{path} {name}");
        }
    }
}

/// Returns the method, the path and the form of a request with only the required parameters.
fn smallest_request(
    document: &Value,
    operation: Operation<'_>,
) -> (String, String, String) {
    let mut path = operation.path.to_owned();
    for parameter in operation.object["parameters"].as_array().into_iter().flatten() {
        if parameter["in"] == "path" {
            let name = parameter["name"].as_str().expect("a parameter has a name");
            path = path.replace(
                &format!("{{{name}}}"),
                &some_value(document, &parameter["schema"]),
            );
        }
    }
    let form = &operation.object["requestBody"]["content"]["application/x-www-form-urlencoded"]
        ["schema"];
    let required =
        form["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let pairs = required.map(|name| {
        format!("{name}={}", some_value(document, &form["properties"][name]))
    });
    (operation.method.to_uppercase(), path, pairs.collect::<Vec<_>>().join("&"))
}

/// Returns a valid value of a parameter: the first value of an enum, a SID, or any word.
fn some_value(document: &Value, schema: &Value) -> String {
    let reference =
        schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    let schema =
        reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema);
    let prefix = schema["pattern"].as_str().and_then(|pattern| pattern.get(1..3));
    match (schema["enum"][0].as_str(), prefix) {
        (Some(first), _) => first.to_owned(),
        (None, Some(prefix)) => format!("{prefix}{}", "0".repeat(32)),
        (None, None) => "any".to_owned(),
    }
}
