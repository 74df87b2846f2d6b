//! Responses to events.

use std::time::Duration;

use client_runtime::events::{Reply, sample};
use client_runtime::http::{Response, StatusCode};

#[test]
fn accepting_without_a_change_has_no_body() {
    let replies = [
        Reply::from(sample::widget_make().event().accept()),
        sample::widget_break().event().accept(),
        Reply::default(),
    ];
    for reply in replies {
        let response = reply.into_response();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.body(), "");
        assert!(response.headers().is_empty());
    }
}

#[test]
fn changes_are_json() {
    let reply = sample::widget_make().event().accept();
    let reply = reply.owner("bob").owner("carol").count(2).tags(vec!["a".to_owned()]);
    let reply = reply.lifetime(Duration::from_secs(600));
    let reply = reply.attributes(serde_json::json!({"order": 1042})).unwrap();
    let shown = format!("{reply:?}");
    assert!(shown.contains("owner") && !shown.contains("carol"), "{shown}");
    let response: Response<String> = reply.into();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/json");
    let body: serde_json::Value = serde_json::from_str(response.body()).unwrap();
    let expected = serde_json::json!({
        "owner": "carol",
        "count": 2,
        "tags": ["a"],
        "lifetime": "PT10M",
        // The API takes JSON as text.
        "attributes": r#"{"order":1042}"#,
    });
    assert_eq!(body, expected);
}

#[test]
fn rejections_are_errors() {
    for status in [400, 404, 422, 499, 500, 503, 599] {
        let status = StatusCode::from_u16(status).unwrap();
        let response = Response::from(sample::widget_make().event().reject(status));
        assert_eq!(response.status(), status);
        assert_eq!(response.body(), "");
    }
    let event = sample::widget_break().event();
    let reply = event.reject(StatusCode::CONFLICT);
    assert_eq!(reply.into_response().status(), StatusCode::CONFLICT);
}

/// Neither build sends the status: one panics, the other replaces it.
#[test]
#[cfg_attr(
    debug_assertions,
    should_panic(expected = "status 200 OK would accept the action")
)]
fn a_rejection_with_a_success_is_a_mistake() {
    let reply = sample::widget_make().event().reject(StatusCode::OK);
    assert_eq!(reply.into_response().status(), StatusCode::FORBIDDEN);
}

#[test]
#[cfg_attr(debug_assertions, should_panic(expected = "status 302 Found would accept"))]
fn a_rejection_with_a_redirection_is_a_mistake() {
    let reply = sample::widget_break().event().reject(StatusCode::FOUND);
    assert_eq!(reply.into_response().status(), StatusCode::FORBIDDEN);
}
