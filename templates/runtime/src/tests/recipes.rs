//! Requests of the sample resource whose bodies are JSON.

use std::time::Duration;

use serde_json::{Value, json};

use crate::Nullable;
use crate::recipes::{Oven, Recipe, RecipeLevel, Step};
use crate::runtime::mock::{MockRequest, MockResponse, MockTransport};
use crate::runtime::{Client, Error, ErrorKind, JsonText};

/// Returns the transport that responds with a recipe.
fn mock() -> MockTransport {
    let mock = MockTransport::new();
    let recipe = json!({"id": "R1", "name": "Wood", "author": null, "steps": [], "oven": {}, "tags": []});
    mock.push(MockResponse::json(200, recipe));
    mock
}

/// Returns the request that a call sends.
async fn sent<F>(call: impl FnOnce(Client) -> F) -> MockRequest
where
    F: IntoFuture<Output = crate::Result<Recipe>>,
{
    let mock = mock();
    call(mock.client()).await.unwrap();
    mock.request()
}

#[tokio::test]
async fn required_members_are_arguments_and_the_others_setters() {
    let request = sent(|client| {
        let step = Step::new("Cut").lasts(Duration::from_secs(90));
        let create = client.recipes().create("Wood", [step, "Glue".into()]);
        let create = create.level(RecipeLevel::Easy).r#yield(3);
        let create = create.rest(Duration::from_secs(600)).pause(Nullable::Null);
        let create = create.author(None).tags(vec!["a".to_owned()]);
        let create = create.amounts([("glue", 2)]).oven(Oven::new().heat(200));
        create.notes(json!([1, null])).due("2026-01-31T12:00:00Z".parse().unwrap())
    });
    let request = request.await;
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    assert_eq!(
        request.json(),
        json!({
            "name": "Wood",
            "steps": [{"text": "Cut", "lasts": "PT1M30S"}, {"text": "Glue"}],
            "level": "easy",
            "yield": 3,
            "rest": "PT10M",
            "pause": null,
            "author": null,
            "tags": ["a"],
            "amounts": {"glue": 2},
            "oven": {"heat": 200},
            "notes": [1, null],
            "due": "2026-01-31T12:00:00Z",
        })
    );
}

#[tokio::test]
async fn a_value_beyond_the_limits_is_not_sent() {
    for (create, reason) in [
        (
            mock().client().recipes().create("Wood", [""; 0]).r#yield(101),
            "it is greater than the maximum, 100",
        ),
        (
            mock()
                .client()
                .recipes()
                .create("Wood", [""; 0])
                .rest(Duration::from_secs(1)),
            "it is less than the minimum, PT1M",
        ),
    ] {
        let error: Error = create.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), reason);
    }
}

#[tokio::test]
async fn a_body_with_many_required_members_is_one_value() {
    let request = sent(|client| {
        let recipe = Recipe::new(None, "Wood", Oven::new(), ["Cut"], ["a"]);
        client.recipe("R1").update(recipe)
    });
    let request = request.await;
    assert_eq!(request.header("Content-Type"), Some("application/vnd.recipe+json"));
    assert_eq!(
        request.json(),
        json!({
            "author": null,
            "name": "Wood",
            "oven": {},
            "steps": [{"text": "Cut"}],
            "tags": ["a"],
        })
    );
}

#[tokio::test]
async fn a_body_without_members_is_any_json() {
    let request = sent(|client| client.recipe("R1").amend_recipe()).await;
    assert_eq!(request.json(), json!({}));
    let request = sent(|client| client.recipe("R1").amend_recipe().body([1, 2])).await;
    assert_eq!(request.json(), json!([1, 2]));
}

#[test]
fn a_model_tells_null_from_absent() {
    let recipe =
        Recipe::new(Some("alice".to_owned()), "Wood", Oven::new(), [""; 0], [""; 0])
            .secret("s")
            .r#yield(None)
            .due(Nullable::Null)
            .rest(Duration::from_secs(60))
            .lines(vec!["a".to_owned()])
            .with_new(true)
            .memo(JsonText::from("{}"))
            .base(Recipe::new(None, "Glue", Oven::new(), [""; 0], [""; 0]));
    let value = serde_json::to_value(&recipe).unwrap();
    assert_eq!(
        value,
        json!({
            "author": "alice",
            "name": "Wood",
            "oven": {},
            "steps": [],
            "tags": [],
            "secret": "s",
            "yield": null,
            "due": null,
            "rest": "PT1M",
            "lines": ["a"],
            "new": true,
            "memo": "{}",
            "base": {"author": null, "name": "Glue", "oven": {}, "steps": [], "tags": []},
        })
    );
    assert_eq!(serde_json::from_value::<Recipe>(value).unwrap(), recipe);
    assert_eq!(recipe.decode_memo::<Value>().unwrap(), Some(json!({})));
    assert!(format!("{recipe:?}").contains("secret: Some([redacted])"), "{recipe:?}");
}

#[test]
fn what_only_responses_contain_is_read_and_not_sent() {
    let value = json!({"id": "R1", "name": "Wood", "author": null, "steps": [{"text": "Cut", "hint": "slowly"}], "oven": {}, "tags": []});
    let recipe: Recipe = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(recipe.id.as_deref(), Some("R1"));
    assert_eq!(recipe.steps[0].additional_properties["hint"], "slowly");
    let mut sent = value;
    sent.as_object_mut().unwrap().remove("id");
    assert_eq!(serde_json::to_value(&recipe).unwrap(), sent);
}
