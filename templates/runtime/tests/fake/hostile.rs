//! Requests of anyone: the fake listens on a socket too.

use client_runtime::fake::FakeTwilio;
use proptest::prelude::*;
use proptest::sample::select;

use super::wire::{API_KEY, FORM, send_with};

/// A segment of a path: one that operations have, or any text in its encoding.
fn segment() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] =
        &["v1", "Widgets", "Workshops", "Parts", "Manual", "a", "", "%", "%ff", ".."];
    prop_oneof![
        4 => select(KNOWN).prop_map(str::to_owned),
        1 => "[!$-;=@-Z_a-z~]{0,40}",
    ]
}

/// A parameter: a name that operations have, or any, and any value.
fn parameter() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "Owner",
        "State",
        "Tag",
        "PartSid",
        "Attributes",
        "Lifetime",
        "DateCreated",
        "DateUpdated",
        "Due",
        "Weight",
        "Count",
        "Color",
        "Size",
        "FormerState",
        "PageSize",
        "Page",
        "PageToken",
        "DryRun",
    ];
    const VALUES: &[&str] = &[
        "",
        "active",
        "-9223372036854775809",
        "18446744073709551616",
        "1e999",
        "PT1H",
        "-PT1H",
        "P9999999999D",
        "9999-12-31T23:59:59Z",
        "-009999-01-01T00:00:00Z",
        "0",
        "%F0%9F%91%8B",
        "%7B%7D",
        "%5B%5B%5B",
    ];
    // The characters that a URL can have, among them `&`, `=`, `+` and `%`.
    let value = prop_oneof![
        4 => select(VALUES).prop_map(str::to_owned),
        1 => "[!$-;=@-Z_a-z~]{0,60}",
    ];
    let name = prop_oneof![
        4 => select(KNOWN).prop_map(str::to_owned),
        1 => "[!$-;=@-Z_a-z~]{0,10}",
    ];
    (name, value).prop_map(|(name, value)| format!("{name}={value}"))
}

proptest! {
    #[test]
    fn every_request_has_a_response(
        method in select(&["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "TRACE"][..]),
        path in prop::collection::vec(segment(), 0..7),
        query in prop::collection::vec(parameter(), 0..4),
        form in prop::collection::vec(parameter(), 0..6),
        garbage in prop_oneof![
            3 => Just(Vec::new()),
            1 => prop::collection::vec(any::<u8>(), 1..20),
        ],
    ) {
        let target = format!("/{}?{}", path.join("/"), query.join("&"));
        let mut body = form.join("&").into_bytes();
        body.extend(garbage);
        let fake = FakeTwilio::new();
        let headers = [("authorization", API_KEY), ("content-type", FORM)];
        let received = send_with(&fake, (method, &target), &headers, body);
        let received = pollster::block_on(received);
        prop_assert!((200..600).contains(&received.status));
        if received.status >= 400 {
            prop_assert_eq!(received.body["status"].as_u64(), Some(received.status.into()));
            prop_assert!(received.body["message"].is_string());
        }
    }
}
