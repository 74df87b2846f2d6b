//! JSON bodies of requests.
#![allow(dead_code, reason = "builders have methods that no test calls")]

use std::collections::HashMap;
use std::error::Error as _;
use std::time::Duration;

use serde_json::{Value, json};

use crate::runtime::mock::{MockRequest, MockResponse, MockTransport};
use crate::runtime::{
    Client, Error, ErrorKind, Limited, Location, Method, Nullable, Operation, Request,
    Route, duration, request,
};

const CREATE: Operation = Operation {
    method: Method::POST,
    routes: &[Route {
        id: "CreateRule",
        path: "/v2/Rules",
    }],
};

const FETCH: Operation = Operation {
    method: Method::GET,
    routes: &[Route {
        id: "FetchRule",
        path: "/v2/Rules",
    }],
};

#[derive(Clone, Debug)]
pub struct CreateRule(Request);

request!(json CreateRule -> Value);

fn create(client: &Client) -> CreateRule {
    let request = Location::root(client).request(&CREATE);
    CreateRule(request.with_json_body("application/json"))
}

/// Sends a request and returns it.
async fn sent(set: impl FnOnce(Request) -> Request) -> MockRequest {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(201, json!({})));
    CreateRule(set(create(&mock.client()).0)).await.unwrap();
    mock.request()
}

/// Returns the error of a request that is not sent.
async fn refused(request: impl FnOnce(&Client) -> CreateRule) -> Error {
    let mock = MockTransport::new();
    let error = request(&mock.client()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0));
    assert!(mock.requests().is_empty());
    error
}

#[tokio::test]
async fn members_make_an_object_and_the_last_value_of_a_name_wins() {
    let request = sent(|request| {
        let request = request.json("name", "x").json("limits", vec![1.5, 2.0]);
        request.json("name", "default").json("parent", Nullable::<i64>::Null)
    });
    let request = request.await;
    assert_eq!(
        request.json(),
        json!({"name": "default", "limits": [1.5, 2.0], "parent": null})
    );
    assert_eq!(request.json_value("name"), Some(json!("default")));
    assert_eq!(request.json_value("Name"), None);
    assert_eq!(request.header("Content-Type"), Some("application/json"));
}

#[tokio::test]
async fn a_body_without_members_is_an_empty_object() {
    let request = sent(|request| request).await;
    assert_eq!(request.body(), "{}");
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    let scim = sent(|request| request.with_json_body("application/scim+json")).await;
    assert_eq!(scim.header("Content-Type"), Some("application/scim+json"));
}

#[tokio::test]
async fn a_whole_body_is_sent_as_it_is_and_members_can_be_added_to_an_object() {
    let array = sent(|request| request.json_body([1, 2])).await;
    assert_eq!(array.body(), "[1,2]");
    let digits = serde_json::value::RawValue::from_string("1.10".to_owned()).unwrap();
    let object = sent(|request| {
        let request = request.json_body(HashMap::from([("price", digits)]));
        CreateRule(request).add_json_member("new", true).add_json_member("new", 2).0
    });
    assert_eq!(object.await.body(), r#"{"new":2,"price":1.10}"#);
}

#[tokio::test]
async fn a_member_of_a_body_that_is_no_object_is_refused() {
    let error = refused(|client| {
        CreateRule(create(client).0.json_body([1])).add_json_member("new", true)
    });
    let error = error.await.to_string();
    assert!(error.contains("not an object"), "{error}");
    assert!(error.contains("CreateRule"), "{error}");
}

#[tokio::test]
async fn a_value_that_cannot_be_written_is_refused_unless_it_is_replaced() {
    let unwritable = || HashMap::from([(vec![1], 1)]);
    let error = refused(|client| CreateRule(create(client).0.json("map", unwritable())));
    let error = error.await;
    assert!(error.to_string().contains("the value of map cannot be sent"), "{error}");
    assert_eq!(error.source().unwrap().to_string(), "key must be a string");
    let error = refused(|client| CreateRule(create(client).0.json_body(unwritable())));
    let error = error.await.to_string();
    assert!(error.contains("the value of the body cannot be sent"), "{error}");
    let request = sent(|request| request.json("map", unwritable()).json("map", 1)).await;
    assert_eq!(request.json(), json!({"map": 1}));
}

#[tokio::test]
async fn a_value_beyond_its_limits_is_refused() {
    let limited = |value| Limited::new(value, Some(1_i64), Some(5));
    let request = sent(|request| request.json("size", limited(5))).await;
    assert_eq!(request.json(), json!({"size": 5}));
    let error = refused(|client| CreateRule(create(client).0.json("size", limited(6))));
    let error = error.await;
    assert!(error.to_string().contains("the value of size cannot be sent"), "{error}");
    assert_eq!(error.source().unwrap().to_string(), "it is greater than the maximum, 5");
}

#[tokio::test]
async fn durations_are_written_as_in_forms() {
    let minute = duration::Text(Duration::from_secs(60));
    let request = sent(|request| request.json("timer", minute)).await;
    assert_eq!(request.json(), json!({"timer": "PT1M"}));
}

#[tokio::test]
async fn a_request_without_a_body_takes_no_members() {
    let error = refused(|client| {
        CreateRule(Location::root(client).request(&FETCH)).add_json_member("new", 1)
    });
    let error = error.await.to_string();
    assert!(error.contains("a GET request has no body"), "{error}");
}

#[test]
fn debug_shows_names_and_no_values() {
    let client = MockTransport::new().client();
    let request = create(&client).add_json_member("email", "alice@example.com");
    let text = format!("{request:?}");
    assert!(text.contains("\"email\""), "{text}");
    assert!(!text.contains("alice"), "{text}");
}

#[tokio::test]
#[should_panic(expected = "the body of POST /v1/Rules is not JSON")]
async fn a_body_that_is_not_json_has_no_members() {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(200, json!({})));
    let request = mock.client().raw_request(Method::POST, "/v1/Rules");
    request.add_form_parameter("Name", "x").await.unwrap();
    assert_eq!(mock.request().json_value("Name"), None);
    mock.request().json();
}
