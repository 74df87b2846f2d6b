//! Requests on the wire.

use std::error::Error as _;
use std::time::Duration;

use client_runtime::runtime::transport::http::{HeaderName, HeaderValue, Method};
use client_runtime::runtime::{
    Credentials, Error, ErrorKind, JsonText, Nullable, RequestOptions,
};
use client_runtime::sid::WidgetSid;
use client_runtime::widgets::{CreateWidget, ListWidgets, WidgetState};
use jiff::civil::date;

use crate::recorder::Recorder;

const WIDGET: &str = r#"{
    "sid": "WI0123456789abcdef0123456789abcdef", "workshop_sid": null, "owner": "alice", "state": "ACTIVE",
    "attributes": "{\"color\":\"red\"}", "lifetime": "PT10M", "date_created": "2024-02-29T12:00:00Z", "new": [1]
}"#;

#[tokio::test]
async fn a_request_is_a_form_with_headers() {
    let recorder = Recorder::new([WIDGET]);
    let create =
        recorder.client().widgets().create().owner("al ice+é&=").tag(["b", "a", "b"]);
    let widget = create.webhook_enabled(true).await.unwrap();
    let request = recorder.request();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(recorder.targets(), ["/v1/Widgets"]);
    assert_eq!(request.body(), "Owner=al+ice%2B%C3%A9%26%3D&Tag=b&Tag=a&Tag=b");
    let headers = request.headers();
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["authorization"], "Basic QUMxOnRva2Vu");
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers["x-twilio-webhook-enabled"], "true");
    let user_agent = headers["user-agent"].to_str().unwrap();
    let start = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"), " (");
    assert!(user_agent.starts_with(start), "{user_agent}");
    assert_eq!(widget.state, Some(WidgetState::Active));
    assert_eq!(widget.lifetime, Some(Duration::from_secs(600)));
    assert_eq!(widget.workshop_sid, None);
    let debug = format!("{widget:?}");
    assert!(
        debug.contains("owner: Some([redacted])") && !debug.contains("alice"),
        "{debug}"
    );
}

#[tokio::test]
async fn every_type_of_value_has_its_form() {
    let recorder = Recorder::new([WIDGET]);
    let attributes = JsonText::encode(&["x"]).unwrap();
    let create = recorder.client().widgets().create();
    let create = create.state("OUT-OF-ORDER").part_sid("PA1").attributes(attributes);
    let create = create
        .lifetime(Duration::from_secs(60))
        .due(date(2024, 2, 29))
        .weight(0.5)
        .count(-3);
    let create = create.date_created("2024-02-29T13:00:00+01:00".parse().unwrap());
    let create = create.dry_run(false).check(["a b", "c"]);
    create.await.unwrap();
    let request = recorder.request();
    assert_eq!(
        request.body(),
        "State=out-of-order&PartSid=PA1&Attributes=%5B%22x%22%5D&Lifetime=PT1M&Due=2024-02-29&Weight=0.5&Count=-3\
         &DateCreated=2024-02-29T12%3A00%3A00Z"
    );
    assert_eq!(request.uri().query(), Some("DryRun=false&Check=a%20b&Check=c"));
}

#[tokio::test]
async fn a_value_beyond_its_limits_is_not_sent() {
    let recorder = Recorder::new([WIDGET; 4]);
    let create = || recorder.client().widgets().create();
    let seconds = Duration::from_secs;
    for (request, expected) in [
        (create().lifetime(seconds(60)), None),
        (create().count(-10), None),
        (create().count(10), None),
        (create().count(11).count(0), None),
        (create().lifetime(seconds(59)), Some("it is less than the minimum, PT1M")),
        (create().count(-11), Some("it is less than the minimum, -10")),
        (create().count(11), Some("it is greater than the maximum, 10")),
        (create().last_inspection(-1), Some("it is less than the minimum, 0")),
    ] {
        let error = request.await.err();
        let reason = error.as_ref().and_then(Error::source).map(ToString::to_string);
        assert_eq!(reason.as_deref(), expected);
        let is_refused = error.map(|error| (error.kind(), error.attempts()));
        assert_eq!(is_refused, expected.map(|_| (ErrorKind::InvalidRequest, 0)));
    }
    assert_eq!(recorder.requests().len(), 4);
}

#[tokio::test]
async fn what_may_be_absent_is_passed_on_without_an_if() {
    let recorder = Recorder::new([WIDGET, r#"{"widgets": []}"#]);
    let (owner, count) = (Some("alice"), None);
    let create = recorder.client().widgets().create().count(1);
    let create = create
        .maybe(owner, CreateWidget::owner)
        .maybe(count, CreateWidget::count)
        .maybe(Some(["a"]), CreateWidget::tag);
    create.await.unwrap();
    assert_eq!(recorder.request().body(), "Count=1&Owner=alice&Tag=a");
    let list = recorder.client().widgets().list();
    list.maybe(Some("active"), ListWidgets::state).await.unwrap();
    assert_eq!(recorder.targets()[1], "/v1/Widgets?State=active");
}

#[tokio::test]
async fn setting_twice_replaces() {
    let recorder = Recorder::new([WIDGET]);
    let create = recorder.client().widgets().create();
    let create =
        create.owner("a").tag(["x", "y"]).owner("b").tag(["z"]).x_note("1").x_note("2");
    create.check(["x"]).check(["y"]).await.unwrap();
    let request = recorder.request();
    assert_eq!(request.body(), "Owner=b&Tag=z");
    assert_eq!(request.uri().query(), Some("Check=y"));
    let notes: Vec<_> = request.headers().get_all("x-note").iter().collect();
    assert_eq!(notes, ["2"]);
}

#[tokio::test]
async fn a_builder_can_be_kept_and_sent_again() {
    let recorder = Recorder::new([WIDGET, WIDGET]);
    let create = recorder.client().widgets().create().owner("a");
    create.clone().send().await.unwrap();
    create.owner("b").send().await.unwrap();
    let bodies: Vec<_> =
        recorder.requests().iter().map(|request| request.body().clone()).collect();
    assert_eq!(bodies, ["Owner=a", "Owner=b"]);
}

#[tokio::test]
async fn a_request_without_a_form_has_no_body() {
    let recorder = Recorder::new([WIDGET]);
    recorder.client().widgets().create().await.unwrap();
    let request = recorder.request();
    assert!(request.body().is_empty());
    assert!(!request.headers().contains_key("content-type"));
}

#[tokio::test]
async fn path_arguments_are_segments() {
    let recorder = Recorder::new([WIDGET; 3]);
    let client = recorder.client();
    let sid = WidgetSid::from("WI1");
    client.widget(&sid).fetch().await.unwrap();
    client.widget("a/b?c#d+e@f g%é").fetch().await.unwrap();
    client.workshop("WS1").widget(sid).fetch().await.unwrap();
    let targets = [
        "/v1/Widgets/WI1",
        "/v1/Widgets/a%2Fb%3Fc%23d%2Be%40f%20g%25%C3%A9",
        "/v1/Workshops/WS1/Widgets/WI1",
    ];
    assert_eq!(recorder.targets(), targets);
}

#[tokio::test]
async fn an_argument_that_would_lead_elsewhere_is_not_sent() {
    let recorder = Recorder::new([]);
    for argument in ["", ".", ".."] {
        let error = recorder.client().widget(argument).delete().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!((error.operation(), error.attempts()), (Some("DeleteWidget"), 0));
    }
    assert!(recorder.requests().is_empty());
}

#[tokio::test]
async fn a_header_that_does_not_fit_is_not_sent() {
    let recorder = Recorder::new([]);
    let create = recorder.client().widgets().create().x_note("a\r\nX-Secret: b");
    let error = create.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(
        error.to_string().contains("X-Note") && !error.to_string().contains("Secret")
    );
    assert!(recorder.requests().is_empty());
}

#[tokio::test]
async fn any_success_ends_a_deletion() {
    let recorder = Recorder::new([]);
    for (status, body) in [(204, ""), (200, "{}"), (202, "gone")] {
        recorder.answer(status, body);
        recorder.client().widget("WI1").delete().await.unwrap();
    }
    assert_eq!(recorder.requests()[0].method(), Method::DELETE);
}

#[tokio::test]
async fn options_of_a_request_add_headers_to_those_of_the_client() {
    let recorder = Recorder::new([WIDGET; 2]);
    let header =
        |name, value| (HeaderName::from_static(name), HeaderValue::from_static(value));
    let with = |options: RequestOptions, (name, value)| options.header(name, value);
    let defaults = with(RequestOptions::new(), header("x-one", "client"));
    let defaults = with(defaults, header("x-two", "client"));
    let client = recorder.builder().default_options(defaults).build().unwrap();
    let own = with(RequestOptions::new(), header("x-two", "request"));
    client.widget("WI1").fetch().options(own).await.unwrap();
    client.widget("WI1").fetch().await.unwrap();
    let seen = recorder.requests();
    let values = |index: usize| {
        ["x-one", "x-two"].map(|name| seen[index].headers()[name].clone())
    };
    assert_eq!(values(0), ["client", "request"]);
    assert_eq!(values(1), ["client", "client"]);
}

#[tokio::test]
async fn the_configuration_shows_in_requests() {
    let recorder = Recorder::new([WIDGET; 2]);
    let builder = recorder.builder().user_agent_suffix("shop/2.1");
    let builder = builder.credentials(Credentials::api_key("SK1", "secret"));
    let regional = builder.clone().region("ie1").edge("dublin").build().unwrap();
    regional.widget("WI1").fetch().await.unwrap();
    let elsewhere = builder.base_url("http://127.0.0.1:4010/mock").build().unwrap();
    elsewhere.widget("WI1").fetch().await.unwrap();
    let seen = recorder.requests();
    assert_eq!(
        *seen[0].uri(),
        "https://conversations.dublin.ie1.twilio.com/v1/Widgets/WI1"
    );
    assert_eq!(seen[0].headers()["authorization"], "Basic U0sxOnNlY3JldA==");
    assert!(seen[0].headers()["user-agent"].to_str().unwrap().ends_with(") shop/2.1"));
    assert_eq!(*seen[1].uri(), "http://127.0.0.1:4010/mock/v1/Widgets/WI1");
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_awaited() {
    let recorder = Recorder::new([]);
    drop(recorder.client().widget("WI1").fetch().send());
    drop(recorder.client().widgets().list().stream());
    assert!(recorder.requests().is_empty());
}

/// As every official SDK does.
#[tokio::test]
async fn timestamps_are_sent_in_whole_seconds_and_utc() {
    for (timestamp, sent) in [
        ("2026-11-28T02:39:51Z", "2026-11-28T02:39:51Z"),
        ("2026-11-28T02:39:51.999999999Z", "2026-11-28T02:39:51Z"),
        ("2026-11-28T02:39:51.5+05:30", "2026-11-27T21:09:51Z"),
        ("1969-12-31T23:59:58.25Z", "1969-12-31T23:59:58Z"),
        ("0001-01-01T00:00:00.1Z", "0001-01-01T00:00:00Z"),
    ] {
        let recorder = Recorder::new([WIDGET]);
        let create = recorder.client().widgets().create();
        create.date_created(timestamp.parse().unwrap()).await.unwrap();
        let body = recorder.request().into_body();
        let body: Vec<_> = form_urlencoded::parse(&body).into_owned().collect();
        assert_eq!(body, [("DateCreated".to_owned(), sent.to_owned())]);
    }
    let recorder = Recorder::new([WIDGET, WIDGET]);
    for bound in [jiff::Timestamp::MIN, jiff::Timestamp::MAX] {
        recorder.client().widgets().create().date_created(bound).await.unwrap();
    }
}

/// Twilio documents no representation of an empty list, and a request without the parameter would succeed without a
/// change.
#[tokio::test]
async fn an_empty_list_is_refused_before_anything_is_sent() {
    let recorder = Recorder::new([]);
    let create = || recorder.client().widgets().create().owner("alice");
    for (request, name) in [
        (create().tag(Vec::<String>::new()), "Tag"),
        (create().tag(["x"]).tag(Vec::<String>::new()), "Tag"),
        (create().check(Vec::<String>::new()), "Check"),
    ] {
        let error = request.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        let message = error.to_string();
        assert!(
            message.contains(&format!("the value of {name} cannot be sent")),
            "{message}"
        );
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains("the list is empty"), "{source}");
    }
    let recorder = Recorder::new([WIDGET]);
    let create = recorder.client().widgets().create().tag(Vec::<String>::new());
    create.tag(["x"]).await.unwrap();
    assert_eq!(recorder.request().body(), "Tag=x");
}

/// Returns the form of a request for a new widget.
async fn form(set: impl FnOnce(CreateWidget) -> CreateWidget) -> String {
    let recorder = Recorder::new([WIDGET]);
    set(recorder.client().widgets().create()).await.unwrap();
    String::from_utf8(recorder.request().into_body().to_vec()).unwrap()
}

#[tokio::test]
async fn a_nullable_parameter_can_be_set_and_cleared() {
    let null = form(|create| {
        let create = create.last_inspection(Nullable::Null).repaired_by(Nullable::Null);
        let create = create.awaited_part_sid(Nullable::Null).notes(Nullable::Null);
        create.color(Nullable::Null)
    });
    let sent = "LastInspection=&RepairedBy=&AwaitedPartSid=&Notes=&Color=";
    assert_eq!(null.await, sent);
    let plain = form(|create| {
        let create = create.last_inspection(7).repaired_by("al");
        let create = create.awaited_part_sid("PA1").notes("{}");
        create.color(vec!["red".to_owned(), "blue".to_owned()])
    });
    let sent = "LastInspection=7&RepairedBy=al&AwaitedPartSid=PA1&Notes=%7B%7D&Color=red&Color=blue";
    assert_eq!(plain.await, sent);
    let options = form(|create| create.last_inspection(Some(0)).repaired_by(None));
    assert_eq!(options.await, "LastInspection=0&RepairedBy=");
    // Setting twice replaces, null too.
    let replaced = form(|create| {
        let create = create.last_inspection(7).last_inspection(None);
        create.repaired_by(None).repaired_by("al")
    });
    assert_eq!(replaced.await, "LastInspection=&RepairedBy=al");
    let recorder = Recorder::new([]);
    let error = recorder.client().widgets().create().color(Vec::new()).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn lists_are_sent_in_their_style() {
    let recorder = Recorder::new([WIDGET]);
    let create = recorder.client().widgets().create();
    let create = create.audit(["a,b", "c d", ""]).survey([1, -2]).x_label(["x", "y z"]);
    let create = create.material(["oak,ash", "tin & co"]).size(vec![3, 14]);
    let create = create.former_state(["active", "lost, found"]);
    create.await.unwrap();
    let request = recorder.request();
    assert_eq!(request.uri().query(), Some("Audit=a%2Cb,c%20d,&Survey=1%7C-2"));
    assert_eq!(
        request.body(),
        "Material=oak%2Cash,tin+%26+co&Size=3+14&FormerState=active,lost%2C+found"
    );
    let labels: Vec<_> = request.headers().get_all("x-label").iter().collect();
    assert_eq!(labels, ["x,y z"]);
    let recorder = Recorder::new([r#"{"widgets": []}"#]);
    let list = recorder.client().widgets().list().color(["red"]).color(["a", "b,"]);
    list.x_label(["x", "y"]).await.unwrap();
    assert_eq!(recorder.targets(), ["/v1/Widgets?Color=a,b%2C"]);
    assert_eq!(recorder.request().headers()["x-label"], "x,y");
    assert_eq!(form(|create| create.size(Nullable::Null)).await, "Size=");
}

/// The API would read other elements.
#[tokio::test]
async fn an_element_that_contains_the_separator_is_not_sent() {
    let recorder = Recorder::new([]);
    let create = || recorder.client().widgets().create();
    let none: [&str; 0] = [];
    for (request, reason) in [
        (create().x_label(["a,b"]), "an element contains a comma"),
        (create().x_label(none), "the list is empty"),
        (create().audit(none), "the list is empty"),
        (create().material(["x"]).material(none), "the list is empty"),
        (create().size(Vec::new()), "the list is empty"),
    ] {
        let error = request.await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0));
        let source = error.source().unwrap().to_string();
        assert!(source.contains(reason), "{source}");
    }
}
