//! Fields of requests that tell null from absent.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::runtime::Nullable;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Tag {
    name: String,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Patch {
    #[serde(
        default,
        deserialize_with = "crate::runtime::nullable::option",
        skip_serializing_if = "Option::is_none"
    )]
    name: Option<Nullable<String>>,
    #[serde(
        default,
        deserialize_with = "crate::runtime::nullable::option",
        skip_serializing_if = "Option::is_none"
    )]
    tag: Option<Nullable<Tag>>,
    #[serde(
        default,
        with = "crate::runtime::duration::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    timer: Option<Nullable<Duration>>,
    #[serde(
        default,
        deserialize_with = "crate::runtime::timestamp::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    at: Option<Nullable<Timestamp>>,
    #[serde(
        default,
        deserialize_with = "crate::runtime::non_null::nullable_list",
        skip_serializing_if = "Option::is_none"
    )]
    tags: Option<Nullable<Vec<Tag>>>,
    #[serde(
        default,
        deserialize_with = "crate::runtime::non_null::nullable_map",
        skip_serializing_if = "Option::is_none"
    )]
    counts: Option<Nullable<BTreeMap<String, i64>>>,
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let absent = json!({});
    let null = json!({
        "name": null, "tag": null, "timer": null, "at": null, "tags": null, "counts": null,
    });
    let set = json!({
        "name": "x", "tag": {"name": "t"}, "timer": "PT1M", "at": "2024-02-29T12:00:00Z",
        "tags": [{"name": "u"}], "counts": {"a": 1},
    });
    for json in [absent, null, set] {
        let patch: Patch = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(patch).unwrap(), json);
    }
}

#[test]
fn values_are_read_as_those_of_other_fields() {
    let read = |json| serde_json::from_value::<Patch>(json);
    let patch = read(json!({"tags": [null, {"name": "u"}], "counts": {"a": null}}));
    let patch = patch.unwrap();
    let tags = vec![Tag {
        name: "u".to_owned(),
    }];
    assert_eq!(patch.tags, Some(Nullable::Value(tags)));
    assert_eq!(patch.counts, Some(Nullable::Value(BTreeMap::new())));
    assert_eq!(read(json!({"at": "soon"})).unwrap().at, None);
    let error = read(json!({"tag": ["t"]})).unwrap_err().to_string();
    assert!(error.contains("expected an object"), "{error}");
    assert!(read(json!({"timer": "1 minute"})).is_err());
}
