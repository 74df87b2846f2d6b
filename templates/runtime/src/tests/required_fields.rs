//! Fields that every response has, and properties without a field of their own.

use std::time::Duration;

use serde_json::{Value, json};

use crate::runtime::response;
use crate::runtime::values::object::Object;
use crate::tools::Calibration;

fn calibration() -> Value {
    json!({
        "at": "2026-11-28T12:00:00Z",
        "lasts": "PT10M",
        "by": {"name": "alice"},
        "steps": ["clean", null, "measure"],
        "limits": {"speed": 18_446_744_073_709_551_615_u64, "none": null},
        "pressure": -3,
        "unknown": null,
    })
}

fn decode(value: &Value) -> Result<Calibration, String> {
    let seed = std::marker::PhantomData::<Object<Calibration>>;
    response::decode_model(value.to_string().as_bytes(), seed)
        .map(|Object(calibration)| calibration)
        .map_err(|error| error.to_string())
}

#[test]
fn values_are_read_and_written_with_all_properties() {
    let read = decode(&calibration()).unwrap();
    assert_eq!(read.lasts, Duration::from_secs(600));
    assert_eq!(read.steps, ["clean", "measure"]);
    assert_eq!(read.limits["speed"], u64::MAX);
    assert_eq!(read.note, None);
    assert_eq!(read.additional_properties, [("pressure".to_owned(), -3)].into());
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(written["pressure"], -3);
    assert_eq!(written["lasts"], "PT10M");
    assert_eq!(decode(&written).unwrap(), read);
}

#[test]
fn an_error_names_the_field_that_is_missing_or_invalid() {
    for field in ["at", "lasts", "by", "steps", "limits"] {
        let mut missing = calibration();
        missing.as_object_mut().unwrap().remove(field);
        let error = decode(&missing).unwrap_err();
        assert!(error.contains(&format!("`{field}` is missing")), "{error}");
        let mut null = calibration();
        null[field] = Value::Null;
        assert!(decode(&null).is_err(), "{field}");
    }
    let mut day = calibration();
    day["at"] = json!("2026-11-28");
    assert!(decode(&day).is_err(), "a date alone is not a timestamp");
    let mut text = calibration();
    text["pressure"] = json!("high");
    assert!(decode(&text).is_err());
    // Not an array in place of the object, either.
    assert!(decode(&json!([])).is_err());
}
