//! Requests of any kind have a response: the fake can be served to whatever connects to it.

use http::StatusCode;
use proptest::prelude::*;

use super::{basic, post, shops};
use crate::runtime::fake::FakeTwilio;
use crate::runtime::transport::{Bytes, Transport, http};

/// A segment of a path: one that routes have, a name that exists, or anything.
fn segment() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec![
            "v1", "Settings", "Shops", "Orders", "Items", "Buyers", "Users", "first", "ann",
            "BuyerOrders", "OrderWithBuyers", "", ".", "..", "%00", "%FF", "%", "+",
        ])
        .prop_map(str::to_owned),
        1 => "[!-~&&[^?#/]]{0,12}",
    ]
}

/// A name and a value of a query or a form.
fn pair() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "UniqueName",
        "State",
        "RoleSid",
        "DateCreated",
        "Timers.Idle",
        "Timers.Closed",
        "Identity",
        "Binding.Address",
        "Author",
        "Level",
        "LastRead",
        "Buyer",
        "PageSize",
        "Page",
        "PageToken",
        "Order",
        "Start",
        "End",
        "",
    ]);
    let value = prop_oneof![
        prop::sample::select(vec![
            "first",
            "ann",
            "PT1M",
            "PT0S",
            "P9999999999W",
            "-PT1M",
            "2025-01-01T00:00:00Z",
            "9999-12-31T23:59:60Z",
            "2025-01-01",
            "0",
            "1",
            "-1",
            "18446744073709551616",
            "PA00000000000000000000000000000001",
            "PBffffffffffffffff",
            "desc",
            "{}",
            "[[[[",
            "%7B%22identity%22%3A%22ann%22%7D",
            "%FF",
            "%",
            "",
        ])
        .prop_map(str::to_owned),
        "[!-~&&[^&]]{0,12}",
    ];
    (name, value).prop_map(|(name, value)| format!("{name}={value}"))
}

fn request() -> impl Strategy<Value = http::Request<Bytes>> {
    let method = prop::sample::select(vec!["GET", "POST", "DELETE", "PUT", "X"]);
    let path = prop::collection::vec(segment(), 0..7);
    let query = prop::collection::vec(pair(), 0..3);
    let form = prop::collection::vec(pair(), 0..4);
    let parts = (method, path, query, form);
    parts.prop_filter_map("a URI", |(method, path, query, form)| {
        let url = format!("/v1/{}?{}", path.join("/"), query.join("&"));
        http::Request::builder()
            .method(method)
            .uri(url)
            .header("authorization", basic())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(form.join("&")))
            .ok()
    })
}

/// Creates a fake with an instance of each kind.
async fn filled() -> FakeTwilio {
    let fake = shops();
    post(&fake, "/v1/Orders", &[("UniqueName", "first"), ("Timers.Idle", "PT1M")]).await;
    post(&fake, "/v1/Orders/first/Buyers", &[("Identity", "ann")]).await;
    post(&fake, "/v1/Orders/first/Items", &[("Author", "ann")]).await;
    fake
}

proptest! {
    #[test]
    fn every_request_has_a_response(requests in prop::collection::vec(request(), 1..20)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let fake = filled().await;
            for request in requests {
                let shown = format!("{} {} {:?}", request.method(), request.uri(), request.body());
                let status = fake.send(request).await.unwrap().status();
                assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{shown}");
                assert!(!status.is_informational(), "{shown}");
            }
            fake.advance(std::time::Duration::from_secs(3600)).await;
        });
    }
}
