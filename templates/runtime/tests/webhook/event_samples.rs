//! Samples of events.

use client_runtime::events::{EventPart, EventSource, sample};
use client_runtime::jiff::Timestamp;

#[test]
fn a_sample_has_plausible_values() {
    let event = sample::widget_made().event();
    assert_eq!(event.widget_sid.unwrap(), "WI0123456789abcdef0123456789abcdef");
    assert_eq!(event.owner.as_deref(), Some("alice"));
    assert_eq!(event.source, Some(EventSource::Hand));
    assert!(event.date_created.is_some() && event.due.is_some());
    assert!(event.lifetime.is_some() && event.is_heavy.is_some());
    assert!(event.count.is_some() && event.weight.is_some());
    assert_eq!(event.parts, None);
    // Its example is empty.
    assert_eq!(event.url, None);
    assert!(event.other.is_empty());
}

#[test]
fn setters_replace_values() {
    let mut part = EventPart::default();
    part.size = Some(7);
    let time: Timestamp = "2026-02-28T12:00:00.5Z".parse().unwrap();
    let sample = sample::widget_make()
        .owner("bob")
        .owner("carol")
        .widget_sid("WIfedcba9876543210fedcba9876543210")
        .source(EventSource::from("WIND"))
        .attributes(serde_json::json!({"a": [1]}))
        .count(7)
        .is_heavy(false)
        .date_created(time)
        .lifetime(std::time::Duration::from_secs(90))
        .tags(["a,b", "c"])
        .colors(["red", "green"])
        .parts(vec![part.clone()])
        .parameter("New", "1")
        .without("Weight");
    let event = sample.event();
    assert_eq!(event.owner.as_deref(), Some("carol"));
    assert_eq!(event.widget_sid.unwrap(), "WIfedcba9876543210fedcba9876543210");
    assert_eq!(event.source.unwrap(), "WIND");
    assert_eq!(event.attributes.unwrap(), r#"{"a":[1]}"#);
    assert_eq!((event.count, event.is_heavy), (Some(7), Some(false)));
    assert_eq!(event.date_created, Some(time));
    assert_eq!(event.lifetime.map(|time| time.as_secs()), Some(90));
    assert_eq!(event.tags.unwrap(), ["a,b", "c"]);
    assert_eq!(event.colors.unwrap(), ["red", "green"]);
    assert_eq!(event.parts.unwrap(), [part]);
    assert_eq!(event.weight, None);
    assert_eq!(event.other.get("New"), Some("1"));
    let form = sample.form();
    assert!(form.starts_with("EventType=onWidgetMake&"), "{form}");
    assert!(form.contains("Colors=red%2Cgreen"), "{form}");
    assert!(form.contains("Tags=a%2Cb&Tags=c"), "{form}");
}

#[test]
fn debug_shows_the_names_of_parameters_only() {
    let shown = format!("{:?}", sample::widget_break().clone());
    assert!(shown.contains("onWidgetBreak") && shown.contains("Owner"), "{shown}");
    assert!(!shown.contains("alice"), "{shown}");
}
