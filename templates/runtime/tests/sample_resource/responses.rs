//! Responses with their decoded values.

use client_runtime::runtime::{ErrorKind, Response};
use client_runtime::widgets::Widget;

use crate::recorder::{ORIGIN, Recorder};

const WIDGET: &str = r#"{"sid": "WI1", "owner": "alice", "new": {"size": 7}}"#;

#[tokio::test]
async fn a_response_has_what_came_beside_the_value() {
    let recorder = Recorder::default();
    recorder.answer_with_headers(503, &[("Twilio-Request-Id", "RQ1")], "");
    let headers = [("Twilio-Request-Id", "RQ2"), ("X-Owner", "bob")];
    recorder.answer_with_headers(200, &headers, WIDGET);
    let client = recorder.retrying_client();
    let response: Response<Widget> =
        client.widget("WI1").fetch().send_with_response().await.unwrap();
    assert_eq!(response.value().owner.as_deref(), Some("alice"));
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 2));
    assert_eq!(response.request_id(), Some("RQ2"));
    assert_eq!(response.headers()["x-owner"], "bob");
    assert_eq!(response.body(), WIDGET);
    let shown = format!("{response:?}");
    assert!(shown.contains("WI1") && shown.contains("RQ2"), "{shown}");
    assert!(shown.contains("x-owner") && !shown.contains("bob"), "{shown}");
    assert!(!shown.contains("alice") && !shown.contains("size"), "{shown}");
    assert_eq!(response.clone().into_value().sid, "WI1");
}

#[tokio::test]
async fn a_response_can_be_decoded_as_another_type() {
    let recorder = Recorder::new([WIDGET]);
    let response = recorder.client().widget("WI1").fetch().send_with_response().await;
    let response = response.unwrap();
    let value: serde_json::Value = response.decode().unwrap();
    assert_eq!(value["new"]["size"], 7);
    let error = response.decode::<Vec<u8>>().unwrap_err();
    assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some(".")));
    assert_eq!(error.operation(), Some("FetchWidget"));
    assert_eq!(error.body(), Some(WIDGET.as_bytes()));
}

#[tokio::test]
async fn pages_and_deletions_have_responses_too() {
    let page = format!(
        r#"{{"widgets": [{{"sid": "a"}}], "meta": {{"next_page_url": "{ORIGIN}/v1/Widgets?Page=1"}}}}"#
    );
    let recorder = Recorder::new([page.as_str(), r#"{"widgets": []}"#]);
    recorder.answer(204, "");
    let client = recorder.client();
    let list = client.widgets().list();
    let response = list.clone().send_with_response().await.unwrap();
    assert_eq!((response.value().items.len(), response.attempts()), (1, 1));
    assert_eq!(response.body(), page.as_str());
    // The following pages, as the page links to them.
    let token = response.into_value().continuation().unwrap();
    let next = list.resume(token).send_with_response().await.unwrap();
    assert_eq!((next.value().items.len(), next.status().as_u16()), (0, 200));
    let deleted = client.widget("WI1").delete().send_with_response().await.unwrap();
    assert_eq!((deleted.status().as_u16(), deleted.body().len()), (204, 0));
    assert_eq!(deleted.into_value(), ());
}

#[tokio::test]
async fn a_failure_is_an_error_with_or_without_the_response() {
    let recorder = Recorder::default();
    recorder.answer(404, r#"{"code": 20404}"#);
    recorder.answer(200, r#"{"widgets": [7]}"#);
    let client = recorder.client();
    let error = client.widget("WI1").fetch().send_with_response().await.unwrap_err();
    assert!(error.is_not_found());
    let error = client.widgets().list().send_with_response().await.unwrap_err();
    assert_eq!(error.item_index(), Some(0));
}

#[tokio::test]
async fn bytes_and_text_are_requested_by_their_media_types() {
    let recorder = Recorder::new(["PNG", "too sharp\u{2026}", "PNG", "dull"]);
    let client = recorder.client();
    let tool = client.workshop("WS1").tool("saw");
    let bytes: bytes::Bytes = tool.fetch().await.unwrap();
    assert_eq!(bytes, "PNG");
    let text: String = tool.delete().await.unwrap();
    assert_eq!(text, "too sharp\u{2026}");
    let bytes = tool.fetch().send_with_response().await.unwrap();
    assert_eq!((bytes.value(), bytes.status().as_u16()), (bytes.body(), 200));
    let text = tool.delete().send_with_response().await.unwrap();
    assert_eq!(text.value(), "dull");
    let accepted = recorder.requests();
    let accepted = accepted.iter().map(|request| &request.headers()["accept"]);
    let accepted: Vec<_> = accepted.collect();
    assert_eq!(accepted, ["image/png", "text/plain", "image/png", "text/plain"]);
}

#[tokio::test]
async fn a_failed_request_for_bytes_is_an_error_of_the_api() {
    let recorder = Recorder::default();
    recorder.answer(404, r#"{"code": 20404, "message": "No tool"}"#);
    let error = recorder.client().workshop("WS1").tool("saw").fetch().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.code(), Some(20404));
}
