//! Instances that tests add and change without the API.

use serde_json::json;

use super::{get, post, refused, shops, text};

#[tokio::test]
async fn an_instance_is_added_to_any_collection() {
    let fake = shops();
    let shop = text(&get(&fake, "/v1/Settings").await, "default_shop_sid").to_owned();
    let orders = format!("/v1/Shops/{shop}/Orders");
    let order = json!({"unique_name": "first", "state": "closed"});
    let order = fake.insert(&orders, order).unwrap();
    assert_eq!(order["state"], "closed");
    let url = format!("https://shops.example.com{orders}/{}", text(&order, "sid"));
    assert_eq!(order["url"], url);
    assert_eq!(get(&fake, "/v1/Orders/first").await["state"], "closed");
    // The API would refuse another item.
    let item = fake.insert("/v1/Orders/first/Items", json!({"author": "ann"})).unwrap();
    assert_eq!(item["author"], "ann");
    let item = format!("/v1/Orders/first/Items/{}", text(&item, "sid"));
    let changed = fake.update(&item, json!({"author": "bob"})).await.unwrap();
    assert_eq!((&changed["author"], &changed["index"]), (&json!("bob"), &json!(0)));
}

#[tokio::test]
async fn an_error_says_what_is_wrong_with_a_path_or_a_property() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let cases = [
        (
            "/v1/Order",
            json!({}),
            "is neither the path of a collection nor that of an instance",
        ),
        ("/v1/Orders/second/Items", json!({}), "leads to no instance"),
        ("/v1/Orders/first", json!({}), "is the path of an instance"),
        ("/v1/Orders", json!([]), "the properties of a `order` are not a JSON object"),
        (
            "/v1/Orders",
            json!({"url": "x"}),
            "a `order` has no property `url` that can be set",
        ),
        ("/v1/Orders", json!({"x": 1}), "a `order` has no property `x` that can be set"),
    ];
    for (path, properties, message) in cases {
        let error = fake.insert(path, properties).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
    let error = fake.update("/v1/Orders", json!({})).await.unwrap_err().to_string();
    assert!(error.contains("is the path of a collection"), "{error}");
    assert_eq!(refused(&fake, "GET", "/v1/Orders/second", &[]).await, (404, 20404));
}
