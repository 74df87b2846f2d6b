//! Maps whose entries are parameters of their own.

use serde_json::json;

use crate::runtime::mock::{MockResponse, MockTransport};

#[tokio::test]
async fn entries_are_parameters_with_the_prefix() {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(
        201,
        json!({"sid": "SH0123456789abcdef0123456789abcdef"}),
    ));
    let create = mock.client().shipments().create();
    let create =
        create.label_data([("old", "1")]).label_data([("top.left", "a b"), ("end", "")]);
    create.await.unwrap();
    let entry = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let sent = [entry("Label.top.left", "a b"), entry("Label.end", "")];
    assert_eq!(mock.request().form(), sent);
}
