//! Operations that are authenticated otherwise than by whatever credentials the client has.

use client_runtime::runtime::{Credentials, ErrorKind, RequestOptions};

use crate::recorder::Recorder;

const TOOLS: &str = r#"[{"name": "saw"}]"#;

#[tokio::test]
async fn no_credentials_are_sent_where_none_are_declared() {
    let recorder = Recorder::new([r#"{"sid": "WS1"}"#; 2]);
    let own = RequestOptions::new().credentials(Credentials::access_token("secret"));
    let workshop = recorder.client().workshop("WS1");
    workshop.fetch().await.unwrap();
    workshop.fetch().options(own).await.unwrap();
    for request in recorder.requests() {
        assert!(!request.headers().contains_key("authorization"));
    }
}

#[tokio::test]
async fn an_access_token_is_never_replaced_by_other_credentials() {
    let recorder = Recorder::new([TOOLS, TOOLS]);
    let error = recorder.client().workshop("WS1").tools().list().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    assert_eq!(error.operation(), Some("ListTool"));
    assert!(error.to_string().contains("requires an access token"), "{error}");
    let token = || Credentials::access_token("secret");
    let own = RequestOptions::new().credentials(token());
    recorder.client().workshop("WS1").tools().list().options(own).await.unwrap();
    let client = recorder.builder().credentials(token()).build().unwrap();
    client.workshop("WS1").tools().list().await.unwrap();
    for request in recorder.requests() {
        assert_eq!(request.headers()["authorization"], "Bearer secret");
    }
}

#[tokio::test]
async fn the_pages_of_a_list_are_authenticated_like_the_first() {
    let page = |link| {
        let meta = format!(r#"{{"next_page_url": {link}}}"#);
        format!(r#"{{"widgets": ["WI1"], "meta": {meta}}}"#)
    };
    let next = "\"https://conversations.twilio.com/v1/Workshops/WS1/Notices?Page=1\"";
    let recorder = Recorder::new([page(next), page("null")].iter().map(String::as_str));
    let notices = recorder.client().workshop("WS1").notices().list().all().await;
    assert_eq!(notices.unwrap().len(), 2);
    for request in recorder.requests() {
        assert!(!request.headers().contains_key("authorization"));
    }
    let next = "\"https://tools.twilio.com/api/v1/Workshops/WS1/Audits?Page=1\"";
    let recorder = Recorder::new([page(next), page("null")].iter().map(String::as_str));
    let error = recorder.client().workshop("WS1").audits().list().all().await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Configuration);
    let token = Credentials::access_token("secret");
    let client = recorder.builder().credentials(token).build().unwrap();
    let audits = client.workshop("WS1").audits().list().all().await.unwrap();
    assert_eq!(audits.len(), 2);
    for request in recorder.requests() {
        assert_eq!(request.uri().host(), Some("tools.twilio.com"));
        assert_eq!(request.headers()["authorization"], "Bearer secret");
    }
}
