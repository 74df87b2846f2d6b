//! The cost of a request does not depend on the number of instances.

use serde_json::json;

use super::{get, post, shops, text};

/// Returns how often requests to an order with this number of items read instances.
async fn reads(count: usize) -> Vec<(&'static str, u64)> {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    post(&fake, "/v1/Orders/first/Buyers", &[("Identity", "ann")]).await;
    let items = "/v1/Orders/first/Items";
    for _ in 0..count {
        fake.insert(items, json!({"author": "ann"})).unwrap();
    }
    let mut reads = Vec::new();
    let mut before = fake.reads();
    let mut note = |request| {
        reads.push((request, fake.reads() - before));
        before = fake.reads();
    };
    let item = post(&fake, items, &[("Author", "ann")]).await;
    note("create");
    get(&fake, &format!("{items}/{}", text(&item, "sid"))).await;
    note("fetch");
    let first = get(&fake, &format!("{items}?PageSize=10")).await;
    note("first page");
    let next = text(&first["meta"], "next_page_url");
    get(&fake, next.strip_prefix("https://shops.example.com").unwrap()).await;
    note("next page");
    let last = get(&fake, &format!("{items}?PageSize=10&Order=desc")).await;
    assert_eq!(last["items"][0]["index"], count);
    note("last page");
    get(&fake, "/v1/Users/ann/Orders/first").await;
    note("count");
    get(&fake, "/v1/BuyerOrders?Identity=ann").await;
    note("filter");
    post(&fake, "/v1/Orders/first", &[("State", "idle")]).await;
    note("update");
    reads
}

#[tokio::test]
async fn requests_cost_the_same_whatever_the_number_of_instances() {
    assert_eq!(reads(100).await, reads(10_000).await);
}
