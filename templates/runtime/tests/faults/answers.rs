//! Invalid responses.

use std::time::Duration;

use client_runtime::runtime::{Client, Error, ErrorKind};

use crate::message::{Response, json};
use crate::script::{Script, respond};
use crate::server::{Server, in_time};

const WIDGET: &str = r#"{"sid": "WI1"}"#;
const HTML: &str = "<html><body>Bad Gateway</body></html>";
const DATE: &str = "Thu, 29 Feb 2024 12:00:00 GMT";

fn success() -> Script {
    respond(&json(200, WIDGET))
}

async fn create(client: &Client) -> Result<(), Error> {
    in_time(client.widgets().create().owner("alice").send()).await.map(drop)
}

/// Returns the error of decoding this response, which is the same each time.
async fn fetch_error(response: &Response) -> Error {
    let server = Server::start([respond(response)]).await;
    in_time(server.client().widget("WI1").fetch().send()).await.unwrap_err()
}

fn too_many() -> Response {
    json(429, r#"{"code": 20429, "message": "Too many requests"}"#)
}

#[tokio::test]
async fn too_many_requests_are_sent_again_later() {
    for response in [
        too_many(),
        too_many().header("Retry-After", "0"),
        too_many().header("Retry-After", "soon"),
        too_many().header("Retry-After", DATE).header("Date", DATE),
        too_many().header("Retry-After", DATE),
    ] {
        let server = Server::start([respond(&response).and(success())]).await;
        create(&server.client()).await.unwrap();
        // On the existing connection.
        assert_eq!((server.count("POST"), server.log().connections), (2, 1));
    }
}

#[tokio::test]
async fn a_hint_is_waited_for() {
    let response = too_many().header("Retry-After", "1");
    let server = Server::start([respond(&response).and(success())]).await;
    let builder = server.builder();
    let impatient = builder.clone().operation_timeout(Duration::from_millis(999));
    let error = create(&impatient.build().unwrap()).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    assert_eq!((error.attempts(), server.count("POST")), (1, 1));
    let server = Server::start([respond(&response).and(success())]).await;
    create(&server.client()).await.unwrap();
    assert_eq!(server.count("POST"), 2);
}

#[tokio::test]
async fn a_hint_that_leads_too_far_is_passed_on() {
    let later = "Thu, 29 Feb 2024 13:00:00 GMT";
    for response in [
        too_many().header("Retry-After", "3600"),
        too_many().header("Retry-After", later).header("Date", DATE),
    ] {
        let server = Server::start([respond(&response)]).await;
        let error = create(&server.client()).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
        assert!(error.is_rate_limited() && error.code() == Some(20429));
        assert_eq!((error.attempts(), server.count("POST")), (1, 1));
    }
}

#[tokio::test]
async fn a_fault_of_the_server_is_no_reason_to_create_twice() {
    for status in [500, 502, 503, 504] {
        let fault = Response::new(status, HTML).header("Content-Type", "text/html");
        let server = Server::start([respond(&fault).and(success())]).await;
        let error = create(&server.client()).await.unwrap_err();
        assert!(error.is_server_error() && error.is_outcome_unknown(), "{error:?}");
        assert_eq!((error.attempts(), server.count("POST")), (1, 1));
        let server = Server::start([respond(&fault).and(success())]).await;
        server.client().widget("WI1").fetch().await.unwrap();
        assert_eq!(server.count("GET"), 2);
        let server = Server::start([respond(&fault).and(success())]).await;
        server.client().widget("WI1").delete().await.unwrap();
        assert_eq!(server.count("DELETE"), 2);
    }
}

#[tokio::test]
async fn a_fault_that_lasts_is_returned_as_it_came() {
    let fault = Response::new(502, HTML).header("Content-Type", "text/html");
    let error = fetch_error(&fault.header("Twilio-Request-Id", "RQ1")).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 4));
    assert_eq!(error.status().unwrap().as_u16(), 502);
    assert_eq!(error.body(), Some(HTML.as_bytes()));
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (None, None, Some("RQ1"))
    );
}

#[tokio::test]
async fn a_success_of_another_type_is_named() {
    let page =
        Response::new(200, HTML).header("Content-Type", "text/html; charset=utf-8");
    let error = fetch_error(&page).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    assert!(
        error.to_string().contains("the response body is text/html, not JSON"),
        "{error}"
    );
    assert_eq!(error.body(), Some(HTML.as_bytes()));
}

#[tokio::test]
async fn a_compressed_answer_is_named() {
    // `{"sid": "WI1"}`
    let gzip = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabV*\xceLQ\xb2RP\n\xf74T\xaa\x05\x00\x85\xa4\xe9\xe4\x0e\x00\x00\x00";
    let error = fetch_error(&json(200, gzip).header("Content-Encoding", "gzip")).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.to_string().contains("the response body is compressed (gzip)"),
        "{error}"
    );
    assert_eq!(error.body(), Some(&gzip[..]));
}

#[tokio::test]
async fn ten_megabytes_are_read() {
    let mut body = br#"{"more": ["#.to_vec();
    for number in 0..100_000 {
        let item = format!(
            r#"{{"number": {number}, "text": "{:>70}", "list": [[1], {{}}]}},"#,
            "x"
        );
        body.extend_from_slice(item.as_bytes());
    }
    body.extend_from_slice(br#"null], "sid": "WI1"}"#);
    assert!(body.len() > 10_000_000, "{}", body.len());
    let server = Server::start([respond(&json(200, body))]).await;
    assert_eq!(server.client().widget("WI1").fetch().await.unwrap().sid, "WI1");
}

#[tokio::test]
async fn ten_megabytes_of_brackets_are_no_danger() {
    let deep = [vec![b'['; 5_000_000], vec![b']'; 5_000_000]].concat();
    // As the response, in the place of a value that is decoded, and in that of one that is not.
    let of_a_property = |name: &str| {
        [format!(r#"{{"{name}": "#).as_bytes(), &deep, br#", "sid": "WI1"}"#].concat()
    };
    for body in [deep.clone(), of_a_property("owner"), of_a_property("date_created")] {
        let error = fetch_error(&json(200, body)).await;
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    }
    let server = Server::start([respond(&json(200, of_a_property("more")))]).await;
    assert_eq!(server.client().widget("WI1").fetch().await.unwrap().sid, "WI1");
    let error = fetch_error(&json(404, deep.clone())).await;
    assert!(error.is_not_found() && error.message().is_none());
    assert_eq!(error.body().map(<[u8]>::len), Some(deep.len()));
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_read_to_its_end() {
    let large = json(200, vec![b' '; 100_000]);
    let server = Server::start([respond(&large).and_stall()]).await;
    let client = server.builder().max_response_size(1000).build().unwrap();
    let error = create(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::ResponseTooLarge, 1));
    assert!(error.is_outcome_unknown());
    assert_eq!(server.count("POST"), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start([success()]).await;
    for status in [301, 302, 303, 307, 308] {
        let target = format!("{}/v1/Widgets/WI1", elsewhere.origin());
        let redirect = Response::new(status, "").header("Location", &target);
        let error = fetch_error(&redirect).await;
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
        assert_eq!(error.status().unwrap().as_u16(), status);
        let server = Server::start([respond(&redirect)]).await;
        assert!(!create(&server.client()).await.unwrap_err().is_outcome_unknown());
    }
    assert_eq!(elsewhere.log().connections, 0);
}
