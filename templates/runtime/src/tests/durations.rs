//! Durations on the wire.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::runtime::duration::{from_text, to_text};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Timers {
    #[serde(default, with = "crate::runtime::duration::option")]
    inactive: Option<Duration>,
    #[serde(default, with = "crate::runtime::duration::option")]
    closed: Option<Duration>,
}

#[test]
fn what_is_written_is_read_back() {
    for text in ["PT0S", "PT1S", "PT1M", "PT10M", "PT1H", "PT1H30M", "PT0.5S", "PT24H"] {
        assert_eq!(to_text(from_text(text).unwrap()), text);
    }
}

#[test]
fn days_and_weeks_have_a_length() {
    for (text, hours) in [("P1D", 24), ("P1W", 168), ("P1DT1H", 25), ("PT90M", 0)] {
        let seconds = if hours == 0 { 5400 } else { hours * 3600 };
        assert_eq!(from_text(text), Ok(Duration::from_secs(seconds)), "{text}");
    }
}

#[test]
fn years_months_and_the_past_have_none() {
    for text in ["P1Y", "P1M", "P1Y2M3D", "-PT1M", "", "P", "1 minute", "PT1M-", "60"] {
        assert!(from_text(text).is_err(), "{text}");
    }
}

#[test]
fn fields_are_text() {
    let json = r#"{"inactive":"PT1M","closed":"PT10M"}"#;
    let timers: Timers = serde_json::from_str(json).unwrap();
    assert_eq!(timers.inactive, Some(Duration::from_secs(60)));
    assert_eq!(serde_json::to_string(&timers).unwrap(), json);
    for json in [r#"{"inactive":"PT1M","closed":null}"#, r#"{"inactive":"PT1M"}"#] {
        assert_eq!(serde_json::from_str::<Timers>(json).unwrap().closed, None);
    }
}
