//! Secrets and personal data never appear in `Debug` or `Display` output, or in `tracing` events.
//!
//! Every operation is called with a sentinel in all parameters and in all responses. Models redact the fields that the
//! document marks; everything else redacts all values.

use serde_json::{Value, json};
use tests::operations::{Operation, all};
use tests::{documents, overlay};
use twilio_conversations::authentication::{
    AccessToken, TokenFuture, TokenProvider, TokenRequest,
};
use twilio_conversations::transport::Bytes;
use twilio_conversations::transport::http::{HeaderName, HeaderValue, Response};
use twilio_conversations::{ClientBuilder, Credentials, RequestOptions, RetryPolicy};

use crate::calls::{Call, Shown, find};
use crate::given::{Choice, Given, PathNames, SENTINEL};
use crate::offline::{ACCOUNT, Offline};
use crate::tainted::{REQUEST_ID, errors, response, taint, taint_links};
use crate::telemetry::listen;

/// An operation with its calls.
struct Subject<'a> {
    operation: Operation<'a>,
    call: &'static Call,
    given: Given,
    /// The body of a successful response.
    answer: Value,
}

impl<'a> Subject<'a> {
    /// Returns all operations of a document with the overlay applied.
    fn all(document: &'a Value) -> Vec<Self> {
        all(document).map(|operation| Self::new(document, operation)).collect()
    }

    fn new(document: &'a Value, operation: Operation<'a>) -> Self {
        let call = find(operation.id());
        let answer = operation.bodies().find_map(|body| {
            let (_, example) = body.examples().next()?;
            let mut answer = example.clone();
            taint(document, body.schema(), &mut answer);
            Some(answer)
        });
        let mut answer = answer.unwrap_or_default();
        if call.items.is_some() {
            taint_links(&mut answer);
        }
        Self {
            operation,
            call,
            given: Given::new(document, operation, Choice::Unknown, PathNames::Secret),
            answer,
        }
    }

    /// Calls the operation with these responses, and asserts that the output contains no secrets.
    fn look(&self, offline: &Offline, answers: Vec<Response<Bytes>>) -> (Shown, String) {
        let (shown, told) = self.call(offline, answers);
        for text in &shown.texts {
            self.check(text);
        }
        (shown, told)
    }

    /// Calls the operation with these responses, and asserts that the `tracing` events contain no secrets.
    fn call(&self, offline: &Offline, answers: Vec<Response<Bytes>>) -> (Shown, String) {
        for answer in answers {
            offline.answer_with(answer);
        }
        let (shown, told) =
            listen(|| offline.wait((self.call.show)(offline.client(), &self.given)));
        let requests = offline.requests();
        offline.forget_answers();
        assert!(format!("{requests:?}").contains(SENTINEL), "it was sent");
        self.check(&told);
        self.check_span(&told, requests.len());
        (shown, told)
    }

    /// Asserts that a text contains no secrets.
    fn check(&self, text: &str) {
        let lower = text.to_lowercase();
        let is_telling = |given: &&str| given.len() > 8;
        for secret in self.given.everything().filter(is_telling).chain([SENTINEL]) {
            let is_shown = lower.contains(&secret.to_lowercase());
            assert!(!is_shown, "{}: {secret} in {text}", self.operation.id());
        }
    }

    /// Asserts that the spans contain the expected fields.
    fn check_span(&self, told: &str, attempts: usize) {
        let Operation { path, method, .. } = self.operation;
        for field in [
            format!("twilio.operation=\"{}\"", self.operation.id()),
            format!("http.request.method=\"{}\"", method.to_uppercase()),
            format!("url.template=\"{path}\""),
            format!("twilio.attempts={attempts}"),
        ] {
            assert!(told.contains(&field), "no {field} in {told}");
        }
    }
}

/// Sets all secrets of a client.
fn secretive(builder: ClientBuilder) -> ClientBuilder {
    builder
        .credentials(Credentials::auth_token(ACCOUNT, SENTINEL))
        .default_options(secret_header())
        .retry_policy(RetryPolicy::new().base_delay(std::time::Duration::ZERO))
}

fn secret_header() -> RequestOptions {
    let header = HeaderName::from_static("x-secret");
    RequestOptions::new().header(header, HeaderValue::from_static(SENTINEL))
}

fn document() -> Value {
    overlay::applied(documents::ours(), &documents::overlay())
}

/// Asserts that a text contains each of the fields.
#[track_caller]
fn assert_told(told: &str, fields: &[&str]) {
    for field in fields {
        assert!(told.contains(field), "no {field} in {told}");
    }
}

#[test]
fn a_successful_response_redacts_marked_fields() {
    let document = document();
    let offline = Offline::with(secretive);
    let mut tainted = 0;
    for subject in Subject::all(&document) {
        let body = match &subject.answer {
            Value::Null => String::new(),
            answer => answer.to_string(),
        };
        let busy = response(429, errors()[0].clone());
        let (shown, told) = subject.look(&offline, vec![busy, response(200, body)]);
        let answer = shown.answer.unwrap_or_else(|| panic!("{:?}", shown.texts));
        tainted += usize::from(answer.to_string().contains(SENTINEL));
        let request_id = format!("twilio.request_id=\"{REQUEST_ID}\"");
        let failed = format!("status_code=429 twilio.error_code=20001 {request_id}");
        let succeeded = format!("status_code=200 {request_id}");
        assert_told(&told, &[&failed, &succeeded, "retrying the request"]);
    }
    // The others have no response body or no personal data.
    assert!(tainted > 60, "{tainted} answers have personal data in them");
    let shown =
        format!("{:?} {:?}", offline.client(), secretive(ClientBuilder::default()));
    assert!(!shown.contains(SENTINEL), "{shown}");
}

#[test]
fn an_error_does_not_quote_the_api() {
    let document = document();
    let offline = Offline::with(secretive);
    for subject in Subject::all(&document) {
        let html = format!("<html>{SENTINEL}</html>");
        for (body, code) in errors().map(|body| (body, true)).into_iter().chain([
            (html, false),
            (format!("\"{SENTINEL}\""), false),
            (format!("{{\"{SENTINEL}"), false),
        ]) {
            let (shown, told) = subject.look(&offline, vec![response(400, body)]);
            assert!(shown.answer.is_none());
            assert_told(&told, &["status_code=400", "error.type=\"400\"", REQUEST_ID]);
            assert_eq!(told.contains("error_code=20001"), code, "{told}");
        }
    }
}

/// Returns invalid responses: a different value, and each property with another type.
fn unreadable(answer: &Value) -> Vec<Value> {
    let odd = [json!(SENTINEL), json!({SENTINEL: SENTINEL}), json!([SENTINEL])];
    let mut answers = odd.to_vec();
    for (name, value) in answer.as_object().into_iter().flatten() {
        for odd in &odd {
            let mut answer = answer.clone();
            answer[name] = odd.clone();
            answers.push(answer);
        }
        if let Some(items) = value.as_array().filter(|items| !items.is_empty()) {
            for item in unreadable(&items[0]) {
                let mut answer = answer.clone();
                answer[name][0] = item;
                answers.push(answer);
            }
        }
    }
    answers
}

#[test]
fn an_invalid_response_is_not_quoted() {
    let document = document();
    let offline = Offline::with(secretive);
    let mut failed = 0;
    for subject in Subject::all(&document) {
        for answer in unreadable(&subject.answer) {
            let answer = response(200, answer.to_string());
            let (shown, _) = subject.call(&offline, vec![answer]);
            // Some invalid responses still deserialize, and models show unmarked fields.
            if shown.answer.is_none() {
                failed += 1;
                for text in &shown.texts {
                    subject.check(text);
                }
            }
        }
        let html = Response::builder().header("content-type", "text/html");
        let html = html.body(format!("<html>{SENTINEL}</html>").into());
        let (shown, _) = subject.look(&offline, vec![html.expect("it is a response")]);
        assert_eq!(shown.answer.is_none(), !subject.answer.is_null());
    }
    assert!(failed > 1000, "{failed} answers could not be read");
}

#[test]
fn a_transport_error_does_not_quote_the_request() {
    let document = document();
    let offline = Offline::with(secretive);
    for subject in Subject::all(&document) {
        let (shown, told) = subject.look(&offline, Vec::new());
        assert!(shown.answer.is_none());
        assert_told(&told, &["error.type=\"transport\""]);
    }
}

/// Provides secret tokens.
#[derive(Debug)]
struct Secret;

impl TokenProvider for Secret {
    fn token(&self, _: TokenRequest) -> TokenFuture<'_> {
        Box::pin(async { Ok(AccessToken::new(SENTINEL)) })
    }

    fn reject(&self, _: &AccessToken) -> bool {
        true
    }
}

#[test]
fn tokens_are_never_shown() {
    let document = document();
    let offline = Offline::with(|builder| secretive(builder).default_options(bearer()));
    for subject in Subject::all(&document) {
        let refused = || response(401, errors()[0].clone());
        let (shown, told) = subject.look(&offline, vec![refused(), refused()]);
        assert!(shown.answer.is_none());
        assert_told(&told, &["status_code=401"]);
    }
    let shown = format!("{:?} {:?}", offline.client(), bearer());
    assert!(!shown.contains(SENTINEL), "{shown}");
}

fn bearer() -> RequestOptions {
    secret_header().credentials(Credentials::bearer(Secret))
}
