//! Pagination of lists whose pages lead to each other by URLs, by paths and by tokens: all of them work alike.

mod shelf;

use client_runtime::runtime::{ErrorKind, PageToken};
use serde_json::json;

use self::shelf::{Kind, SIDS, Shelf, token};

/// Runs a test for a list of each kind: `$list` is a request for a list of `$shelf`.
macro_rules! for_each_kind {
    (|$shelf:ident, $list:ident| $test:block) => {{
        {
            let $shelf = Shelf::new(Kind::NextPageUrl);
            let $list = $shelf.client().widgets().list().page_size(2);
            $test
        }
        {
            let $shelf = Shelf::new(Kind::NextPageUri);
            let $list = $shelf.client().pallets().list().page_size(2);
            $test
        }
        {
            let $shelf = Shelf::new(Kind::Token);
            let $list = $shelf.client().shipments().list().page_size(2);
            $test
        }
    }};
}

/// Collects the SIDs of the next items of a stream: all that are left, or fewer.
macro_rules! take {
    ($items:expr, $count:expr) => {{
        let mut sids = String::new();
        for _ in 0..$count {
            match $items.try_next().await.unwrap() {
                Some(item) => sids.push_str(item.sid.as_str()),
                None => break,
            }
        }
        sids
    }};
}

/// Returns the SIDs of items.
macro_rules! sids {
    ($items:expr) => {
        $items.iter().map(|item| item.sid.as_str()).collect::<String>()
    };
}

#[tokio::test]
async fn items_come_from_all_pages() {
    for_each_kind!(|shelf, list| {
        let mut items = list.clone().stream();
        let mut seen = 0;
        while let Some(item) = items.try_next().await.unwrap() {
            assert_eq!(item.sid, SIDS[seen..=seen], "{:?}", shelf.kind);
            seen += 1;
            // A page is requested when its first item is requested, not before.
            assert_eq!(shelf.targets().len(), seen.div_ceil(2));
        }
        assert_eq!(sids!(list.all().await.unwrap()), SIDS);
    });
}

#[tokio::test]
async fn a_token_is_sent_with_the_filters_and_the_page_size() {
    let shelf = Shelf::new(Kind::Token);
    let list = shelf.client().shipments().list().carrier("a+b c").page_size(2);
    assert_eq!(sids!(list.all().await.unwrap()), SIDS);
    let first = "/v1/Shipments?carrier=a%2Bb%20c&pageSize=2";
    let token = "pageToken=%3Fa%3Db%26c%23d%2F..%2F%252F%2B%C3%A9%20";
    assert_eq!(
        shelf.targets(),
        [first.to_owned(), format!("{first}&{token}1"), format!("{first}&{token}2")]
    );
}

#[tokio::test]
async fn a_page_leads_to_its_neighbours() {
    for_each_kind!(|shelf, list| {
        let first = list.await.unwrap();
        assert!(first.has_next_page() && !first.has_previous_page());
        let second = first.next_page().await.unwrap().unwrap();
        assert_eq!(sids!(second.items), "cd");
        let last = second.next_page().await.unwrap().unwrap();
        assert!(!last.has_next_page(), "{:?}", shelf.kind);
        assert!(last.continuation().is_none());
        assert!(last.next_page().await.unwrap().is_none());
        // Going back is not a loop, and neither is going forward from there.
        let back = second.previous_page().await.unwrap().unwrap();
        assert_eq!(sids!(back.items), "ab");
        assert_eq!(sids!(back.next_page().await.unwrap().unwrap().items), "cd");
    });
}

#[tokio::test]
async fn a_limit_counts_over_all_pages() {
    for_each_kind!(|shelf, list| {
        for (limit, seen, requests) in
            [(0, "", 0), (1, "a", 1), (2, "ab", 1), (3, "abc", 2), (9, SIDS, 3)]
        {
            let before = shelf.targets().len();
            let mut items = list.clone().limit(limit).stream();
            assert_eq!(take!(items, 9), seen, "limit {limit}");
            assert_eq!(shelf.targets().len() - before, requests, "limit {limit}");
            let items = list.clone().limit(limit).all().await.unwrap();
            assert_eq!(sids!(items), seen);
        }
    });
}

#[tokio::test]
async fn items_go_on_after_the_last_one_that_was_returned() {
    for_each_kind!(|shelf, list| {
        for (limit, before) in [(9, 0), (9, 1), (9, 2), (9, 3), (9, 5), (4, 3), (3, 2)] {
            let mut items = list.clone().limit(limit).stream();
            let mut seen = take!(items, before);
            if let Some(token) = items.continuation() {
                // The token is stored and loaded.
                let token: PageToken = token.to_string().parse().unwrap();
                seen += &{
                    let mut rest = list.clone().resume(token).stream();
                    take!(rest, 9)
                };
            }
            let kind = shelf.kind;
            assert_eq!(seen, SIDS[..limit.min(5)], "{kind:?}, {before} of {limit}");
        }
    });
}

#[tokio::test]
async fn pages_go_on_after_the_last_one_that_was_returned() {
    for_each_kind!(|shelf, list| {
        let mut token = list.clone().pages().continuation();
        let mut seen = String::new();
        while let Some(at) = token {
            let mut pages = list.clone().resume(&at).pages();
            assert_eq!(pages.continuation(), Some(at));
            let page = pages.try_next().await.unwrap().unwrap();
            assert_eq!(page.continuation(), pages.continuation());
            token = pages.continuation();
            seen += &(sids!(page.items) + " ");
        }
        assert_eq!(seen, "ab cd e ", "{:?}", shelf.kind);
    });
}

#[tokio::test]
async fn a_token_of_another_list_is_refused() {
    let shelf = Shelf::new(Kind::Token);
    let list = shelf.client().shipments().list();
    let token = list.clone().await.unwrap().continuation().unwrap();
    let other = token.as_str().replace("Shipments", "Pallets");
    for token in [other.as_str(), "eyJwYWdlIjoyfQ=="] {
        let error = list.clone().resume(token).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0), "{token}");
    }
    assert_eq!(shelf.targets().len(), 1);
}

#[tokio::test]
async fn the_next_page_is_prefetched() {
    for_each_kind!(|shelf, list| {
        let mut items = list.clone().prefetch(true).stream();
        assert_eq!(take!(items, 1), "a");
        assert_eq!(shelf.targets().len(), 2, "{:?}", shelf.kind);
        assert_eq!(take!(items, 9), "bcde");
        assert_eq!(shelf.targets().len(), 3);
        let all = list.prefetch(true).all().await.unwrap();
        assert_eq!(sids!(all), SIDS);
    });
}

#[tokio::test]
async fn an_error_on_the_way_ends_the_stream_and_can_be_resumed() {
    for_each_kind!(|shelf, list| {
        let mut pages = list.clone().pages();
        assert_eq!(sids!(pages.try_next().await.unwrap().unwrap().items), "ab");
        shelf.send_instead(500, "");
        assert!(pages.try_next().await.unwrap_err().is_server_error());
        assert!(pages.try_next().await.unwrap().is_none());
        let token = pages.continuation().unwrap();
        assert_eq!(sids!(list.resume(token).all().await.unwrap()), "cde");
    });
}

#[tokio::test]
async fn a_page_that_was_read_is_not_requested_again() {
    for_each_kind!(|shelf, list| {
        // To itself, and to the page before it.
        for circle in [vec![1, 1], vec![1, 2, 1], vec![1, 2, 2]] {
            let before = shelf.targets().len();
            for page in &circle {
                let next = token(*page);
                let target = "/v1/".to_owned()
                    + match shelf.kind {
                        Kind::NextPageUrl => "Widgets",
                        Kind::NextPageUri => "Pallets",
                        Kind::Token => "Shipments",
                    }
                    + "?PageSize=2";
                let page = shelf.page(&[], &target, [None, Some(&next)]);
                shelf.send_instead(200, page.to_string());
            }
            let mut pages = list.clone().pages();
            let error = loop {
                match pages.try_next().await {
                    Ok(page) => assert!(page.is_some(), "{circle:?}"),
                    Err(error) => break error,
                }
            };
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0));
            assert!(error.to_string().contains("was read already"), "{error}");
            assert!(pages.continuation().is_none());
            assert_eq!(shelf.targets().len() - before, circle.len(), "{circle:?}");
        }
    });
}

#[tokio::test]
async fn an_item_that_cannot_be_decoded_is_skipped() {
    for_each_kind!(|shelf, list| {
        let target = list.clone().await.map(|_| shelf.targets()[0].clone()).unwrap();
        let items = [json!({"sid": "a"}), json!({"sid": 7})];
        let page = shelf.page(&items, &target, [None, Some(&token(1))]);
        shelf.send_instead(200, page.to_string());
        let mut items = list.stream();
        assert_eq!(take!(items, 1), "a");
        let error = items.try_next().await.unwrap_err();
        assert_eq!(error.item_index(), Some(1), "{error}");
        assert_eq!(take!(items, 9), "cde", "{:?}", shelf.kind);
    });
}

#[tokio::test]
async fn a_page_without_a_link_is_the_last() {
    for (kind, meta) in [
        (Kind::NextPageUri, json!({})),
        (Kind::NextPageUri, json!({"next_page_uri": null})),
        (Kind::NextPageUri, json!({"next_page_uri": "", "page": "?"})),
        (Kind::Token, json!({})),
        (Kind::Token, json!({"meta": null})),
        (Kind::Token, json!({"meta": {"nextToken": null}})),
        (Kind::Token, json!({"meta": {"nextToken": "", "previousToken": ""}})),
        (Kind::Token, json!({"meta": {"pageSize": "?", "key": 1}})),
        // Links of other kinds.
        (Kind::Token, json!({"nextToken": 1, "next_page_uri": "/"})),
        (Kind::NextPageUri, json!({"meta": {"next_page_url": 1}, "nextToken": 1})),
    ] {
        let shelf = Shelf::new(kind);
        let mut body = meta.clone();
        body[shelf.items()] = json!([]);
        shelf.send_instead(200, body.to_string());
        let (has_next, has_previous) = if kind == Kind::Token {
            let page = shelf.client().shipments().list().await.unwrap();
            (page.has_next_page(), page.has_previous_page())
        } else {
            let page = shelf.client().pallets().list().await.unwrap();
            (page.has_next_page(), page.has_previous_page())
        };
        assert!(!has_next && !has_previous, "{meta}");
    }
}

#[tokio::test]
async fn a_link_must_be_a_string() {
    for (meta, path) in [
        (json!({"meta": {"nextToken": 1}}), "meta.nextToken"),
        (json!({"meta": {"previousToken": {}}}), "meta.previousToken"),
        (json!({"meta": []}), "meta"),
    ] {
        let shelf = Shelf::new(Kind::Token);
        let mut body = meta;
        body["shipments"] = json!([]);
        shelf.send_instead(200, body.to_string());
        let error = shelf.client().shipments().list().await.unwrap_err();
        assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some(path)));
    }
    let shelf = Shelf::new(Kind::NextPageUri);
    shelf.send_instead(200, r#"{"pallets": [], "next_page_uri": 1}"#);
    let error = shelf.client().pallets().list().await.unwrap_err();
    assert_eq!(error.json_path(), Some("next_page_uri"));
}

#[tokio::test]
async fn the_meta_of_a_page_is_the_same_for_all_kinds() {
    let shelf = Shelf::new(Kind::Token);
    let page = shelf.client().shipments().list().await.unwrap();
    assert_eq!(page.meta.key.as_deref(), Some("shipments"));
    assert_eq!(page.meta.page_size, Some(2));
    let next = page.meta.next_page_url.unwrap();
    assert!(next.ends_with(
        "/v1/Shipments?pageToken=%3Fa%3Db%26c%23d%2F..%2F%252F%2B%C3%A9%201"
    ));
    let shelf = Shelf::new(Kind::NextPageUri);
    let page = shelf.client().pallets().list().await.unwrap();
    assert_eq!(page.meta.url.as_deref(), Some("/v1/Pallets"));
    assert_eq!(page.meta.page_size, Some(2));
    assert!(page.meta.next_page_url.unwrap().starts_with("/v1/Pallets?PageToken="));
}

#[tokio::test]
async fn paths_to_other_places_are_not_followed() {
    for foreign in ["https://example.com/v1/Pallets?Page=1", "//example.com/", "Pallets"]
    {
        let shelf = Shelf::new(Kind::NextPageUri);
        let body = json!({"pallets": [], "next_page_uri": foreign});
        shelf.send_instead(200, body.to_string());
        let error = shelf.client().pallets().list().all().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0), "{foreign}");
        assert_eq!(shelf.targets().len(), 1);
    }
}
