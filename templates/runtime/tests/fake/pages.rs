//! Pages of lists, which lead to each other by URLs, by paths and by tokens.

use client_runtime::fake::FakeTwilio;
use serde_json::json;

use crate::wire::{Received, send};

/// Walks a list of seven items forward and backward.
macro_rules! walk {
    ($client:expr, $items:ident) => {{
        let mut created = Vec::new();
        for _ in 0..7 {
            created.push($client.$items().create().await.unwrap().sid);
        }
        let list = $client.$items().list().page_size(3);
        let mut page = list.clone().await.unwrap();
        let mut found: Vec<_> = page.items.iter().map(|item| item.sid.clone()).collect();
        while let Some(next) = page.next_page().await.unwrap() {
            found.extend(next.items.iter().map(|item| item.sid.clone()));
            page = next;
        }
        assert_eq!(found, created);
        let before = page.previous_page().await.unwrap().unwrap();
        assert_eq!(before.items[2].sid, created[5]);
        let token = before.continuation().unwrap();
        let rest = list.clone().resume(token).all().await.unwrap();
        assert_eq!(rest.len(), 1);
        assert_eq!(list.all().await.unwrap().len(), 7);
    }};
}

#[tokio::test]
async fn lists_of_all_kinds_are_walked() {
    let fake = FakeTwilio::new();
    let client = fake.client();
    walk!(client, widgets);
    walk!(client, pallets);
    walk!(client, shipments);
}

/// Returns the body of a page of a list, without its items.
async fn page(fake: &FakeTwilio, target: &str, items: &str) -> serde_json::Value {
    let Received {
        mut body, status, ..
    } = send(fake, ("GET", target), "").await;
    assert_eq!(status, 200, "{target}: {body}");
    body.as_object_mut().unwrap().remove(items).unwrap();
    body
}

#[tokio::test]
async fn a_page_has_what_the_document_declares() {
    let fake = FakeTwilio::new();
    for _ in 0..2 {
        fake.client().pallets().create().await.unwrap();
        fake.client().shipments().create().await.unwrap();
    }
    let pallets = page(&fake, "/v1/Pallets?Page=0&PageSize=1", "pallets").await;
    let next = pallets["next_page_uri"].as_str().unwrap();
    assert!(next.starts_with("/v1/Pallets?PageSize=1&Page=1&PageToken=PA"), "{next}");
    let uri = "/v1/Pallets?PageSize=1&Page=0";
    assert_eq!(
        pallets,
        json!({
            "page": 0,
            "page_size": 1,
            "first_page_uri": uri,
            "uri": uri,
            "previous_page_uri": null,
            "next_page_uri": next,
        })
    );
    let shipments = page(&fake, "/v1/Shipments?pageSize=1", "shipments").await;
    let token = shipments["meta"]["nextToken"].as_str().unwrap();
    let meta = json!({"key": "shipments", "pageSize": 1, "nextToken": token});
    assert_eq!(shipments, json!({"meta": meta}));
    let next = format!("/v1/Shipments?pageSize=1&pageToken={token}");
    let next = page(&fake, &next, "shipments").await;
    let token = &next["meta"]["previousToken"];
    let meta = json!({"key": "shipments", "pageSize": 1, "previousToken": token});
    assert_eq!(next, json!({"meta": meta}));
}

#[tokio::test]
async fn tokens_of_nothing_are_refused() {
    let fake = FakeTwilio::new();
    let target = "/v1/Shipments?pageToken=nothing";
    let received = send(&fake, ("GET", target), "").await;
    let (status, code, message) = received.refusal();
    assert_eq!((status, code), (400, 20001));
    assert!(message.contains("`pageToken`"), "{message}");
    // The parameter of another kind of list.
    let received = send(&fake, ("GET", "/v1/Shipments?PageToken=nothing"), "").await;
    assert_eq!(received.status, 400);
}
