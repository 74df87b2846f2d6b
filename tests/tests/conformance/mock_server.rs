//! Every operation against Prism, a mock server that validates requests against the official document.

use serde_json::Value;
use tests::operations::{Operation, all};
use tests::prism::Prism;
use tests::{documents, npm, overlay};
use tokio::runtime::Builder;
use twilio_conversations::transport::http::HeaderName;
use twilio_conversations::{Client, Credentials, RequestOptions};

use crate::calls::{Answer, find};
use crate::given::{Choice, Given, PathNames};
use crate::offline::ACCOUNT;
use crate::report::assert_none;
use crate::telemetry;

/// Creates a client with the default transport that requests responses with a status code from the mock server.
fn client(prism: &Prism, status: &str) -> Client {
    telemetry::enable();
    let prefer = format!("code={status}").parse().expect("it fits into a header");
    let options =
        RequestOptions::new().header(HeaderName::from_static("prefer"), prefer);
    Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT, "token"))
        .base_url(prism.base_url())
        .default_options(options)
        .build()
        .expect("the client is complete")
}

#[test]
fn every_call_conforms_to_the_official_document() {
    let Some(path) = npm::official_document() else {
        return;
    };
    let prism = Prism::start(&path).expect("npm was there");
    let document = overlay::applied(documents::read(&path), &documents::overlay());
    let runtime =
        Builder::new_current_thread().enable_all().build().expect("it needs nothing");
    let (mut calls, mut problems) = (0, Vec::new());
    for status in ["200", "201", "202", "204"] {
        let client = client(&prism, status);
        for operation in all(&document).filter(|operation| answers(*operation, status)) {
            for (way, answer) in ways(&document, operation, &client) {
                calls += 1;
                if let Err(error) = runtime.block_on(answer) {
                    let body = error.body().map(String::from_utf8_lossy);
                    problems.push(format!(
                        "{} {status} {way}: {error} {body:?}",
                        operation.id()
                    ));
                }
            }
        }
    }
    assert_none(&problems);
    // 103 operations, two of which have two successful responses.
    assert_eq!(calls, 105 * 3);
}

fn answers(operation: Operation<'_>, status: &str) -> bool {
    operation.object["responses"].get(status).is_some()
}

/// Returns the calls of an operation: minimal, full, and full with other values.
fn ways(
    document: &Value,
    operation: Operation<'_>,
    client: &Client,
) -> [(&'static str, Answer); 3] {
    let call = find(operation.id());
    let given = |choice| Given::new(document, operation, choice, PathNames::Plain);
    [
        ("minimal", (call.minimal)(client, &given(Choice::First))),
        ("full", (call.full)(client, &given(Choice::First))),
        ("full, other values", (call.full)(client, &given(Choice::Last))),
    ]
}
