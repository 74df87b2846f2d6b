//! Instances: created, fetched, changed, deleted.

use serde_json::json;

use super::{call, get, post, refused, shops, text};

#[tokio::test]
async fn an_instance_starts_with_the_values_of_the_tables() {
    let fake = shops();
    let order = post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let settings = get(&fake, "/v1/Settings").await;
    let shop = text(&settings, "default_shop_sid");
    let role = get(&fake, &format!("/v1/Shops/{shop}/Settings")).await;
    // The account reads it from the default shop.
    assert_eq!(settings["default_role_sid"], role["default_role_sid"]);
    assert!(role["default_role_sid"].is_string());
    let sid = text(&order, "sid");
    assert!(sid.len() == 34 && sid.starts_with("OR"), "{sid}");
    assert_eq!(
        order,
        json!({
            "sid": sid,
            "shop_sid": shop,
            "unique_name": "first",
            "state": "open",
            "role_sid": role["default_role_sid"],
            "timers": {},
            "date_created": "2025-01-01T00:00:00Z",
            "date_updated": "2025-01-01T00:00:00Z",
            "url": format!("https://shops.example.com/v1/Orders/{sid}"),
            "links": {
                "items": format!("https://shops.example.com/v1/Orders/{sid}/Items"),
                "settings": format!("https://shops.example.com/v1/Shops/{shop}/Settings"),
            },
        })
    );
    assert_eq!(get(&fake, &format!("/v1/Orders/{sid}")).await, order);
    assert_eq!(get(&fake, "/v1/Orders/first").await, order);
}

#[tokio::test]
async fn urls_have_the_scope_of_the_request() {
    let fake = shops();
    let settings = get(&fake, "/v1/Settings").await;
    let orders = format!("/v1/Shops/{}/Orders", text(&settings, "default_shop_sid"));
    let order = post(&fake, &orders, &[]).await;
    let sid = text(&order, "sid");
    assert_eq!(order["url"], format!("https://shops.example.com{orders}/{sid}"));
    // Both paths lead to the same instance.
    let same = get(&fake, &format!("/v1/Orders/{sid}")).await;
    assert_eq!(same["url"], format!("https://shops.example.com/v1/Orders/{sid}"));
    assert_eq!(same["shop_sid"], order["shop_sid"]);
}

#[tokio::test]
async fn an_instance_is_only_found_below_its_own_parent() {
    let fake = shops();
    let order = post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let other = post(&fake, "/v1/Shops", &[]).await;
    for name in [text(&order, "sid"), "first"] {
        let path = format!("/v1/Shops/{}/Orders/{name}", text(&other, "sid"));
        assert_eq!(refused(&fake, "GET", &path, &[]).await, (404, 20404));
    }
    // Names are unique in one shop.
    let orders = format!("/v1/Shops/{}/Orders", text(&other, "sid"));
    post(&fake, &orders, &[("UniqueName", "first")]).await;
}

#[tokio::test]
async fn an_update_changes_what_it_sets_and_the_time_of_the_change() {
    let fake = shops();
    let order = post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    fake.advance(std::time::Duration::from_secs(90)).await;
    let path = format!("/v1/Orders/{}", text(&order, "sid"));
    let changed = post(&fake, &path, &[("State", "idle")]).await;
    assert_eq!(changed["state"], "idle");
    assert_eq!(changed["unique_name"], "first");
    assert_eq!(changed["date_created"], "2025-01-01T00:00:00Z");
    assert_eq!(changed["date_updated"], "2025-01-01T00:01:30Z");
    assert_eq!(get(&fake, &path).await, changed);
    // The empty text stands for null.
    let renamed = post(&fake, &path, &[("UniqueName", "")]).await;
    assert_eq!(renamed["unique_name"], json!(null));
    assert_eq!(refused(&fake, "GET", "/v1/Orders/first", &[]).await, (404, 20404));
}

#[tokio::test]
async fn deleting_deletes_everything_below() {
    let fake = shops();
    let shop = post(&fake, "/v1/Shops", &[]).await;
    let shop = format!("/v1/Shops/{}", text(&shop, "sid"));
    let orders = format!("{shop}/Orders");
    let order = post(&fake, &orders, &[("UniqueName", "first")]).await;
    let items = format!("{orders}/{}/Items", text(&order, "sid"));
    post(&fake, &items, &[]).await;
    call(&fake, "DELETE", &shop, &[]).await;
    for path in [&shop, &format!("{shop}/Settings"), &orders, &items] {
        assert_eq!(refused(&fake, "GET", path, &[]).await, (404, 20404), "{path}");
    }
    assert_eq!(refused(&fake, "DELETE", &shop, &[]).await, (404, 20404));
}

#[tokio::test]
async fn an_index_is_not_used_again() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let items = "/v1/Orders/first/Items";
    post(&fake, items, &[]).await;
    let second = post(&fake, items, &[]).await;
    call(&fake, "DELETE", &format!("{items}/{}", text(&second, "sid")), &[]).await;
    let third = post(&fake, items, &[]).await;
    assert_eq!((second["index"].as_u64(), third["index"].as_u64()), (Some(1), Some(2)));
}

#[tokio::test]
async fn sids_follow_from_the_seed() {
    let create = |seed| async move {
        let builder = crate::runtime::fake::FakeTwilioBuilder::new(&super::shop::SHOPS);
        let fake = builder.seed(seed).build().unwrap();
        let order = post(&fake, "/v1/Orders", &[]).await;
        text(&order, "sid").to_owned()
    };
    assert_eq!(create(7).await, create(7).await);
    assert_ne!(create(7).await, create(8).await);
}

#[tokio::test]
async fn a_refused_request_uses_no_sid() {
    let (one, other) = (shops(), shops());
    post(&one, "/v1/Orders", &[("UniqueName", "first")]).await;
    post(&other, "/v1/Orders", &[("UniqueName", "first")]).await;
    refused(&one, "POST", "/v1/Orders", &[("UniqueName", "first")]).await;
    let orders =
        [post(&one, "/v1/Orders", &[]).await, post(&other, "/v1/Orders", &[]).await];
    assert_eq!(orders[0], orders[1]);
}
