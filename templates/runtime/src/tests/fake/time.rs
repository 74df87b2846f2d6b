//! The clock and what happens when it passes.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;

use super::{get, post, shops, text};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn the_clock_stands_still_until_it_is_moved() {
    let fake = shops();
    let start = fake.now();
    assert_eq!(start, "2025-01-01T00:00:00Z".parse::<Timestamp>().unwrap());
    post(&fake, "/v1/Orders", &[]).await;
    assert_eq!(fake.now(), start);
    fake.advance(MINUTE).await;
    assert_eq!(fake.now(), start + MINUTE);
    fake.advance(Duration::MAX).await;
    assert_eq!(fake.now(), Timestamp::MAX);
}

#[tokio::test]
async fn deadlines_change_instances_at_their_time() {
    let fake = shops();
    let timers =
        [("UniqueName", "first"), ("Timers.Idle", "PT1M"), ("Timers.Closed", "PT10M")];
    let order = post(&fake, "/v1/Orders", &timers).await;
    let expected = json!({
        "date_idle": "2025-01-01T00:01:00Z",
        "date_closed": "2025-01-01T00:10:00Z",
    });
    assert_eq!(order["timers"], expected);
    fake.advance(Duration::from_secs(59)).await;
    assert_eq!(get(&fake, "/v1/Orders/first").await["state"], "open");
    fake.advance(Duration::from_secs(1)).await;
    let idle = get(&fake, "/v1/Orders/first").await;
    assert_eq!((&idle["state"], &idle["timers"]), (&json!("idle"), &expected));
    assert_eq!(idle["date_updated"], "2025-01-01T00:01:00Z");
    fake.advance(100 * MINUTE).await;
    let closed = get(&fake, "/v1/Orders/first").await;
    assert_eq!(closed["state"], "closed");
    assert_eq!(closed["date_updated"], "2025-01-01T00:10:00Z");
}

#[tokio::test]
async fn a_child_starts_the_time_anew_and_undoes_the_change() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first"), ("Timers.Idle", "PT1M")]).await;
    fake.advance(Duration::from_secs(50)).await;
    post(&fake, "/v1/Orders/first/Items", &[]).await;
    fake.advance(Duration::from_secs(50)).await;
    let open = get(&fake, "/v1/Orders/first").await;
    assert_eq!(
        (&open["state"], &open["date_updated"]),
        (&json!("open"), &open["date_created"])
    );
    assert_eq!(open["timers"]["date_idle"], "2025-01-01T00:01:50Z");
    fake.advance(MINUTE).await;
    assert_eq!(get(&fake, "/v1/Orders/first").await["state"], "idle");
    post(&fake, "/v1/Orders/first/Items", &[]).await;
    let open = get(&fake, "/v1/Orders/first").await;
    assert_eq!(open["state"], "open");
    fake.advance(MINUTE).await;
    assert_eq!(get(&fake, "/v1/Orders/first").await["state"], "idle");
}

#[tokio::test]
async fn a_change_back_starts_the_time_anew_and_zero_removes_it() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first"), ("Timers.Idle", "PT1M")]).await;
    fake.advance(MINUTE).await;
    let open = post(&fake, "/v1/Orders/first", &[("State", "open")]).await;
    assert_eq!(open["timers"]["date_idle"], "2025-01-01T00:02:00Z");
    let without = post(&fake, "/v1/Orders/first", &[("Timers.Idle", "PT0S")]).await;
    assert_eq!(without["timers"], json!({}));
    fake.advance(100 * MINUTE).await;
    assert_eq!(get(&fake, "/v1/Orders/first").await["state"], "open");
}

#[tokio::test]
async fn a_deadline_has_a_default() {
    let fake = shops();
    let settings = get(&fake, "/v1/Settings").await;
    let shop = format!("/v1/Shops/{}/Settings", text(&settings, "default_shop_sid"));
    fake.update(shop, json!({"idle_timer": "PT2M"})).await.unwrap();
    let order = post(&fake, "/v1/Orders", &[]).await;
    assert_eq!(order["timers"], json!({"date_idle": "2025-01-01T00:02:00Z"}));
    let order = post(&fake, "/v1/Orders", &[("Timers.Idle", "PT0S")]).await;
    assert_eq!(order["timers"], json!({}));
}

#[tokio::test]
async fn a_deleted_instance_has_no_deadlines() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first"), ("Timers.Idle", "PT1M")]).await;
    super::call(&fake, "DELETE", "/v1/Orders/first", &[]).await;
    fake.advance(2 * MINUTE).await;
    assert_eq!(fake.now(), "2025-01-01T00:02:00Z".parse::<Timestamp>().unwrap());
}
