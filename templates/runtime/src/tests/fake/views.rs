//! Views: instances of one resource, seen as those of another.

use super::{call, get, post, refused, shops, text};
use crate::runtime::fake::FakeTwilio;

/// Creates two orders that Ann buys, and one of Bob's.
async fn buyers() -> FakeTwilio {
    let fake = shops();
    for (order, identity) in [("first", "ann"), ("second", "ann"), ("third", "bob")] {
        post(&fake, "/v1/Orders", &[("UniqueName", order)]).await;
        let buyers = format!("/v1/Orders/{order}/Buyers");
        post(&fake, &buyers, &[("Identity", identity)]).await;
    }
    fake
}

#[tokio::test]
async fn a_view_shows_the_instances_that_belong_to_its_parent() {
    let fake = buyers().await;
    let page = get(&fake, "/v1/Users/ann/Orders?PageSize=1").await;
    assert_eq!(page["items"][0]["unique_name"], "first");
    let next = text(&page["meta"], "next_page_url");
    let next = get(&fake, next.strip_prefix("https://shops.example.com").unwrap()).await;
    assert_eq!(next["items"][0]["unique_name"], "second");
    assert!(next["meta"]["next_page_url"].is_null());
    let order = get(&fake, "/v1/Orders/first").await;
    let user = get(&fake, "/v1/Users").await["items"][0]["sid"].clone();
    for name in [text(&order, "sid"), "first"] {
        let seen = get(&fake, &format!("/v1/Users/ann/Orders/{name}")).await;
        let (user, sid) = (user.as_str().unwrap(), text(&order, "sid"));
        let url = format!("https://shops.example.com/v1/Users/{user}/Orders/{sid}");
        assert_eq!(seen["url"], url);
        assert_eq!(seen["order_sid"], order["sid"]);
    }
    assert_eq!(
        refused(&fake, "GET", "/v1/Users/ann/Orders/third", &[]).await,
        (404, 20404)
    );
}

#[tokio::test]
async fn a_property_of_the_view_alone_can_be_set() {
    let fake = buyers().await;
    let path = "/v1/Users/ann/Orders/first";
    assert_eq!(get(&fake, path).await["level"], "default");
    assert_eq!(post(&fake, path, &[("Level", "muted")]).await["level"], "muted");
    assert_eq!(get(&fake, path).await["level"], "muted");
    assert_eq!(get(&fake, "/v1/Users/ann/Orders/second").await["level"], "default");
    let buyer = get(&fake, "/v1/Orders/first/Buyers/ann").await;
    assert!(buyer.as_object().unwrap().keys().all(|key| !key.contains("level")));
}

#[tokio::test]
async fn deleting_what_a_view_shows_deletes_the_viewed_instance() {
    let fake = buyers().await;
    call(&fake, "DELETE", "/v1/Users/ann/Orders/first", &[]).await;
    assert_eq!(
        refused(&fake, "GET", "/v1/Orders/first/Buyers/ann", &[]).await,
        (404, 20404)
    );
    get(&fake, "/v1/Orders/first").await;
}

#[tokio::test]
async fn a_view_is_filtered() {
    let fake = buyers().await;
    post(&fake, "/v1/Orders/second", &[("State", "idle")]).await;
    let page = get(&fake, "/v1/BuyerOrders?Identity=ann").await;
    let states =
        page["items"].as_array().unwrap().iter().map(|item| text(item, "order_state"));
    assert_eq!(states.collect::<Vec<_>>(), ["open", "idle"]);
    let page = get(&fake, "/v1/BuyerOrders").await;
    assert_eq!(page["items"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn instances_are_counted_up_to_a_maximum() {
    let fake = buyers().await;
    let path = "/v1/Users/ann/Orders/first";
    let unread = || async { get(&fake, path).await["unread"].as_u64().unwrap() };
    assert_eq!(unread().await, 0);
    for _ in 0..4 {
        post(&fake, "/v1/Orders/first/Items", &[]).await;
    }
    assert_eq!(unread().await, 3);
    post(&fake, path, &[("LastRead", "2")]).await;
    assert_eq!(unread().await, 1);
    post(&fake, path, &[("LastRead", "3")]).await;
    assert_eq!(unread().await, 0);
}
