//! Pagination.

use std::future::poll_fn;
use std::pin::Pin;

use client_runtime::runtime::{ErrorKind, Page};
use client_runtime::widgets::{Widget, WidgetState};
use futures_core::Stream;

use crate::recorder::{ORIGIN, Recorder};

/// Returns a page of widgets with these SIDs, with links to pages by their numbers.
fn page(sids: &[&str], number: u32, next: Option<&str>) -> String {
    let widgets: Vec<_> =
        sids.iter().map(|sid| serde_json::json!({"sid": sid})).collect();
    let page = serde_json::json!({
        "widgets": widgets,
        "more": {"meta": 1},
        "meta": {
            "page": number,
            "page_size": 2,
            "first_page_url": link(0),
            "previous_page_url": number.checked_sub(1).map(link),
            "url": link(number),
            "next_page_url": next,
            "key": "widgets",
        },
    });
    page.to_string()
}

/// Returns a link to a page, as spelled by the API.
fn link(number: u32) -> String {
    format!(
        "{ORIGIN}/v1/Widgets?Owner=a%2Bb&PageSize=2&Page={number}&PageToken=PA+:.%2f{number}"
    )
}

/// Three pages: two items, two items, one item.
fn three() -> Recorder {
    let pages = [
        page(&["a", "b"], 0, Some(&link(1))),
        page(&["c", "d"], 1, Some(&link(2))),
        page(&["e"], 2, None),
    ];
    Recorder::new(pages.iter().map(String::as_str))
}

/// The paths and queries of the second and third page.
fn following() -> [String; 2] {
    [1, 2].map(|number| link(number).strip_prefix(ORIGIN).unwrap().to_owned())
}

fn sids(widgets: &[Widget]) -> String {
    widgets.iter().map(|widget| widget.sid.as_str()).collect()
}

#[tokio::test]
async fn items_come_from_all_pages() {
    let recorder = three();
    let list = recorder
        .client()
        .widgets()
        .list()
        .owner(["a+b"])
        .state(WidgetState::Active)
        .page_size(2);
    let mut items = list.webhook_enabled(true).stream();
    let mut seen = Vec::new();
    while let Some(widget) = items.try_next().await.unwrap() {
        seen.push(widget);
        // A page is requested when its first item is requested, not before.
        assert_eq!(recorder.requests().len(), seen.len().div_ceil(2));
    }
    assert_eq!(sids(&seen), "abcde");
    assert!(items.try_next().await.unwrap().is_none());
    let targets = recorder.targets();
    assert_eq!(targets[0], "/v1/Widgets?Owner=a%2Bb&State=active&PageSize=2");
    assert_eq!(targets[1..], following());
    for request in recorder.requests() {
        assert_eq!(request.headers()["authorization"], "Basic QUMxOnRva2Vu");
        assert_eq!(request.headers()["x-twilio-webhook-enabled"], "true");
    }
}

#[tokio::test]
async fn pages_come_one_by_one() {
    let mut pages = three().client().widgets().list().pages();
    let mut seen = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        seen.push((page.meta.page.unwrap(), sids(&page.items)));
    }
    let seen: Vec<_> = seen.iter().map(|(page, sids)| (*page, sids.as_str())).collect();
    assert_eq!(seen, [(0, "ab"), (1, "cd"), (2, "e")]);
    let items = three().client().widgets().list().all().await.unwrap();
    assert_eq!(sids(&items), "abcde");
}

#[tokio::test]
async fn streams_work_with_stream_libraries() {
    let mut items = three().client().widgets().list().stream();
    let mut pages = three().client().widgets().list().pages();
    let item = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await;
    assert_eq!(item.unwrap().unwrap().sid, "a");
    let page = poll_fn(|context| Pin::new(&mut pages).poll_next(context)).await;
    assert_eq!(sids(&page.unwrap().unwrap().items), "ab");
}

#[tokio::test]
async fn a_page_leads_to_its_neighbours() {
    let recorder = three();
    let first: Page<Widget> = recorder.client().widgets().list().await.unwrap();
    assert!(first.has_next_page() && !first.has_previous_page());
    assert!(first.previous_page().await.unwrap().is_none());
    assert_eq!(recorder.targets(), ["/v1/Widgets"]);
    let second = first.next_page().await.unwrap().unwrap();
    assert_eq!(sids(&second.items), "cd");
    // Going back is not a loop, and neither is going forward from there.
    recorder.answer(200, &page(&["a", "b"], 0, Some(&link(1))));
    recorder.answer(200, &page(&["c", "d"], 1, Some(&link(2))));
    let last = second.next_page().await.unwrap().unwrap();
    assert!(last.next_page().await.unwrap().is_none());
    let back = second.previous_page().await.unwrap().unwrap();
    assert_eq!(sids(&back.items), "ab");
    assert_eq!(sids(&back.next_page().await.unwrap().unwrap().items), "cd");
    // The same page can be requested again.
    recorder.answer(200, &page(&["c", "d"], 1, None));
    assert_eq!(sids(&first.next_page().await.unwrap().unwrap().items), "cd");
}

#[tokio::test]
async fn a_limit_counts_over_all_pages() {
    for (limit, seen, requests) in [
        (0, "", 0),
        (1, "a", 1),
        (2, "ab", 1),
        (3, "abc", 2),
        (5, "abcde", 3),
        (9, "abcde", 3),
    ] {
        for by_items in [true, false] {
            let recorder = three();
            let list = recorder.client().widgets().list().page_size(2).limit(limit);
            let items = if by_items {
                let mut stream = list.stream();
                let mut items = Vec::new();
                while let Some(item) = stream.try_next().await.unwrap() {
                    items.push(item);
                }
                items
            } else {
                list.all().await.unwrap()
            };
            assert_eq!(sids(&items), seen, "limit {limit}");
            assert_eq!(recorder.requests().len(), requests, "limit {limit}");
        }
    }
}

#[tokio::test]
async fn a_limit_holds_whatever_the_size_of_pages() {
    // The API sends more items than requested, and empty pages in between.
    let pages = [
        page(&["a", "b", "c"], 0, Some(&link(1))),
        page(&[], 1, Some(&link(2))),
        page(&["d", "e", "f"], 2, Some(&link(3))),
    ];
    for (limit, seen) in [(0, ""), (2, "ab"), (3, "abc"), (4, "abcd"), (6, "abcdef")] {
        let recorder = Recorder::new(pages.iter().map(String::as_str));
        let list = recorder.client().widgets().list().limit(limit);
        assert_eq!(sids(&list.clone().all().await.unwrap()), seen);
        let recorder = Recorder::new([pages[0].as_str()]);
        let list = recorder.client().widgets().list().limit(limit);
        assert_eq!(sids(&list.send().await.unwrap().items), seen[..seen.len().min(3)]);
    }
}

#[tokio::test]
async fn page_sizes_stay_within_bounds() {
    for (page_size, limit, sent) in [
        (None, None, None),
        (Some(7), None, Some("7")),
        (Some(1000), None, Some("100")),
        (None, Some(10), Some("10")),
        (None, Some(250), Some("100")),
        (None, Some(usize::MAX), Some("100")),
        (Some(50), Some(10), Some("10")),
        (Some(5), Some(10), Some("5")),
    ] {
        let recorder = three();
        let mut list = recorder.client().widgets().list();
        if let Some(page_size) = page_size {
            list = list.page_size(page_size);
        }
        if let Some(limit) = limit {
            list = list.limit(limit);
        }
        list.send().await.unwrap();
        let query = sent.map(|size| format!("PageSize={size}"));
        assert_eq!(recorder.request().uri().query(), query.as_deref());
    }
}

#[tokio::test]
async fn a_list_without_a_largest_page_is_asked_for_what_is_wanted() {
    for (page_size, limit, sent) in
        [(Some(1000), None, "1000"), (None, Some(10), "10"), (None, Some(999), "50")]
    {
        let recorder = Recorder::new([r#"{"parts": ["PA1"]}"#]);
        let mut list = recorder.client().widget("WI1").parts().list();
        if let Some(page_size) = page_size {
            list = list.page_size(page_size);
        }
        if let Some(limit) = limit {
            list = list.limit(limit);
        }
        assert_eq!(list.all().await.unwrap()[0], "PA1");
        assert_eq!(
            recorder.targets(),
            [format!("/v1/Widgets/WI1/Parts?PageSize={sent}")]
        );
    }
}

#[tokio::test]
async fn links_to_other_places_are_not_followed() {
    for foreign in [
        "https://example.com/v1/Widgets?Page=1",
        "http://conversations.twilio.com/v1/Widgets?Page=1",
        "https://conversations.twilio.com:8443/v1/Widgets?Page=1",
        "https://conversations.twilio.com@example.com/v1/Widgets?Page=1",
        "//example.com/v1/Widgets?Page=1",
        "nonsense",
    ] {
        let recorder = Recorder::new([page(&["a"], 0, Some(foreign)).as_str()]);
        let mut items = recorder.client().widgets().list().stream();
        assert_eq!(items.try_next().await.unwrap().unwrap().sid, "a");
        let error = items.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Page, "{foreign}");
        assert_eq!((error.operation(), error.attempts()), (Some("ListWidget"), 0));
        assert!(items.try_next().await.unwrap().is_none());
        assert_eq!(recorder.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_page_that_was_read_is_not_asked_for_again() {
    // To itself by its own link, to itself as requested, and in a circle.
    let first = format!("{ORIGIN}/v1/Widgets");
    let shouted = link(0).replace(ORIGIN, "HTTPS://Conversations.Twilio.COM:443");
    let reordered =
        format!("{ORIGIN}/v1/Widgets?PageToken=PA+:.%2f0&PageSize=2&Page=0&Owner=a%2Bb");
    for pages in [
        vec![page(&["a"], 0, Some(&link(0)))],
        vec![page(&["a"], 0, Some(&first))],
        vec![page(&["a"], 0, Some(&link(1))), page(&["b"], 1, Some(&link(1)))],
        vec![page(&["a"], 0, Some(&link(1))), page(&["b"], 1, Some(&link(0)))],
        vec![
            page(&["a"], 0, Some(&link(1))),
            page(&["b"], 1, Some(&link(2))),
            page(&["c"], 2, Some(&link(1))),
        ],
        vec![
            page(&["a"], 0, Some(&link(1))),
            page(&["b"], 1, Some(&link(2))),
            page(&["c"], 2, Some(&link(0))),
        ],
        // The same page, spelled differently.
        vec![page(&["a"], 0, Some(&shouted))],
        vec![page(&["a"], 0, Some(&reordered))],
    ] {
        let recorder = Recorder::new(pages.iter().map(String::as_str));
        let error = recorder.client().widgets().list().all().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Page);
        assert!(error.to_string().contains("was read already"), "{error}");
        assert_eq!(recorder.requests().len(), pages.len());
        let recorder = Recorder::new(pages.iter().map(String::as_str));
        let mut page = recorder.client().widgets().list().await.unwrap();
        let error = loop {
            match page.next_page().await {
                Ok(next) => page = next.expect("every page has a link"),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), ErrorKind::Page);
        assert_eq!(recorder.requests().len(), pages.len());
    }
}

#[tokio::test]
async fn an_error_on_the_way_ends_the_walk() {
    let recorder = Recorder::new([page(&["a"], 0, Some(&link(1))).as_str()]);
    recorder.answer(500, "");
    let mut items = recorder.client().widgets().list().stream();
    assert!(items.try_next().await.is_ok());
    let error = items.try_next().await.unwrap_err();
    assert!(error.is_server_error());
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_page_must_hold_its_items() {
    for (body, path) in [
        (r#"{"meta": {}}"#, "widgets"),
        (r#"{"widgets": [{"sid": "a"}, {"sid": 5}]}"#, "widgets[1].sid"),
        (r#"{"widgets": [], "meta": {"next_page_url": 1}}"#, "meta.next_page_url"),
    ] {
        let error = Recorder::new([body]).client().widgets().list().await.unwrap_err();
        assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some(path)));
    }
    for body in [
        r#"{"widgets": []}"#,
        r#"{"widgets": [], "meta": null}"#,
        r#"{"widgets": [], "meta": {}}"#,
        r#"{"widgets": [], "meta": {"next_page_url": null, "page": 0}}"#,
        r#"{"meta": {"next_page_url": "", "previous_page_url": ""}, "widgets": []}"#,
    ] {
        let mut pages = Recorder::new([body]).client().widgets().list().pages();
        let page = pages.try_next().await.unwrap().unwrap();
        assert!(
            page.items.is_empty() && !page.has_next_page() && !page.has_previous_page()
        );
        assert!(pages.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn the_meta_of_a_page_is_kept_and_not_shown() {
    let body = page(&["a"], 0, Some(&link(1)));
    let page = Recorder::new([body.as_str()]).client().widgets().list().await.unwrap();
    let sent: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(serde_json::to_value(&page.meta).unwrap(), sent["meta"]);
    let debug = format!("{page:?}");
    assert!(!debug.contains("Owner="), "{debug}");
}
