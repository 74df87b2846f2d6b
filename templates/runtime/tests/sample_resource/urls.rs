//! Hostile arguments, parameters and links: a transport receives the URL that was validated, whatever parser it uses.
//! The [`Recorder`] compares each URL with the parser of the default transport.

use client_runtime::runtime::ErrorKind;

use crate::recorder::{ORIGIN, Recorder};

/// Names that URL parsers could misinterpret, with their encoding in the path; `None` if they are rejected.
const NAMES: [(&str, Option<&str>); 27] = [
    ("", None),
    (".", None),
    ("..", None),
    ("../Workshops", None),
    ("..\\..\\v1\\Workshops", None),
    ("WI1/../WI2", None),
    ("WI1\\..\\WI2", None),
    ("WI1/.", None),
    ("..;/Workshops", None),
    ("...", Some("...")),
    ("%2e%2e", Some("%252e%252e")),
    ("%2E.", Some("%252E.")),
    ("%2f..%2f", Some("%252f..%252f")),
    ("a/b", Some("a%2Fb")),
    ("a\\b", Some("a%5Cb")),
    ("\\", Some("%5C")),
    ("/", Some("%2F")),
    ("//example.com", Some("%2F%2Fexample.com")),
    ("https://example.com/", Some("https%3A%2F%2Fexample.com%2F")),
    ("a?b#c", Some("a%3Fb%23c")),
    ("\t\r\n\0\u{7f}", Some("%09%0D%0A%00%7F")),
    (" a ", Some("%20a%20")),
    ("'\"<>`{}|^[]", Some("%27%22%3C%3E%60%7B%7D%7C%5E%5B%5D")),
    ("a@b:c;d=e&f+g,h!$()*", Some("a%40b%3Ac%3Bd%3De%26f%2Bg%2Ch%21%24%28%29%2A")),
    ("\u{ff0e}\u{ff0e}", Some("%EF%BC%8E%EF%BC%8E")),
    ("\u{85}\u{2028}\u{feff}", Some("%C2%85%E2%80%A8%EF%BB%BF")),
    ("100%", Some("100%25")),
];

#[tokio::test]
async fn names_are_one_segment_or_refused() {
    for (name, segment) in NAMES {
        let recorder = Recorder::new([r#"{"sid": "WI1"}"#]);
        let outcome = recorder.client().widget(name).fetch().await;
        if let Some(segment) = segment {
            outcome.unwrap();
            assert_eq!(recorder.targets(), [format!("/v1/Widgets/{segment}")]);
        } else {
            let error = outcome.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{name:?}");
            assert!(error.to_string().contains("argument `Sid`"), "{error}");
            assert!(recorder.requests().is_empty(), "{name:?}");
        }
    }
}

#[tokio::test]
async fn values_of_a_query_are_values() {
    for (value, _) in NAMES {
        let recorder = Recorder::new([r#"{"widgets": []}"#]);
        recorder.client().widgets().list().owner([value]).await.unwrap();
        let url = url::Url::parse(&recorder.request().uri().to_string()).unwrap();
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        assert_eq!(pairs, [("Owner".to_owned(), value.to_owned())]);
        assert_eq!(url.path(), "/v1/Widgets");
    }
}

#[tokio::test]
async fn links_lead_where_they_say_or_nowhere() {
    for (link, followed) in [
        ("/v1/Widgets?Page=1&PageToken=PA%2b+:.~|^`", Some("=PA%2b+:.~|^`")),
        ("/v1/Widgets?Page=1&PageToken=/../..//%2e%2e", Some("=/../..//%2e%2e")),
        ("/v1/Widgets?Page=1&PageToken=a\\b'c", Some("=a%5Cb%27c")),
        ("/v1/Widgets?Page=1&PageToken=é", Some("=%C3%A9")),
        ("/v1/Widgets?Page=1&PageToken=a#/../b\\", Some("=a")),
        ("/v1\\Widgets?Page=1", None),
        ("\\v1/Widgets?Page=1", None),
        ("/v1/Workshops/WS1\\..\\..\\Widgets?Page=1", None),
        ("/v1/Workshops/WS1/..\\../Widgets?Page=1", None),
        ("/v1/Workshops/../Widgets?Page=1", None),
        ("/v1/Workshops/%2e%2e/Widgets?Page=1", None),
        ("/v1/Workshops/%2E./Widgets?Page=1", None),
        ("/v1/Workshops/.%2e/Widgets?Page=1", None),
        ("/v1/Workshops%2F..%2FWidgets?Page=1", None),
        ("/v1/Workshops%5c..%5cWidgets?Page=1", None),
        ("/v1/./Widgets?Page=1", None),
        ("/v1/%2e/Widgets?Page=1", None),
        ("/v1/Widgets/..?Page=1", None),
        ("/v1/Widgets/..;/?Page=1", None),
        ("/v1/Wid\tgets?Page=1", None),
        ("/v1/Widgets?Page=1\n", None),
        ("/v1/Widgets?Page=1 ", None),
        ("/v1/Widgets?Page=\u{7f}", None),
        ("/v1/Widgets?Page=\u{85}", None),
        ("/v1/%Widgets?Page=1", None),
        ("/v1/%c0%ae%c0%ae/Widgets?Page=1", None),
    ] {
        let meta = serde_json::json!({"next_page_url": format!("{ORIGIN}{link}")});
        let body = serde_json::json!({"widgets": [], "meta": meta}).to_string();
        let recorder = Recorder::new([body.as_str(), r#"{"widgets": []}"#]);
        let outcome = recorder.client().widgets().list().all().await;
        if let Some(token) = followed {
            outcome.unwrap();
            let target = format!("/v1/Widgets?Page=1&PageToken{token}");
            assert_eq!(recorder.targets()[1], target);
        } else {
            let error = outcome.unwrap_err();
            assert_eq!(
                (error.kind(), error.attempts()),
                (ErrorKind::Page, 0),
                "{link:?}"
            );
            assert_eq!(recorder.requests().len(), 1, "{link:?}");
        }
    }
}
