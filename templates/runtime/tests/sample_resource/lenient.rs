//! Values that are decoded although the OpenAPI document does not allow them.

use client_runtime::runtime::ErrorKind;
use client_runtime::widgets::Widget;

use crate::recorder::Recorder;

/// Returns the widget of a response.
async fn fetch(body: &str) -> client_runtime::runtime::Result<Widget> {
    Recorder::new([body]).client().widget("WI1").fetch().await
}

#[tokio::test]
async fn nulls_in_maps_and_arrays_are_left_out() {
    let body = r#"{"sid": "WI1", "links": {"parts": null, "owner": "https://example.com"},
        "repairers": [null, {"number": 2}]}"#;
    let widget = fetch(body).await.unwrap();
    let links: Vec<_> = widget.links.as_ref().unwrap().keys().collect();
    assert_eq!(links, ["owner"]);
    let numbers: Vec<_> =
        widget.repairers.unwrap().iter().map(|repairer| repairer.number).collect();
    assert_eq!(numbers, [Some(2)]);
    let empty = fetch(r#"{"sid": "WI1", "links": null}"#).await.unwrap();
    assert_eq!((empty.links, empty.repairers), (None, None));
}

#[tokio::test]
async fn an_unpaired_surrogate_is_a_replacement_character() {
    for (owner, decoded) in [
        (r"cut \ud83d", "cut \u{FFFD}"),
        (r"\uDE00 cut", "\u{FFFD} cut"),
        (r"\ud83d\ud83d\ude00", "\u{FFFD}😀"),
        (r"\ud83dA\u0041", "\u{FFFD}AA"),
        (r"\ud83d\n", "\u{FFFD}\n"),
        (r"\\ud83d \ud83d\\ude00", "\\ud83d \u{FFFD}\\ude00"),
    ] {
        let body = format!(r#"{{"sid": "WI1", "owner": "{owner}"}}"#);
        let widget = fetch(&body).await.unwrap();
        assert_eq!(widget.owner.as_deref(), Some(decoded), "{body}");
        let page = format!(r#"{{"widgets": [{body}], "meta": {{}}}}"#);
        let page = Recorder::new([page.as_str()]).client().widgets().list().await;
        assert_eq!(page.unwrap().items[0].owner.as_deref(), Some(decoded), "{body}");
        let attributes = format!(r#"{{"name": "{owner}"}}"#);
        let attributes = client_runtime::runtime::JsonText::from(attributes);
        let decoded_attributes: std::collections::HashMap<String, String> =
            attributes.decode().unwrap();
        assert_eq!(decoded_attributes["name"], decoded);
    }
    // A surrogate hides neither another fault nor its path.
    let error =
        fetch(r#"{"sid": "WI1", "owner": "\ud83d", "count": 1, "lifetime": 5}"#).await;
    assert_eq!(error.unwrap_err().json_path(), Some("lifetime"));
    assert_eq!(fetch(r#""\ud83d"#).await.unwrap_err().json_path(), None);
}

#[tokio::test]
async fn an_unpaired_surrogate_does_not_lose_what_an_error_says() {
    let recorder = Recorder::default();
    recorder.answer(400, r#"{"code": 20001, "message": "invalid: \ud83d"}"#);
    let error = recorder.client().widget("WI1").fetch().await.unwrap_err();
    assert_eq!(error.code(), Some(20001));
    assert_eq!(error.message(), Some("invalid: \u{FFFD}"));
}

#[tokio::test]
async fn meta_can_be_missing_and_have_odd_numbers() {
    for (meta, page, page_size) in [
        (r"{}", None, None),
        ("null", None, None),
        (r#"{"page": null, "page_size": null}"#, None, None),
        (r#"{"page": "0", "page_size": "50"}"#, Some(0), Some(50)),
        (r#"{"page": 1.0, "page_size": 5e1}"#, Some(1), Some(50)),
        (r#"{"page": -1, "page_size": 2.5}"#, None, None),
        (r#"{"page": 1e300, "page_size": "many"}"#, None, None),
        (r#"{"page": [1, {}], "page_size": {"a": [true]}}"#, None, None),
        (r#"{"page": true, "key": 7, "url": 1, "first_page_url": [null]}"#, None, None),
    ] {
        let body = format!(r#"{{"widgets": [{{"sid": "WI1"}}], "meta": {meta}}}"#);
        let recorder = Recorder::new([body.as_str()]);
        let list = recorder.client().widgets().list().await.unwrap();
        assert_eq!((list.meta.page, list.meta.page_size), (page, page_size), "{meta}");
        assert_eq!(list.items.len(), 1);
        assert!(!list.has_next_page());
    }
    let recorder = Recorder::new([r#"{"widgets": [{"sid": "WI1"}]}"#]);
    assert_eq!(recorder.client().widgets().list().await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn a_link_to_the_next_page_must_be_a_string() {
    // Otherwise a list would end too early.
    for (meta, path) in [
        (r#"{"next_page_url": 7}"#, "meta.next_page_url"),
        (r#"{"previous_page_url": {}}"#, "meta.previous_page_url"),
        (r#""alice""#, "meta"),
        (r#"["https://example.com"]"#, "meta"),
        ("[]", "meta"),
    ] {
        let body = format!(r#"{{"widgets": [], "meta": {meta}}}"#);
        let recorder = Recorder::new([body.as_str()]);
        let error = recorder.client().widgets().list().await.unwrap_err();
        assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some(path)));
    }
}

#[tokio::test]
async fn models_are_objects() {
    let all = r#"["WI1", null, null, null, null, null, "PT1S", null, null, null, null]"#;
    for (body, path) in [
        (all.to_owned(), "."),
        ("[]".to_owned(), "."),
        ("7".to_owned(), "."),
        (r#"{"sid": "WI1", "maker": [1]}"#.to_owned(), "maker"),
        (r#"{"sid": "WI1", "maker": "alice"}"#.to_owned(), "maker"),
        (r#"{"sid": "WI1", "repairers": [{}, [1]]}"#.to_owned(), "repairers[1]"),
    ] {
        let error = fetch(&body).await.unwrap_err();
        assert_eq!(error.json_path(), Some(path), "{body}");
        let shown = error.to_string();
        assert!(
            shown.contains("invalid response body: a value is not an object"),
            "{shown}"
        );
        assert!(!shown.contains("alice") && !shown.contains("struct"), "{shown}");
    }
    let page = format!(r#"{{"widgets": [{{"sid": "WI1"}}, {all}]}}"#);
    let recorder = Recorder::new([page.as_str()]);
    let error = recorder.client().widgets().list().await.unwrap_err();
    assert_eq!(error.json_path(), Some("widgets[1]"));
}

#[tokio::test]
async fn the_path_of_a_missing_property_names_it() {
    let error = fetch(r#"{"owner": "alice"}"#).await.unwrap_err();
    assert_eq!(error.json_path(), Some("sid"));
    for (page, path) in [
        (r#"{"alice": []}"#, "widgets"),
        (r#"{"widgets": [{"sid": "WI1"}, {}]}"#, "widgets[1].sid"),
    ] {
        let recorder = Recorder::new([page]);
        let error = recorder.client().widgets().list().await.unwrap_err();
        assert_eq!(error.json_path(), Some(path));
    }
}
