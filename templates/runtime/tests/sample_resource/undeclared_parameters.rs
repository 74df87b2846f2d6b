//! Parameters that the OpenAPI document does not declare.

use client_runtime::runtime::ErrorKind;
use client_runtime::widgets::WidgetState;

use crate::recorder::Recorder;

const WIDGET: &str = r#"{"sid": "WI1"}"#;

#[tokio::test]
async fn undeclared_parameters_are_added_to_those_declared() {
    let recorder = Recorder::new([WIDGET, r#"{"widgets": []}"#]);
    let client = recorder.client();
    let create = client.widgets().create().owner("alice").dry_run(true).x_note("n");
    let create = create
        .add_form_parameter("New One", "x&y")
        .add_form_parameter(String::from("New One"), "z")
        .add_query_parameter("Also", "a b")
        .add_header("X-New", "1")
        .add_header("x-new", "2");
    assert!(!format!("{create:?}").contains("x&y"), "{create:?}");
    create.await.unwrap();
    let list = client.widgets().list().state(WidgetState::Active);
    let list = list.add_query_parameter("Also", "c").add_header("X-New", "3");
    list.page_size(5).await.unwrap();
    let requests = recorder.requests();
    assert_eq!(requests[0].body(), "Owner=alice&New+One=x%26y&New+One=z");
    let values: Vec<_> = requests[0].headers().get_all("x-new").iter().collect();
    assert_eq!(values, ["1", "2"]);
    assert_eq!(requests[0].headers()["x-note"], "n");
    assert_eq!(requests[1].headers()["x-new"], "3");
    let targets = [
        "/v1/Widgets?DryRun=true&Also=a%20b",
        "/v1/Widgets?State=active&Also=c&PageSize=5",
    ];
    assert_eq!(recorder.targets(), targets);
}

#[tokio::test]
async fn headers_of_the_client_and_of_the_connection_are_refused() {
    let recorder = Recorder::default();
    let client = recorder.client();
    for name in [
        "Authorization",
        "host",
        "CONTENT-LENGTH",
        "Content-Type",
        "Transfer-Encoding",
        "Connection",
        "Proxy-Authorization",
    ] {
        let create = client.widgets().create().add_header(name, "alice");
        let error = create.await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
        assert_eq!(error.operation(), Some("CreateWidget"));
        let text = error.to_string();
        assert!(text.contains(&name.to_ascii_lowercase()), "{text}");
        assert!(!text.contains("alice"), "{text}");
        let list = client.widgets().list().add_header(name, "x");
        assert_eq!(list.await.unwrap_err().kind(), ErrorKind::Configuration);
    }
    for (name, value) in [("X New", "1"), ("", "1"), ("X-New", "a\r\nHost: b")] {
        let create = client.widgets().create().add_header(name, value);
        assert_eq!(create.await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    }
    assert!(recorder.requests().is_empty());
}

#[tokio::test]
async fn options_cannot_set_the_headers_of_the_connection() {
    use client_runtime::runtime::RequestOptions;
    use client_runtime::runtime::transport::http::{HeaderName, HeaderValue};

    let recorder = Recorder::new([WIDGET]);
    let options = ["host", "connection", "transfer-encoding", "proxy-authorization"]
        .into_iter()
        .fold(RequestOptions::new(), |options, name| {
            let value = HeaderValue::from_static("alice");
            options.header(HeaderName::from_static(name), value)
        });
    recorder.client().widget("WI1").fetch().options(options).await.unwrap();
    let request = recorder.request();
    assert!(request.headers().values().all(|value| value != "alice"), "{request:?}");
}

#[tokio::test]
async fn a_request_that_reads_has_no_form() {
    let recorder = Recorder::default();
    let fetch = recorder.client().widget("WI1").fetch().add_form_parameter("A", "b");
    assert_eq!(fetch.await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    assert!(recorder.requests().is_empty());
}
