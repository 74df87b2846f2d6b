//! Pagination through the generated API. The mechanics are tested in the runtime.

use serde_json::{Value, json};
use twilio_conversations::conversations::{Conversation, ListConversations};
use twilio_conversations::messages::Order;
use twilio_conversations::transport::http::Request;
use twilio_conversations::{Client, ErrorKind, Result};

use crate::offline::Offline;

const ORIGIN: &str = "https://conversations.twilio.com";
const FIRST: &str = "/v1/Conversations?State=closed&PageSize=2";

/// Returns a link to a page, as returned by the API.
fn link(page: u32) -> String {
    format!("/v1/Conversations?PageSize=2&Page={page}&PageToken=PACH%2f{page}")
}

/// Returns a page of conversations with these SIDs and links to other pages.
fn page(sids: &[&str], previous: Option<u32>, next: Option<u32>) -> Value {
    let url = |page: Option<u32>| page.map(|page| ORIGIN.to_owned() + &link(page));
    let items: Vec<_> = sids.iter().map(|sid| json!({"sid": sid})).collect();
    json!({
        "conversations": items,
        "meta": {"next_page_url": url(next), "previous_page_url": url(previous)},
    })
}

/// Creates a client with three pages of responses: two items, two items, one item.
fn three_pages() -> Offline {
    let offline = Offline::new();
    offline.answer(200, &page(&["CH0", "CH1"], None, Some(1)));
    offline.answer(200, &page(&["CH2", "CH3"], Some(0), Some(2)));
    offline.answer(200, &page(&["CH4"], Some(1), None));
    offline
}

fn list(client: &Client) -> ListConversations {
    client.conversations().list().state("closed").page_size(2)
}

/// Returns the numbers in the SIDs.
fn numbers(conversations: &[Conversation]) -> String {
    conversations.iter().map(|conversation| &conversation.sid.as_str()[2..]).collect()
}

/// Takes the targets of the recorded requests.
fn targets(offline: &Offline) -> Vec<String> {
    let target = |request: &Request<_>| {
        let target = request.uri().to_string();
        target.strip_prefix(ORIGIN).expect("it went to the API").to_owned()
    };
    offline.requests().iter().map(target).collect()
}

#[test]
fn items_come_from_all_pages() {
    let offline = three_pages();
    let items = offline.wait(list(offline.client()).all());
    assert_eq!(numbers(&items.expect("the pages can be read")), "01234");
    assert_eq!(targets(&offline), [FIRST.to_owned(), link(1), link(2)]);
}

#[test]
fn a_limit_applies_across_pages() {
    for (limit, expected, requests) in [(3, "012", 2), (4, "0123", 2), (9, "01234", 3)] {
        let offline = three_pages();
        let items = offline.wait(list(offline.client()).limit(limit).all());
        let items = items.expect("the pages can be read");
        assert_eq!(numbers(&items), expected, "limit {limit}");
        assert_eq!(targets(&offline).len(), requests, "limit {limit}");
    }
}

#[test]
fn a_stream_requests_pages_on_demand() {
    let offline = three_pages();
    let mut items = list(offline.client()).stream();
    let mut seen = Vec::new();
    let mut requests = 0;
    while let Some(item) = offline.wait(items.try_next()).expect("the pages can be read")
    {
        seen.push(item);
        requests += offline.requests().len();
        assert_eq!(requests, seen.len().div_ceil(2));
    }
    assert_eq!(numbers(&seen), "01234");
}

#[test]
fn pages_can_be_requested_forward_and_backward() {
    let offline = three_pages();
    let seen: Result<Vec<String>> = offline.wait(async {
        let mut pages = list(offline.client()).pages();
        let mut seen = Vec::new();
        while let Some(page) = pages.try_next().await? {
            seen.push(numbers(&page.items));
        }
        Ok(seen)
    });
    assert_eq!(seen.expect("the pages can be read"), ["01", "23", "4"]);

    let offline = three_pages();
    offline.answer(200, &page(&["CH2", "CH3"], Some(0), Some(2)));
    let (last, back) = offline.wait(async {
        let first = list(offline.client()).await.expect("it can be read");
        assert!(first.has_next_page() && !first.has_previous_page());
        let second =
            first.next_page().await.expect("it can be read").expect("there is one");
        let third =
            second.next_page().await.expect("it can be read").expect("there is one");
        let back =
            third.previous_page().await.expect("it can be read").expect("there is one");
        (third, back)
    });
    assert_eq!(
        (numbers(&last.items), numbers(&back.items)),
        ("4".to_owned(), "23".to_owned())
    );
    assert_eq!(targets(&offline), [FIRST.to_owned(), link(1), link(2), link(1)]);
}

#[test]
fn an_empty_page_is_the_end() {
    let offline = Offline::new();
    offline.answer(200, &page(&[], None, None));
    let items = offline.wait(offline.client().conversations().list().all());
    assert!(items.expect("it can be read").is_empty());
    assert_eq!(targets(&offline), ["/v1/Conversations"]);
}

#[test]
fn page_sizes_are_limited_to_the_maximum_of_each_list() {
    let offline = Offline::new();
    let client = offline.client();
    let chat = client.service("IS1").conversation("a/b");
    let receipts = || chat.message("IM1").delivery_receipts().list();
    let newest = || chat.messages().list().order(Order::Desc);
    offline.wait(async {
        // Only the request matters.
        let _ = receipts().page_size(1000).await;
        let _ = receipts().limit(7).await;
        let _ = chat.webhooks().list().limit(100).await;
        let _ = chat.webhooks().list().page_size(2).limit(100).await;
        let _ = newest().page_size(50).limit(1).await;
        let _ = newest().limit(1000).await;
    });
    let path = "/v1/Services/IS1/Conversations/a%2Fb";
    let [receipts, webhooks, messages] = [
        format!("{path}/Messages/IM1/Receipts?PageSize="),
        format!("{path}/Webhooks?PageSize="),
        format!("{path}/Messages?Order=desc&PageSize="),
    ];
    let expected = [
        format!("{receipts}50"),
        format!("{receipts}7"),
        format!("{webhooks}5"),
        format!("{webhooks}2"),
        format!("{messages}1"),
        format!("{messages}100"),
    ];
    assert_eq!(targets(&offline), expected);
}

#[test]
fn a_link_to_another_host_is_not_followed() {
    let offline = Offline::new();
    let mut foreign = page(&["CH0"], None, None);
    foreign["meta"]["next_page_url"] =
        "https://example.com/v1/Conversations?Page=1".into();
    offline.answer(200, &foreign);
    let error =
        offline.wait(list(offline.client()).all()).expect_err("it leads elsewhere");
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Page, Some("ListConversation"))
    );
    assert_eq!(targets(&offline), [FIRST]);
}
