//! Items of a page that cannot be decoded, and continuing after them.

use client_runtime::runtime::transport::http::StatusCode;
use client_runtime::runtime::{ErrorKind, Page};
use client_runtime::widgets::Widget;

use crate::recorder::{ORIGIN, Recorder};

/// Returns a page of five items, two of which cannot be decoded, followed by another page.
fn two_pages() -> Recorder {
    let first = format!(
        r#"{{"widgets": [{{"sid": "a"}}, {{"sid": 7, "owner": "alice"}}, {{"sid": "c", "owner": "\ud83d"}}, ["d"],
            {{"sid":"e"}} ], "meta": {{"next_page_url": "{ORIGIN}/v1/Widgets?Page=1"}}}}"#
    );
    Recorder::new([first.as_str(), r#"{"widgets": [{"sid": "f"}]}"#])
}

fn sids(page: &Page<Widget>) -> String {
    page.items.iter().map(|widget| widget.sid.as_str()).collect()
}

#[tokio::test]
async fn items_go_on_behind_an_item_that_cannot_be_decoded() {
    let recorder = two_pages();
    let mut items = recorder.client().widgets().list().stream();
    let mut seen = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(widget)) => seen.push(widget.sid.to_string()),
            Ok(None) => break,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Decode);
                assert_eq!(
                    (error.status(), error.attempts()),
                    (Some(StatusCode::OK), 1)
                );
                assert_eq!(error.operation(), Some("ListWidget"));
                assert!(!format!("{error} {error:?}").contains("alice"), "{error:?}");
                let index = error.item_index().unwrap();
                seen.push(format!("{index} at {}", error.json_path().unwrap()));
            }
        }
    }
    let expected = ["a", "1 at widgets[1].sid", "c", "3 at widgets[3]", "e", "f"];
    assert_eq!(seen, expected);
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_limit_and_a_continuation_count_items_that_cannot_be_decoded() {
    let recorder = two_pages();
    let mut items = recorder.client().widgets().list().limit(4).stream();
    assert_eq!(items.try_next().await.unwrap().unwrap().sid, "a");
    assert!(items.try_next().await.is_err());
    let token = items.continuation().unwrap();
    assert!(token.as_str().ends_with("#skip=2&limit=2"), "{token}");
    assert_eq!(items.try_next().await.unwrap().unwrap().sid, "c");
    assert!(items.try_next().await.is_err());
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(items.continuation(), None);

    let recorder = two_pages();
    let mut resumed = recorder.client().widgets().list().resume(token).stream();
    assert_eq!(resumed.try_next().await.unwrap().unwrap().sid, "c");
    assert_eq!(resumed.try_next().await.unwrap_err().item_index(), Some(3));
    assert!(resumed.try_next().await.unwrap().is_none());
    assert_eq!(recorder.requests().len(), 1);
}

#[tokio::test]
async fn items_that_are_skipped_do_not_matter() {
    let recorder = two_pages();
    let token = format!("{ORIGIN}/v1/Widgets?Page=0#skip=4");
    let mut items = recorder.client().widgets().list().resume(token.as_str()).stream();
    assert_eq!(items.try_next().await.unwrap().unwrap().sid, "e");
    assert_eq!(items.try_next().await.unwrap().unwrap().sid, "f");
    let recorder = two_pages();
    let page = recorder.client().widgets().list().limit(1).await.unwrap();
    assert_eq!((sids(&page).as_str(), page.undecodable_items()), ("a", 0));
}

#[tokio::test]
async fn pages_report_an_error_and_then_the_items_that_can_be_decoded() {
    for prefetch in [false, true] {
        let recorder = two_pages();
        let list = recorder.client().widgets().list().prefetch(prefetch);
        let mut pages = list.pages();
        let start = pages.continuation();
        let error = pages.try_next().await.unwrap_err();
        assert_eq!(error.item_index(), Some(1));
        assert_eq!(error.json_path(), Some("widgets[1].sid"));
        assert_eq!(pages.continuation(), start);
        let page = pages.try_next().await.unwrap().unwrap();
        assert_eq!((sids(&page).as_str(), page.undecodable_items()), ("ace", 2));
        assert!(pages.continuation().unwrap().as_str().ends_with("Page=1"));
        let page = pages.try_next().await.unwrap().unwrap();
        assert_eq!((sids(&page).as_str(), page.undecodable_items()), ("f", 0));
        assert!(pages.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn one_page_and_all_items_fail_with_the_first() {
    let error = two_pages().client().widgets().list().await.unwrap_err();
    assert_eq!(
        (error.item_index(), error.json_path()),
        (Some(1), Some("widgets[1].sid"))
    );
    let error = two_pages().client().widgets().list().all().await.unwrap_err();
    assert_eq!(error.item_index(), Some(1));
    let good = format!(
        r#"{{"widgets": [], "meta": {{"next_page_url": "{ORIGIN}/v1/Widgets?Page=1"}}}}"#
    );
    let recorder = Recorder::new([good.as_str(), r#"{"widgets": [7]}"#]);
    let first = recorder.client().widgets().list().await.unwrap();
    let error = first.next_page().await.unwrap_err();
    assert_eq!((error.item_index(), error.json_path()), (Some(0), Some("widgets[0]")));
}

#[tokio::test]
async fn what_is_no_page_ends_the_list() {
    for body in [
        r#"{"widgets": [{"sid": 7}], "meta": {"next_page_url": 7}}"#,
        r#"{"widgets": [{"sid": 7}"#,
        r#"{"widgets": [{"sid": 7}]} alice"#,
        r#"{"widgets": [{"sid": 7},]}"#,
        r#"{"widgets": {"sid": 7}}"#,
        r#"{"widgets": "alice"}"#,
        r#"{"more": [{"sid": 7}]}"#,
        "[]",
        "",
    ] {
        let recorder = Recorder::new([body]);
        let mut items = recorder.client().widgets().list().stream();
        let error = items.try_next().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.item_index()),
            (ErrorKind::Decode, None),
            "{body}"
        );
        assert!(items.try_next().await.unwrap().is_none());
        assert!(items.continuation().is_some());
    }
}

#[tokio::test]
async fn a_create_whose_response_cannot_be_decoded_was_carried_out() {
    let recorder = Recorder::default();
    recorder.answer(201, r#"{"sid": 7}"#);
    recorder.answer(200, "<html>");
    recorder.answer(200, r#"{"sid": 7}"#);
    recorder.answer(404, "");
    let client = recorder.client();
    for _ in 0..2 {
        let error = client.widgets().create().await.unwrap_err();
        assert!(error.was_carried_out() && !error.is_outcome_unknown(), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("the request was carried out"), "{text}");
    }
    let error = client.widget("WI1").fetch().await.unwrap_err();
    assert!(error.was_carried_out());
    assert!(!error.to_string().contains("carried out"), "{error}");
    assert!(!client.widget("WI1").fetch().await.unwrap_err().was_carried_out());
    assert!(!client.widget("WI1").fetch().await.unwrap_err().was_carried_out());
}
