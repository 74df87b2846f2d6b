//! Instances that the client creates, lists, fetches, changes and deletes.

use std::time::Duration;

use client_runtime::fake::FakeTwilio;
use client_runtime::widgets::WidgetState;
use serde_json::json;

#[tokio::test]
async fn what_is_created_is_there_until_it_is_deleted() {
    let fake = FakeTwilio::new();
    let client = fake.client();
    let attributes = json!({"color": "green"});
    let create = client.widgets().create().owner("alice").attributes(&attributes);
    let widget = create.lifetime(Duration::from_secs(90)).count(3).await.unwrap();
    assert_eq!(widget.owner.as_deref(), Some("alice"));
    assert_eq!(widget.decode_attributes().unwrap(), Some(attributes));
    assert_eq!(widget.lifetime, Some(Duration::from_secs(90)));
    assert_eq!(widget.date_created, Some(fake.now()));
    let handle = client.widget(&widget.sid);
    assert_eq!(handle.fetch().await.unwrap(), widget);

    let state = WidgetState::OutOfOrder;
    let changed = handle.update(fake.now(), "bob", state.clone(), ["a"]).await.unwrap();
    assert_eq!(
        (changed.owner.as_deref(), changed.state.as_ref()),
        (Some("bob"), Some(&state))
    );
    assert_eq!(changed.count, Some(3));
    assert_eq!(handle.fetch().await.unwrap(), changed);

    handle.delete().await.unwrap();
    let error = handle.fetch().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.code()), (404, Some(20404)));
    assert!(handle.delete().await.is_err());
}

#[tokio::test]
async fn clones_share_their_instances() {
    let fake = FakeTwilio::new();
    let widget = fake.clone().client().widgets().create().await.unwrap();
    fake.client().widget(&widget.sid).fetch().await.unwrap();
    assert!(FakeTwilio::new().client().widget(&widget.sid).fetch().await.is_err());
}

#[tokio::test]
async fn a_list_has_all_instances_of_its_parent_in_pages() {
    let fake = FakeTwilio::new();
    let client = fake.client();
    let workshop = fake.insert("/v1/Workshops", json!({"name": "North"})).unwrap();
    let sid = workshop["sid"].as_str().unwrap();
    let workshop = client.workshop(sid);
    let mut expected = Vec::new();
    for count in 0..7 {
        client.widgets().create().count(-1).await.unwrap();
        expected.push(workshop.widgets().create().count(count).await.unwrap());
    }
    let mut found = Vec::new();
    let mut pages = workshop.widgets().list().page_size(3).pages();
    while let Some(page) = pages.try_next().await.unwrap() {
        assert!(page.items.len() <= 3);
        found.extend(page.items);
    }
    assert_eq!(found, expected);
    assert_eq!(found[0].workshop_sid.as_ref().unwrap(), sid);
}

#[tokio::test]
async fn a_singleton_exists_as_long_as_its_parent() {
    let fake = FakeTwilio::new();
    let client = fake.client();
    let widget = client.widgets().create().await.unwrap();
    let handle = client.widget(&widget.sid);
    let manual = handle.manual().fetch().await.unwrap();
    assert_eq!(manual.widget_sid, Some(widget.sid));
    let path = format!("/v1/Widgets/{}/Manual", manual.widget_sid.unwrap());
    fake.update(path, json!({"text": "Turn it on."})).await.unwrap();
    let manual = handle.manual().fetch().await.unwrap();
    assert_eq!(manual.text.as_deref(), Some("Turn it on."));
    handle.delete().await.unwrap();
    assert!(handle.manual().fetch().await.is_err());
}

#[tokio::test]
async fn an_operation_without_a_body_in_its_response_has_none() {
    let client = FakeTwilio::new().client();
    let widget = client.widgets().create().await.unwrap();
    client.widget(&widget.sid).manual().update().await.unwrap();
}

#[tokio::test]
async fn an_operation_that_the_tables_do_not_describe_is_refused() {
    let fake = FakeTwilio::new();
    let workshop = fake.insert("/v1/Workshops", json!({})).unwrap();
    let target = format!("/v1/Workshops/{}/Notices", workshop["sid"].as_str().unwrap());
    let received = super::wire::send(&fake, ("GET", &target), "").await;
    let message = "the fake cannot carry out `ListNotice`";
    assert_eq!(received.refusal(), (501, 0, message));
}
