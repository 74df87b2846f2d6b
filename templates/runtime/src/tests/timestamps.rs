//! Timestamps in responses, including invalid ones.

use jiff::Timestamp;

use crate::widgets::Widget;

/// Returns the creation time of a widget, given the JSON of the property.
fn made(date: &str) -> Result<Option<Timestamp>, serde_json::Error> {
    let json = format!(r#"{{"sid": "WI1", "date_created": {date}}}"#);
    serde_json::from_str(&json).map(|widget: Widget| widget.date_created)
}

#[test]
fn usual_timestamps_are_read_and_written() {
    for (text, same) in [
        ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
        ("2024-02-29T12:00:00.25Z", "2024-02-29T12:00:00.25Z"),
        ("2024-02-29T12:00:00+02:00", "2024-02-29T10:00:00Z"),
        ("2024-02-29T12:00:00-00:00", "2024-02-29T12:00:00Z"),
        ("2024-02-29t12:00:00z", "2024-02-29T12:00:00Z"),
    ] {
        let date = made(&format!("{text:?}")).unwrap();
        assert_eq!(date.unwrap().to_string(), same);
        let written = serde_json::to_string(&date).unwrap();
        assert_eq!(made(&written).unwrap(), date, "{written}");
    }
    assert_eq!(made("null").unwrap(), None);
    assert_eq!(
        serde_json::from_str::<Widget>(r#"{"sid": "WI1"}"#).unwrap().date_created,
        None
    );
}

#[test]
fn odd_timestamps_do_not_lose_a_response() {
    let max = Some(Timestamp::MAX);
    let min = Some(Timestamp::MIN);
    let at = |text: &str| Some(text.parse().unwrap());
    for (text, expected) in [
        ("9999-12-31T23:59:59Z", max),
        ("9999-12-31T23:59:59.999999999-23:59", max),
        ("9999-12-30T22:00:00.999999999Z", max),
        ("9999-12-30T22:00:00Z", at("9999-12-30T22:00:00Z")),
        ("-009999-01-01T00:00:00Z", min),
        ("0000-01-01T00:00:00Z", at("0000-01-01T00:00:00Z")),
        ("0001-01-01T00:00:00Z", at("0001-01-01T00:00:00Z")),
        ("2016-12-31T23:59:60Z", at("2016-12-31T23:59:59Z")),
        ("2024-02-29T12:00:00", at("2024-02-29T12:00:00Z")),
        ("2024-02-29T12:00:00+25:59", at("2024-02-28T10:01:00Z")),
        ("0000-00-00T00:00:00Z", None),
        ("10000-01-01T00:00:00Z", None),
        ("+010000-01-01T00:00:00Z", None),
        ("2016-12-31T23:59:61Z", None),
        ("2024-02-29T24:00:00Z", None),
        ("2023-02-29T12:00:00Z", None),
        ("2024-02-29T12:00:00+26:00", None),
        ("2024-02-29", None),
        ("Thu, 29 Feb 2024 12:00:00 GMT", at("2024-02-29T12:00:00Z")),
        ("Thu, 29 Feb 2024 12:00:00 +0100", at("2024-02-29T11:00:00Z")),
        ("Thu, 29 Feb 2024 24:00:00 +0000", None),
        ("29 Feb 2024", None),
        ("1709208000", None),
        ("yesterday", None),
        ("\u{661}", None),
        ("", None),
    ] {
        let date = made(&serde_json::to_string(text).unwrap()).unwrap();
        assert_eq!(date, expected, "{text}");
        let written = serde_json::to_string(&date).unwrap();
        assert_eq!(made(&written).unwrap(), date, "{written}");
    }
}

#[test]
fn what_is_no_text_is_no_timestamp() {
    for json in ["1709208000", "true", "{}", "[]", r#"["2024-02-29T12:00:00Z"]"#] {
        assert!(made(json).is_err(), "{json}");
    }
}
