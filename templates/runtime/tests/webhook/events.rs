//! Events in requests.

use client_runtime::events::{
    Event, EventError, EventKind, EventParameters, EventSource, WidgetMade, sample,
};
use client_runtime::http::{Method, Request, StatusCode};
use client_runtime::jiff::Timestamp;
use client_runtime::jiff::civil::date;
use client_runtime::runtime::webhook::{RequestSigner, SignatureError};
use client_runtime::widgets::WidgetState;

use super::validator;

const SERVER: &str = "https://example.com";

/// A form with every kind of parameter.
const WHOLE: &str = "EventType=onWidgetMade&WidgetSid=WI0123456789abcdef0123456789abcdef\
    &Owner=Alice+%26+Bob&State=out-of-order&Source=hand&Attributes=%7B%22a%22%3A1%7D&Count=3\
    &Weight=1.5&IsHeavy=true&DateCreated=2026-01-31T12%3A00%3A00.250Z&Due=2026-02-28&Lifetime=PT10M\
    &Tags=a%2Cb&Tags=c&Colors=red%2C+green&Colors=blue\
    &Parts=%5B%7B%22Sid%22%3A%22PA1%22%2C%22Size%22%3A7%7D%5D&Url=https%3A%2F%2Fexample.com";

fn made(form: impl AsRef<[u8]>) -> WidgetMade {
    match Event::parse(form) {
        Ok(Event::WidgetMade(event)) => event,
        other => panic!("expected the event, found {other:?}"),
    }
}

#[test]
fn every_parameter_has_its_type() {
    let event = made(WHOLE);
    assert_eq!(event.widget_sid.unwrap(), "WI0123456789abcdef0123456789abcdef");
    assert_eq!(event.owner.as_deref(), Some("Alice & Bob"));
    assert_eq!(event.state, Some(WidgetState::OutOfOrder));
    assert_eq!(event.source, Some(EventSource::Hand));
    assert_eq!(event.attributes.unwrap(), r#"{"a":1}"#);
    assert_eq!((event.count, event.is_heavy), (Some(3), Some(true)));
    assert!(event.weight.is_some_and(|weight| (weight - 1.5).abs() < f64::EPSILON));
    let created: Timestamp = "2026-01-31T12:00:00.25Z".parse().unwrap();
    assert_eq!(event.date_created, Some(created));
    assert_eq!(event.due, Some(date(2026, 2, 28)));
    assert_eq!(event.lifetime.map(|time| time.as_secs()), Some(600));
    assert_eq!(event.tags.unwrap(), ["a,b", "c"]);
    assert_eq!(event.colors.unwrap(), ["red", "green", "blue"]);
    let parts = event.parts.unwrap();
    assert_eq!(parts[0].sid.as_ref().unwrap(), "PA1");
    assert_eq!((parts.len(), parts[0].size), (1, Some(7)));
    assert_eq!(event.url.as_deref(), Some("https://example.com"));
    assert!(event.other.is_empty());
}

#[test]
fn the_kind_is_that_of_the_filters() {
    let kinds = ["onWidgetMake", "ONWIDGETBREAK", "onWidgetMade"];
    let events = kinds.map(|kind| Event::parse(format!("EventType={kind}")).unwrap());
    assert_eq!(
        events.each_ref().map(Event::kind),
        [EventKind::WidgetMake, EventKind::WidgetBreak, EventKind::WidgetMade]
    );
    assert_eq!(events.each_ref().map(Event::precedes_action), [true, true, false]);
}

#[test]
fn an_unknown_event_keeps_every_parameter() {
    let event = Event::parse("EventType=onWidgetSold&Price=10&Price=20&Owner=").unwrap();
    assert_eq!(event.kind(), EventKind::from("onWidgetSold"));
    assert!(!event.precedes_action());
    let Event::Unknown(event) = event else {
        panic!("it is known: {event:?}");
    };
    let parameters: Vec<_> = event.parameters.iter().collect();
    assert_eq!(parameters, [("Price", "10"), ("Price", "20"), ("Owner", "")]);
    let reply = event.reject(StatusCode::CONFLICT).into_response();
    assert_eq!(reply.status(), StatusCode::CONFLICT);
}

#[test]
fn values_that_cannot_be_represented_are_kept_as_text() {
    let event = made(
        "EventType=onWidgetMade&Count=many&Weight=heavy&IsHeavy=yes&DateCreated=today&Due=never\
         &Lifetime=P1Y&Parts=%5B&State=melted&Source=WIND&WidgetSid=7&New=1&Owner=alice",
    );
    assert_eq!((event.count, event.weight, event.is_heavy), (None, None, None));
    assert_eq!((event.date_created, event.due, event.lifetime), (None, None, None));
    assert_eq!(event.parts, None);
    assert_eq!(event.state, Some(WidgetState::from("melted")));
    assert_eq!(event.source.unwrap(), "WIND");
    assert_eq!(event.widget_sid.unwrap(), "7");
    assert_eq!(event.owner.as_deref(), Some("alice"));
    let kept: Vec<_> = event.other.iter().collect();
    assert_eq!(
        kept,
        [
            ("Count", "many"),
            ("Weight", "heavy"),
            ("IsHeavy", "yes"),
            ("DateCreated", "today"),
            ("Due", "never"),
            ("Lifetime", "P1Y"),
            ("Parts", "["),
            ("New", "1"),
        ]
    );
    assert_eq!(event.other.get("Due"), Some("never"));
    assert_eq!(event.other.get("Owner"), None);
}

#[test]
fn an_empty_value_is_none_unless_it_is_a_string() {
    let event = made(
        "EventType=onWidgetMade&Owner=&WidgetSid=&State=&Count=&DateCreated=&Parts=",
    );
    assert_eq!(event.owner.as_deref(), Some(""));
    assert_eq!((event.widget_sid, event.state, event.count), (None, None, None));
    assert_eq!((event.date_created, event.parts), (None, None));
    assert!(event.other.is_empty());
}

#[test]
fn of_a_repeated_parameter_the_first_counts() {
    let event =
        made("EventType=onWidgetMade&Owner=alice&Owner=bob&EventType=onWidgetMake");
    assert_eq!(event.owner.as_deref(), Some("alice"));
    let kept: Vec<_> = event.other.iter().collect();
    assert_eq!(kept, [("Owner", "bob"), ("EventType", "onWidgetMake")]);
}

#[test]
fn debug_shows_no_personal_data() {
    let event = Event::parse(format!("{WHOLE}&Unknown=secret")).unwrap();
    let shown = format!("{event:?}");
    assert!(shown.contains("Unknown") && shown.contains("WI0123"), "{shown}");
    assert!(!shown.contains("Alice") && !shown.contains("secret"), "{shown}");
    let unknown = format!("{:?}", Event::parse("EventType=a&Owner=Alice"));
    assert!(!unknown.contains("Alice"), "{unknown}");
}

#[test]
fn forms_without_a_kind_are_errors() {
    for form in
        ["", "&", "EventType", "EventType=&Owner=alice", "eventtype=onWidgetMade"]
    {
        assert_eq!(Event::parse(form), Err(EventError::MissingKind), "{form}");
    }
    assert_eq!(Event::parse(b"EventType=a&\xff=1"), Err(EventError::InvalidUtf8));
    assert_eq!(Event::parse("EventType=a&Owner=%ff"), Err(EventError::InvalidUtf8));
}

#[test]
fn oversized_forms_are_errors() {
    let long = |length| format!("EventType=a&Owner={}", "a".repeat(length));
    assert!(Event::parse(long(1_000_000)).is_ok());
    assert_eq!(Event::parse(long(10_000_000)), Err(EventError::TooLarge));
    let many = |count| format!("EventType=a{}", "&a=1".repeat(count));
    assert!(Event::parse(many(999)).is_ok());
    assert_eq!(Event::parse(many(1_000)), Err(EventError::TooLarge));
}

fn signer() -> RequestSigner {
    RequestSigner::auth_token("12345").unwrap()
}

fn signed() -> Request<Vec<u8>> {
    let request = sample::widget_made().request(&signer(), SERVER, "/hook?a=1").unwrap();
    request.map(String::into_bytes)
}

#[test]
fn a_signed_request_is_an_event() {
    let event = validator().event(SERVER, &signed()).unwrap();
    assert_eq!(event, Event::WidgetMade(sample::widget_made().event()));
}

#[test]
fn the_query_of_a_get_request_is_an_event() {
    let uri = format!("/hook?{}", sample::widget_made().form());
    let request = Request::get(uri).body(Vec::new()).unwrap();
    let request = signer().sign(SERVER, request).unwrap();
    let event = validator().event(SERVER, &request).unwrap();
    assert_eq!(event, Event::WidgetMade(sample::widget_made().event()));
}

#[test]
fn requests_that_were_not_signed_are_refused() {
    let refused = |request: &Request<Vec<u8>>| match validator().event(SERVER, request) {
        Err(EventError::Signature(error)) => error,
        other => panic!("expected an invalid signature, found {other:?}"),
    };
    let mut unsigned = signed();
    unsigned.headers_mut().clear();
    assert_eq!(refused(&unsigned), SignatureError::MissingSignature);
    let forged = RequestSigner::auth_token("another").unwrap();
    let forged = sample::widget_made().request(&forged, SERVER, "/hook").unwrap();
    assert_eq!(refused(&forged.map(String::into_bytes)), SignatureError::Mismatch);
    let other = sample::widget_made().owner("mallory").form();
    assert_eq!(refused(&signed().map(|_| other.into_bytes())), SignatureError::Mismatch);
    let truncated = signed().map(|body| body[..body.len() / 2].to_vec());
    assert_eq!(refused(&truncated), SignatureError::Mismatch);
    let appended = signed().map(|body| [body, vec![b'a'; 10_000_000]].concat());
    assert_eq!(refused(&appended), SignatureError::Mismatch);
    let binary = signed().map(|body| [body, b"&Owner=\xff\xfe".to_vec()].concat());
    assert_eq!(refused(&binary), SignatureError::Mismatch);
    let mut read = signed();
    *read.method_mut() = Method::GET;
    *read.uri_mut() = "/hook?EventType=onWidgetMade".parse().unwrap();
    assert_eq!(refused(&read), SignatureError::Mismatch);
}

#[test]
fn signed_requests_that_are_no_events_are_other_errors() {
    let sent = |content_type: &str, body: &[u8]| {
        let request = Request::post("/hook").header("content-type", content_type);
        let request = signer().sign(SERVER, request.body(body.to_vec()).unwrap());
        validator().event(SERVER, &request.unwrap()).unwrap_err()
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(sent(form, b"Owner=alice"), EventError::MissingKind);
    assert_eq!(sent(form, b"EventType=%ff"), EventError::InvalidUtf8);
    assert_eq!(sent(form, &vec![b'a'; 2_000_000]), EventError::TooLarge);
    let json = br#"{"EventType":"onWidgetMade"}"#;
    let error = sent("application/json", json);
    assert_eq!(error, EventError::UnsupportedContentType);
    assert_eq!(error.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let error = EventError::from(SignatureError::Mismatch);
    assert_eq!(error.status(), StatusCode::FORBIDDEN);
    assert_eq!(
        std::error::Error::source(&error).map(ToString::to_string),
        Some("the signature of the webhook does not match".to_owned())
    );
}

#[test]
fn events_can_be_made_of_any_parameters() {
    let event = WidgetMade::from(EventParameters::default());
    assert_eq!(event, made("EventType=onWidgetMade"));
}
