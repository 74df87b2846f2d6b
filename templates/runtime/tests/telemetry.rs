//! Spans of operations and attempts follow OpenTelemetry's semantic conventions for HTTP clients.

#![cfg(all(feature = "mock", feature = "tracing"))]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use client_runtime::mock::{MockResponse, MockTransport};
use client_runtime::runtime::Client;
use client_runtime::transport::TransportErrorKind;
use client_runtime::transport::http::Method;
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::with_default;
use tracing::{Event, Subscriber};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

const SID: &str = "WI0123456789abcdef0123456789abcdef";

/// The fields of a span or an event, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

/// A span that was closed, or an event.
#[derive(Clone, Debug)]
struct Recorded {
    name: &'static str,
    parent: Option<&'static str>,
    fields: BTreeMap<&'static str, String>,
}

impl Recorded {
    /// Asserts that these are all fields.
    fn assert_fields(&self, expected: &[(&'static str, &str)]) {
        let expected =
            expected.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        assert_eq!(self.fields, expected, "{}", self.name);
    }
}

/// Records spans when they are closed, and events.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Recorded>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(
        &self,
        attributes: &Attributes<'_>,
        id: &Id,
        context: Context<'_, S>,
    ) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        context.span(id).unwrap().extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        values.record(span.extensions_mut().get_mut::<Fields>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let parent = context.event_span(event).map(|span| span.name());
        self.0.lock().unwrap().push(Recorded {
            name: "event",
            parent,
            fields: fields.0,
        });
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        let fields = span.extensions_mut().remove::<Fields>().unwrap();
        let parent = span.parent().map(|parent| parent.name());
        self.0.lock().unwrap().push(Recorded {
            name: span.name(),
            parent,
            fields: fields.0,
        });
    }
}

/// Runs the calls of a client and returns what they recorded.
fn recorded(mock: &MockTransport, calls: impl AsyncFnOnce(Client)) -> Vec<Recorded> {
    let recorder = Recorder::default();
    let subscriber = Registry::default().with(recorder.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    with_default(subscriber, || runtime.unwrap().block_on(calls(mock.client())));
    recorder.0.lock().unwrap().clone()
}

/// One test, since `tracing` caches for the whole process which callsites have a subscriber.
#[test]
fn spans_follow_the_conventions_for_http_clients() {
    a_retried_request_has_a_client_span_for_each_attempt();
    an_error_of_the_api_is_the_outcome_of_both_spans();
    an_error_without_a_response_has_its_kind();
    a_raw_request_has_no_template();
}

fn a_retried_request_has_a_client_span_for_each_attempt() {
    let mock = MockTransport::new();
    let unavailable = MockResponse::json(503, json!({})).header("Retry-After", "7");
    let widget = json!({"sid": SID});
    mock.on("GET", "/v1/Widgets/{Sid}", unavailable);
    mock.on(
        "GET",
        "/v1/Widgets/{Sid}",
        MockResponse::json(200, widget).header("Twilio-Request-Id", "RQ1"),
    );
    let told = recorded(&mock, async |client| {
        client.widgets().handle(SID).fetch().await.unwrap();
    });
    let [first, retry, second, operation] = &told[..] else {
        panic!("{told:#?}");
    };
    let attempt = [
        ("http.request.method", "GET"),
        ("otel.kind", "client"),
        ("otel.name", "GET /v1/Widgets/{Sid}"),
        ("server.address", "conversations.twilio.com"),
        ("server.port", "443"),
        ("url.scheme", "https"),
        ("url.template", "/v1/Widgets/{Sid}"),
    ];
    assert_eq!((first.name, first.parent), ("attempt", Some("operation")));
    first.assert_fields(
        &[
            &attempt[..],
            &[
                ("error.type", "503"),
                ("http.response.status_code", "503"),
                ("otel.status_code", "ERROR"),
            ],
        ]
        .concat(),
    );
    assert_eq!((retry.name, retry.parent), ("event", Some("operation")));
    retry.assert_fields(&[
        ("delay", "0ns"),
        ("error.type", "503"),
        ("http.response.status_code", "503"),
        ("message", "retrying the request"),
        ("retry_after", "Some(7s)"),
    ]);
    second.assert_fields(
        &[
            &attempt[..],
            &[
                ("http.request.resend_count", "1"),
                ("http.response.status_code", "200"),
                ("twilio.request_id", "RQ1"),
            ],
        ]
        .concat(),
    );
    assert_eq!((operation.name, operation.parent), ("operation", None));
    operation.assert_fields(&[
        ("http.response.status_code", "200"),
        ("otel.kind", "internal"),
        ("otel.name", "FetchWidget"),
        ("twilio.attempts", "2"),
        ("twilio.operation", "FetchWidget"),
        ("twilio.request_id", "RQ1"),
    ]);
}

fn an_error_of_the_api_is_the_outcome_of_both_spans() {
    let mock = MockTransport::new();
    let problem =
        json!({"code": 20404, "message": "alice was not found", "status": 404});
    mock.push(MockResponse::json(404, problem));
    let told = recorded(&mock, async |client| {
        client.widgets().handle("alice").delete().await.unwrap_err();
    });
    let [attempt, operation] = &told[..] else {
        panic!("{told:#?}");
    };
    for span in [attempt, operation] {
        assert_eq!(span.fields["error.type"], "404");
        assert_eq!(span.fields["http.response.status_code"], "404");
        assert_eq!(span.fields["otel.status_code"], "ERROR");
        assert_eq!(span.fields["twilio.error_code"], "20404");
    }
    assert!(!format!("{told:?}").contains("alice"), "{told:#?}");
}

fn an_error_without_a_response_has_its_kind() {
    let mock = MockTransport::new();
    mock.push(MockResponse::error(TransportErrorKind::Other));
    let told = recorded(&mock, async |client| {
        client.widgets().create().await.unwrap_err();
    });
    let [attempt, operation] = &told[..] else {
        panic!("{told:#?}");
    };
    for span in [attempt, operation] {
        assert_eq!(span.fields["error.type"], "transport");
        assert_eq!(span.fields["otel.status_code"], "ERROR");
        assert_eq!(span.fields.get("http.response.status_code"), None);
    }
}

fn a_raw_request_has_no_template() {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(200, json!({})));
    let told = recorded(&mock, async |client| {
        client.raw_request(Method::GET, "/v1/Users/alice?Name=bob").await.unwrap();
    });
    let [attempt, operation] = &told[..] else {
        panic!("{told:#?}");
    };
    assert_eq!(attempt.fields["otel.name"], "GET");
    assert_eq!(attempt.fields.get("url.template"), None);
    assert_eq!(operation.fields["otel.name"], "RawRequest");
    let text = format!("{told:?}");
    assert!(!text.contains("alice") && !text.contains("bob"), "{text}");
}
