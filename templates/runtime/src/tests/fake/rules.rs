//! Rules under which requests are refused, and what is created together with an instance.

use serde_json::json;

use super::{get, post, refused, send, shops, text};

#[tokio::test]
async fn what_must_be_unique_is() {
    let fake = shops();
    let first = post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let second = post(&fake, "/v1/Orders", &[("UniqueName", "second")]).await;
    let taken = [("UniqueName", "first")];
    assert_eq!(refused(&fake, "POST", "/v1/Orders", &taken).await, (409, 1));
    let path = format!("/v1/Orders/{}", text(&second, "sid"));
    assert_eq!(refused(&fake, "POST", &path, &taken).await, (409, 1));
    // It keeps its own name.
    post(&fake, &format!("/v1/Orders/{}", text(&first, "sid")), &taken).await;
    // Null is not a name.
    post(&fake, "/v1/Orders", &[]).await;
    post(&fake, "/v1/Orders", &[]).await;
}

#[tokio::test]
async fn what_must_be_unique_below_an_ancestor_is_compared_there() {
    let fake = shops();
    for name in ["first", "second"] {
        post(&fake, "/v1/Orders", &[("UniqueName", name)]).await;
    }
    let address = [("Binding.Address", "+15558675310")];
    let buyer = post(&fake, "/v1/Orders/first/Buyers", &address).await;
    let (status, error) =
        send(&fake, "POST", "/v1/Orders/second/Buyers", &address).await;
    assert_eq!((status, &error["code"]), (409, &json!(9)));
    // The message names the order that uses the address.
    let message = format!("address used in {}", text(&buyer, "order_sid"));
    assert_eq!(error["message"], message);
    // A closed order does not use it any more.
    post(&fake, "/v1/Orders/first", &[("State", "closed")]).await;
    post(&fake, "/v1/Orders/second/Buyers", &address).await;
}

#[tokio::test]
async fn a_parameter_sets_what_the_tables_say() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let address = [("Binding.Address", "whatsapp:+15558675310")];
    let buyer = post(&fake, "/v1/Orders/first/Buyers", &address).await;
    let binding = json!({"type": "whatsapp", "address": "whatsapp:+15558675310"});
    assert_eq!(buyer["binding"], binding);
    let items = "/v1/Orders/first/Items";
    assert_eq!(post(&fake, items, &[("Author", "me")]).await["author"], "ann");
    let anonymous = [("Author", "me"), ("Anonymous", "yes")];
    assert_eq!(post(&fake, items, &anonymous).await["author"], "system");
}

#[tokio::test]
async fn conditions_refuse_requests() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let buyers = "/v1/Orders/first/Buyers";
    assert_eq!(refused(&fake, "POST", buyers, &[]).await, (400, 6));
    let both = [("Identity", "ann"), ("Binding.Address", "+15558675310")];
    assert_eq!(refused(&fake, "POST", buyers, &both).await, (400, 7));
    let role = [("RoleSid", "RL00000000000000000000000000000000")];
    assert_eq!(refused(&fake, "POST", "/v1/Orders", &role).await, (400, 4));
    post(&fake, "/v1/Orders/first", &[("State", "closed")]).await;
    let reopened = [("State", "open")];
    assert_eq!(refused(&fake, "POST", "/v1/Orders/first", &reopened).await, (400, 5));
    assert_eq!(refused(&fake, "POST", "/v1/Orders/first/Items", &[]).await, (400, 5));
}

#[tokio::test]
async fn a_parent_has_so_many_children_and_no_more() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let buyers = "/v1/Orders/first/Buyers";
    let address = |address| [("Binding.Address", address)];
    post(&fake, buyers, &address("+15558675310")).await;
    assert_eq!(refused(&fake, "POST", buyers, &address("+15558675311")).await, (400, 8));
    for identity in ["ann", "bob"] {
        post(&fake, buyers, &[("Identity", identity)]).await;
    }
    assert_eq!(refused(&fake, "POST", buyers, &[("Identity", "dan")]).await, (400, 3));
    post(&fake, "/v1/Orders", &[("UniqueName", "second")]).await;
    post(&fake, "/v1/Orders/second/Buyers", &[("Identity", "dan")]).await;
}

#[tokio::test]
async fn a_companion_is_created_unless_it_exists_or_nobody_is_named() {
    let fake = shops();
    for order in ["first", "second"] {
        post(&fake, "/v1/Orders", &[("UniqueName", order)]).await;
        let buyers = format!("/v1/Orders/{order}/Buyers");
        post(&fake, &buyers, &[("Identity", "ann")]).await;
        post(&fake, &buyers, &[("Binding.Address", order)]).await;
    }
    let users = get(&fake, "/v1/Users").await;
    let users = users["items"].as_array().unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(users[0]["identity"], "ann");
}

#[tokio::test]
async fn a_value_is_copied_from_an_instance_with_the_same_value() {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first")]).await;
    let buyer = post(&fake, "/v1/Orders/first/Buyers", &[("Identity", "ann")]).await;
    let items = "/v1/Orders/first/Items";
    let own = post(&fake, items, &[("Author", "ann")]).await;
    assert_eq!(own["buyer_sid"], buyer["sid"]);
    let other = post(&fake, items, &[]).await;
    assert_eq!(
        (&other["author"], &other["buyer_sid"]),
        (&json!("system"), &json!(null))
    );
}

#[tokio::test]
async fn a_composite_creates_all_or_nothing() {
    let fake = shops();
    let form = [
        ("UniqueName", "first"),
        ("Buyer", r#"{"identity": "ann"}"#),
        ("Buyer", r#"{"binding": {"address": "+15558675310"}}"#),
    ];
    let order = post(&fake, "/v1/OrderWithBuyers", &form).await;
    let sid = text(&order, "sid");
    assert_eq!(order["url"], format!("https://shops.example.com/v1/Orders/{sid}"));
    let ann = get(&fake, &format!("/v1/Orders/{sid}/Buyers/ann")).await;
    assert_eq!(ann["identity"], "ann");
    // What a buyer is reached by has all of its properties.
    let buyers = get(&fake, &format!("/v1/Orders/{sid}/Buyers")).await;
    let binding = json!({"type": "sms", "address": "+15558675310"});
    assert_eq!(buyers["items"][1]["binding"], binding);
    assert_eq!(buyers["items"][0]["binding"], json!(null));

    let twice = [
        ("UniqueName", "second"),
        ("Buyer", r#"{"identity": "bob"}"#),
        ("Buyer", r#"{"identity": "bob"}"#),
    ];
    assert_eq!(refused(&fake, "POST", "/v1/OrderWithBuyers", &twice).await, (409, 2));
    let nobody = [("UniqueName", "second"), ("Buyer", "{}")];
    assert_eq!(refused(&fake, "POST", "/v1/OrderWithBuyers", &nobody).await, (400, 6));
    let list = [("UniqueName", "second"), ("Buyer", "[]")];
    assert_eq!(refused(&fake, "POST", "/v1/OrderWithBuyers", &list).await, (400, 20001));
    assert_eq!(refused(&fake, "GET", "/v1/Orders/second", &[]).await, (404, 20404));
}
