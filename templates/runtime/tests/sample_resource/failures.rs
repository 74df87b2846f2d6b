//! Errors as callers see them.

use client_runtime::runtime::ErrorKind;

use crate::recorder::Recorder;

#[tokio::test]
async fn an_error_of_the_api_names_the_operation_of_the_scope() {
    let recorder = Recorder::default();
    for _ in 0..2 {
        recorder.answer(404, r#"{"code": 20404, "message": "alice was not found"}"#);
    }
    let client = recorder.client();
    let error = client.widget("alice").fetch().await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Api, Some("FetchWidget")));
    assert!(error.is_not_found());
    assert!(!format!("{error} {error:?}").contains("alice"));
    let error = client.workshop("WS1").widget("alice").fetch().await.unwrap_err();
    assert_eq!(error.operation(), Some("FetchWorkshopWidget"));
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_names_the_place() {
    let recorder = Recorder::new([r#"{"sid": "WI1", "lifetime": "for ever"}"#]);
    let error = recorder.client().widget("WI1").fetch().await.unwrap_err();
    assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some("lifetime")));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_transport_that_fails_is_the_cause() {
    let error = Recorder::default().client().widget("WI1").fetch().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.source().unwrap().to_string(), "no answers are left");
}

#[tokio::test]
async fn an_odd_timestamp_does_not_lose_a_page() {
    let recorder = Recorder::new([r#"{"meta": {}, "widgets": [
        {"sid": "WI1", "date_created": "9999-12-31T23:59:59Z"},
        {"sid": "WI2", "date_created": "yesterday"},
        {"sid": "WI3", "date_created": "2024-02-29T12:00:00Z"}
    ]}"#]);
    let page = recorder.client().widgets().list().await.unwrap();
    let dates: Vec<_> = page.items.iter().map(|widget| widget.date_created).collect();
    let usual = "2024-02-29T12:00:00Z".parse().unwrap();
    assert_eq!(dates, [Some(jiff::Timestamp::MAX), None, Some(usual)]);
}

#[tokio::test]
async fn a_page_that_cannot_be_read_names_the_item() {
    for (page, path) in [
        (r#"{"widgets": [{"sid": "WI1"}, {"sid": 7}]}"#, "widgets[1].sid"),
        (
            r#"{"widgets": [], "meta": {"next_page_url": ["alice"]}}"#,
            "meta.next_page_url",
        ),
        (r#"{"widgets": {"alice": 1}}"#, "widgets"),
        (r#"{"alice": [{"sid": 7}]}"#, "widgets"),
    ] {
        let recorder = Recorder::new([page]);
        let error = recorder.client().widgets().list().await.unwrap_err();
        assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some(path)));
        assert!(!format!("{error} {error:?}").contains("alice"), "{error:?}");
    }
}
