//! The bodies of errors as types.

use serde::Deserialize;
use serde_json::json;

use crate::runtime::mock::{MockResponse, MockTransport};
use crate::{Error, ErrorKind};

#[derive(Debug, PartialEq, Deserialize)]
struct Problem {
    title: String,
}

/// Returns the error of a request with this response.
async fn error(response: MockResponse) -> Error {
    let mock = MockTransport::new();
    mock.push(response);
    mock.client().recipe("R1").fetch().await.unwrap_err()
}

#[tokio::test]
async fn the_body_of_an_error_is_decoded() {
    let error =
        error(MockResponse::json(404, json!({"title": "No recipe", "status": 404})))
            .await;
    let problem: Option<Problem> = error.decode_body().unwrap();
    assert_eq!(problem.unwrap().title, "No recipe");
}

#[tokio::test]
async fn a_body_of_another_type_is_an_error() {
    let error = error(MockResponse::json(404, json!({"title": 1}))).await;
    let decoded = error.decode_body::<Problem>().unwrap_err();
    assert_eq!(decoded.kind(), ErrorKind::Decode);
    assert_eq!(decoded.json_path(), Some("title"));
}

#[tokio::test]
async fn an_error_without_a_response_has_no_body() {
    let error = MockTransport::new().client().recipe("").fetch().await.unwrap_err();
    assert_eq!(error.decode_body::<Problem>().unwrap(), None);
}
