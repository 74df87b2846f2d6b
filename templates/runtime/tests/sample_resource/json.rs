//! JSON that is transferred as a string.

use std::collections::HashMap;
use std::error::Error;

use client_runtime::runtime::{ErrorKind, IntoJsonText, JsonText};
use client_runtime::widgets::Widget;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::recorder::Recorder;

/// JSON that an application stores with a widget.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    number: u32,
}

/// Returns the form of a request with these attributes.
async fn sent(attributes: impl IntoJsonText) -> String {
    let recorder = Recorder::new([r#"{"sid": "WI1"}"#]);
    recorder.client().widgets().create().attributes(attributes).await.unwrap();
    String::from_utf8(recorder.request().body().to_vec()).unwrap()
}

fn widget(attributes: &serde_json::Value) -> Widget {
    let widget = json!({"sid": "WI1", "attributes": attributes});
    serde_json::from_value(widget).unwrap()
}

#[tokio::test]
async fn attributes_are_text_or_any_value_and_encoded_once() {
    let order = Order { number: 7 };
    let text = r#"{"number":7}"#;
    let form = "Attributes=%7B%22number%22%3A7%7D";
    assert_eq!(sent(text).await, form);
    assert_eq!(sent(text.to_owned()).await, form);
    assert_eq!(sent(&text.to_owned()).await, form);
    assert_eq!(sent(&order).await, form);
    assert_eq!(sent(&HashMap::from([("number", 7)])).await, form);
    assert_eq!(sent(json!({"number": 7})).await, form);
    assert_eq!(sent(&json!({"number": 7})).await, form);
    assert_eq!(sent(JsonText::encode(&order).unwrap()).await, form);
    assert_eq!(sent(&JsonText::from(text)).await, form);
    // The value in another response is JSON text already.
    assert_eq!(sent(widget(&json!(text)).attributes.unwrap()).await, form);
    assert_eq!(sent(json!({"attributes": text})["attributes"].clone()).await, form);
}

#[tokio::test]
async fn attributes_that_cannot_be_written_are_not_sent() {
    let recorder = Recorder::new([r#"{"sid": "WI1"}"#]);
    let create = recorder.client().widgets().create();
    let create = create.attributes(HashMap::from([(vec![1], 1)]));
    let error = create.clone().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!((error.operation(), error.attempts()), (Some("CreateWidget"), 0));
    assert!(error.to_string().contains("Attributes"), "{error}");
    assert_eq!(error.source().unwrap().to_string(), "key must be a string");
    assert!(recorder.requests().is_empty());
    // Setting twice replaces.
    create.attributes(&Order { number: 7 }).await.unwrap();
    assert_eq!(recorder.request().body(), "Attributes=%7B%22number%22%3A7%7D");
}

#[test]
fn attributes_are_read_as_a_type_of_the_callers() {
    let order = Some(Order { number: 7 });
    assert_eq!(
        widget(&json!(r#"{"number": 7}"#)).decode_attributes::<Order>().unwrap(),
        order
    );
    assert_eq!(
        widget(&json!({"number": 7})).decode_attributes::<Order>().unwrap(),
        order
    );
    for absent in [json!(null), json!("")] {
        assert_eq!(widget(&absent).decode_attributes::<Order>().unwrap(), None);
    }
    let error = widget(&json!(r#"{"number": "secret"}"#))
        .decode_attributes::<Order>()
        .unwrap_err();
    assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some("number")));
    assert!(!format!("{error:?}").contains("secret"));
    let error = widget(&json!("{}")).decode_attributes::<Order>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}
