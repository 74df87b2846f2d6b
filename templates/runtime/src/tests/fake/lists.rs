//! Lists: pages, filters, order.

use std::time::Duration;

use serde_json::{Value, json};

use super::{call, get, post, refused, shops, text};
use crate::runtime::fake::FakeTwilio;

/// Creates an order with this number of items, and returns the path of the items.
async fn items(fake: &FakeTwilio, count: usize) -> &'static str {
    post(fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    for _ in 0..count {
        post(fake, "/v1/Orders/first/Items", &[]).await;
    }
    "/v1/Orders/first/Items"
}

/// Returns a page that a URL leads to.
async fn follow(fake: &FakeTwilio, page: &Value, link: &str) -> Value {
    let url = text(&page["meta"], link);
    get(fake, url.strip_prefix("https://shops.example.com").unwrap()).await
}

fn indexes(page: &Value) -> Vec<u64> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| item["index"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn pages_lead_forwards_and_backwards() {
    let fake = shops();
    let items = items(&fake, 5).await;
    let first = get(&fake, &format!("{items}?PageSize=2")).await;
    assert_eq!(indexes(&first), [0, 1]);
    let base = format!("https://shops.example.com{items}?PageSize=2&Page=");
    let meta = &first["meta"];
    assert_eq!(meta["first_page_url"], format!("{base}0"));
    assert_eq!(meta["url"], format!("{base}0"));
    assert_eq!(meta["previous_page_url"], json!(null));
    let next = text(meta, "next_page_url");
    assert!(next.starts_with(&format!("{base}1&PageToken=PA")), "{next}");
    assert_eq!(meta["page"], 0);
    assert_eq!(meta["page_size"], 2);
    assert_eq!(meta["key"], "items");

    let second = follow(&fake, &first, "next_page_url").await;
    assert_eq!(indexes(&second), [2, 3]);
    assert_eq!(second["meta"]["page"], 1);
    let third = follow(&fake, &second, "next_page_url").await;
    assert_eq!(indexes(&third), [4]);
    assert_eq!(third["meta"]["next_page_url"], json!(null));
    assert_eq!(third["meta"]["page_size"], 2);

    let back = follow(&fake, &third, "previous_page_url").await;
    assert_eq!(indexes(&back), [2, 3]);
    let start = follow(&fake, &back, "previous_page_url").await;
    assert_eq!(indexes(&start), [0, 1]);
    assert_eq!(start["meta"]["previous_page_url"], json!(null));
    assert_eq!(indexes(&follow(&fake, &start, "next_page_url").await), [2, 3]);
}

#[tokio::test]
async fn a_descending_list_has_pages_too() {
    let fake = shops();
    let items = items(&fake, 3).await;
    let first = get(&fake, &format!("{items}?PageSize=2&Order=desc")).await;
    assert_eq!(indexes(&first), [2, 1]);
    let second = follow(&fake, &first, "next_page_url").await;
    assert_eq!(indexes(&second), [0]);
    assert_eq!(indexes(&follow(&fake, &second, "previous_page_url").await), [2, 1]);
}

#[tokio::test]
async fn what_is_deleted_or_added_meanwhile_moves_no_page() {
    let fake = shops();
    let items = items(&fake, 4).await;
    let first = get(&fake, &format!("{items}?PageSize=2")).await;
    for item in first["items"].as_array().unwrap() {
        call(&fake, "DELETE", &format!("{items}/{}", text(item, "sid")), &[]).await;
    }
    post(&fake, items, &[]).await;
    let second = follow(&fake, &first, "next_page_url").await;
    assert_eq!(indexes(&second), [2, 3]);
    assert_eq!(second["meta"]["previous_page_url"], json!(null));
    assert_eq!(indexes(&follow(&fake, &second, "next_page_url").await), [4]);
}

#[tokio::test]
async fn a_page_has_a_default_size_and_a_maximum() {
    let fake = shops();
    let items = items(&fake, 120).await;
    assert_eq!(indexes(&get(&fake, items).await).len(), 50);
    let page = get(&fake, &format!("{items}?PageSize=1000")).await;
    assert_eq!((indexes(&page).len(), &page["meta"]["page_size"]), (100, &json!(100)));
}

#[tokio::test]
async fn a_token_that_is_none_is_refused() {
    let fake = shops();
    let items = items(&fake, 1).await;
    for query in [
        "PageToken=x",
        "PageToken=PA%2B1",
        "PageSize=-1",
        "Page=x",
        "PageToken=PAffffffffffffffffff",
    ] {
        let refusal = refused(&fake, "GET", &format!("{items}?{query}"), &[]).await;
        assert_eq!(refusal, (400, 20001), "{query}");
    }
    let end = get(&fake, &format!("{items}?PageToken=PAffffffffffffffff")).await;
    assert_eq!(indexes(&end), [0_u64; 0]);
}

#[tokio::test]
async fn filters_leave_out_instances() {
    let fake = shops();
    for (name, state) in [("a", "open"), ("b", "idle"), ("c", "open")] {
        post(&fake, "/v1/Orders", &[("UniqueName", name), ("State", state)]).await;
        fake.advance(Duration::from_secs(24 * 60 * 60)).await;
    }
    let names = |query: &'static str| {
        let fake = fake.clone();
        async move {
            let page = get(&fake, &format!("/v1/Orders?{query}")).await;
            let orders = page["items"].as_array().unwrap().clone();
            orders
                .iter()
                .map(|order| text(order, "unique_name").to_owned())
                .collect::<String>()
        }
    };
    assert_eq!(names("").await, "abc");
    assert_eq!(names("State=open").await, "ac");
    assert_eq!(names("State=closed").await, "");
    // This filter begins with the newest.
    assert_eq!(names("Start=2025-01-02").await, "cb");
    assert_eq!(names("End=2025-01-02").await, "ab");
    assert_eq!(names("Start=2025-01-02T00:00:01Z").await, "c");
    assert_eq!(names("State=open&End=2025-01-02T00:00:00Z").await, "a");
    let page = get(&fake, "/v1/Orders?State=open&PageSize=1").await;
    let next = text(&page["meta"], "next_page_url");
    assert!(next.contains("/v1/Orders?State=open&PageSize=1&Page=1&"), "{next}");
}
