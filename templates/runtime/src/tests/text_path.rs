//! The path of a model that cannot be decoded, which is found in the text, is the one that its type leads to.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::runtime::response::{decode, decode_model};
use crate::runtime::values::object::Object;
use crate::tools::Calibration;
use crate::widgets::Widget;

/// Returns the paths of the error by the type and by the text; `None` if there is no error.
fn paths<T: DeserializeOwned>(json: &str) -> Option<[Option<String>; 2]> {
    let by_type = decode::<Object<T>>(json.as_bytes())
        .map_err(|error| error.path().map(str::to_owned))
        .err();
    let by_text = decode_model(json.as_bytes(), PhantomData::<Object<T>>)
        .map_err(|error| error.path().map(str::to_owned))
        .err();
    assert_eq!(by_type.is_some(), by_text.is_some(), "{json}");
    Some([by_type?, by_text?])
}

/// Returns `true` if the paths agree. The names of a type with a flattened field are not known from the type.
fn agree(by_text: Option<&str>, by_type: Option<&str>) -> bool {
    let (Some(by_text), Some(by_type)) = (by_text, by_type) else {
        return by_text == by_type;
    };
    let is_same = |(text, of_type): (&str, &str)| {
        let index = of_type.strip_prefix("[redacted]");
        text == of_type || index.is_some_and(|index| text.ends_with(index))
    };
    let (by_text, by_type) = (by_text.split('.'), by_type.split('.'));
    by_text.clone().count() == by_type.clone().count()
        && by_text.zip(by_type).all(is_same)
}

/// Replaces each property by other values and removes it, and returns the number of errors.
fn compare<T: DeserializeOwned>(whole: &Value) -> usize {
    let odd = json!([
        7, -1.5, 1e300, "alice", "\" ] } , : \\", true, null, {}, [], {"alice": 1}, {"alice": {}}, ["alice"], [7], [[7]],
        [{}], [{"alice": [1]}], [{}, [1]], {"at": 1}, {"name": 7}, [{"name": {"name": 7}}]
    ]);
    let mut errors = 0;
    let mut compare = |value: &Value| {
        for json in [value.to_string(), format!("{value:#}"), format!(" {value:#}\n")] {
            if let Some([by_type, by_text]) = paths::<T>(&json) {
                assert!(
                    agree(by_text.as_deref(), by_type.as_deref()),
                    "{json}: {by_text:?}, {by_type:?}"
                );
                errors += 1;
            }
        }
    };
    for name in whole.as_object().unwrap().keys() {
        for value in odd.as_array().unwrap() {
            let mut changed = whole.clone();
            changed[name] = value.clone();
            compare(&changed);
            compare(&json!({name: value}));
        }
        let mut incomplete = whole.clone();
        incomplete.as_object_mut().unwrap().remove(name);
        compare(&incomplete);
    }
    odd.as_array().unwrap().iter().for_each(compare);
    errors
}

#[test]
fn the_path_in_the_text_is_that_of_the_type() {
    let widget = json!({
        "attributes": "{}",
        "case": {"name": "box", "inner": {"name": "bag"}},
        "count": 1,
        "date_created": "2026-11-28T12:00:00Z",
        "due": "2026-11-28",
        "isHeavy": true,
        "lifetime": "PT10M",
        "limits": {"speed": 7},
        "maker": {"name": "alice"},
        "owner": "alice",
        "past_states": ["new"],
        "repairers": [{"name": "alice"}],
        "sid": "WI1",
        "state": "new",
        "url": "https://example.com",
        "waits": ["PT1S"],
        "weight": 1.5,
    });
    assert!(compare::<Widget>(&widget) > 500);
    let calibration = json!({
        "at": "2026-11-28T12:00:00Z",
        "by": {"name": "alice"},
        "lasts": "PT10M",
        "limits": {"speed": 7},
        "note": "done",
        "pressure": -3,
        "steps": ["clean"],
    });
    assert!(compare::<Calibration>(&calibration) > 500);
}

#[test]
fn keys_of_the_sender_are_not_shown() {
    let json = r#"{"sid": "WI1", "limits": {"a": 1, "alice \"]": "x"}}"#;
    let error = decode_model(json.as_bytes(), PhantomData::<Object<Widget>>);
    assert_eq!(error.err().unwrap().path(), Some("limits.[redacted]"));
}
