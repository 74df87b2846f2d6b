//! Page links contain hosts of the API, and are requested from the client's own server.

use client_runtime::runtime::{Client, ClientBuilder, ErrorKind, PageToken};

use crate::recorder::{ORIGIN, Recorder};

/// Creates the configuration of a client, given its transport.
type Configure = fn(ClientBuilder) -> ClientBuilder;

/// Configurations, and their base URLs.
const CLIENTS: [(Configure, &str); 8] = [
    (|builder| builder, ORIGIN),
    (|builder| builder.region("ie1"), "https://conversations.dublin.ie1.twilio.com"),
    (
        |builder| builder.region("us1").edge("frankfurt"),
        "https://conversations.frankfurt.us1.twilio.com",
    ),
    (|builder| builder.base_url("https://gateway.example"), "https://gateway.example"),
    (
        |builder| builder.base_url("https://gateway.example:8443/twilio/conversations/"),
        "https://gateway.example:8443/twilio/conversations",
    ),
    (|builder| builder.base_url("http://127.0.0.1:4010"), "http://127.0.0.1:4010"),
    // Prefixes that resemble the start of the API's own paths.
    (
        |builder| builder.base_url("https://gateway.example/v1"),
        "https://gateway.example/v1",
    ),
    (
        |builder| builder.base_url("https://gateway.example/v1/Widgets"),
        "https://gateway.example/v1/Widgets",
    ),
];

/// Returns a page that links to the next one.
fn page(sid: &str, next: Option<&str>) -> String {
    let meta = serde_json::json!({"next_page_url": next});
    serde_json::json!({"widgets": [{"sid": sid}], "meta": meta}).to_string()
}

fn client(recorder: &Recorder, configure: Configure) -> Client {
    configure(recorder.builder()).build().unwrap()
}

/// Returns the requested URLs, after checking that each request has the client's credentials.
fn sent(recorder: &Recorder) -> Vec<String> {
    let requests = recorder.requests();
    for request in &requests {
        assert_eq!(request.headers()["authorization"], "Basic QUMxOnRva2Vu");
    }
    requests.iter().map(|request| request.uri().to_string()).collect()
}

/// Returns the prefixes of links that a client with this base URL follows.
fn starts(base_url: &str) -> Vec<String> {
    let path =
        base_url.splitn(4, '/').nth(3).map_or(String::new(), |it| format!("/{it}"));
    let origin = base_url.strip_suffix(&path).unwrap();
    vec![
        // Twilio's plain host, hosts of a region, and another spelling.
        ORIGIN.to_owned(),
        "https://conversations.dublin.ie1.twilio.com".to_owned(),
        "https://conversations.us1.twilio.com".to_owned(),
        "HTTPS://Conversations.Twilio.COM:443".to_owned(),
        // The client's own origin, and no origin at all, with the prefix and without.
        base_url.to_owned(),
        origin.to_owned(),
        path,
        String::new(),
    ]
}

#[tokio::test]
async fn pages_are_asked_for_at_the_own_destination() {
    for (configure, base_url) in CLIENTS {
        for start in starts(base_url) {
            let link =
                |page| format!("{start}/v1/Widgets?Page={page}&PageToken=PA+:.%2f");
            let recorder = Recorder::new([
                page("a", Some(&link(1))).as_str(),
                page("b", Some(&link(2))).as_str(),
                page("c", None).as_str(),
            ]);
            let list = client(&recorder, configure).widgets().list();
            let items =
                list.all().await.unwrap_or_else(|error| panic!("{start}: {error}"));
            assert_eq!(items.len(), 3);
            let expected = [
                format!("{base_url}/v1/Widgets"),
                format!("{base_url}/v1/Widgets?Page=1&PageToken=PA+:.%2f"),
                format!("{base_url}/v1/Widgets?Page=2&PageToken=PA+:.%2f"),
            ];
            assert_eq!(sent(&recorder), expected, "{start}");
        }
    }
}

#[tokio::test]
async fn paths_of_another_form_lose_no_more_than_the_prefix() {
    for (base_url, link, expected) in [
        ("https://a.example/x", "/v1/Anything?Page=1", "/x/v1/Anything?Page=1"),
        ("https://a.example/x", "/x/v1/Anything?Page=1", "/x/v1/Anything?Page=1"),
        ("https://a.example/x", "/%78/v1/Widgets?Page=1", "/x/v1/Widgets?Page=1"),
        ("https://a.example/x", "/xy/v1/Widgets?Page=1", "/x/xy/v1/Widgets?Page=1"),
        ("https://a.example/x", "/x/x/v1/Widgets?Page=1", "/x/x/v1/Widgets?Page=1"),
        ("https://a.example/x", "/x?Page=1", "/x/x?Page=1"),
        ("https://a.example", "?Page=1", "/?Page=1"),
    ] {
        let link = format!("{ORIGIN}{link}");
        let recorder =
            Recorder::new([page("a", Some(&link)).as_str(), &page("b", None)]);
        let builder = recorder.builder().base_url(base_url);
        builder.build().unwrap().widgets().list().all().await.unwrap();
        assert_eq!(sent(&recorder)[1], format!("https://a.example{expected}"), "{link}");
    }
}

#[tokio::test]
async fn links_to_anything_else_are_refused() {
    for (configure, base_url) in CLIENTS {
        for origin in [
            "https://example.com",
            "https://twilio.com",
            "https://api.twilio.com",
            "https://chat.dublin.ie1.twilio.com",
            "https://conversations.a.dublin.ie1.twilio.com",
            "https://conversations..twilio.com",
            "https://conversations.dublin..twilio.com",
            "https://conversations.a_b.twilio.com",
            "https://conversations.twilio.com.example.com",
            "https://conversations-twilio.com",
            "https://conversations.twilio.com.",
            "https://conversationsXtwilio.com",
            "https://conversations.eviltwilio.com",
            "https://conversations.twilio.com@example.com",
            "https://user@conversations.twilio.com",
            "https://user:password@conversations.dublin.ie1.twilio.com",
            "https://example.com\\.twilio.com",
            "https://conversations.twilio.com:8443",
            "https://conversations.dublin.ie1.twilio.com:80",
            "https://conversations.twilio.com:99999",
            "https://conversations.twilio.com:",
            "http://conversations.twilio.com",
            "http://conversations.dublin.ie1.twilio.com",
            "ftp://conversations.twilio.com",
            "https://gateway.example:4430",
            "http://gateway.example",
            "https://127.0.0.1:4010",
            "http://127.0.0.1",
            "http://127.0.0.1:4011",
            "https://sub.gateway.example",
            "https://gateway.example.other.example",
            "https://user@gateway.example",
            "https://gateway.example@other.example",
            "//conversations.twilio.com",
            "//example.com",
            "\\\\example.com",
            "/\\example.com",
            "https:",
            "x",
        ] {
            let link = format!("{origin}/v1/Widgets?Page=1");
            let recorder = Recorder::new([page("a", Some(&link)).as_str()]);
            let client = client(&recorder, configure);
            let error = client.widgets().list().all().await.unwrap_err();
            let found = (error.kind(), error.attempts());
            assert_eq!(found, (ErrorKind::Page, 0), "{link} at {base_url}");
            let error = client.widgets().list().resume(link).await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0));
            assert_eq!(sent(&recorder), [format!("{base_url}/v1/Widgets")]);
        }
    }
}

#[tokio::test]
async fn tokens_are_resumed_at_the_own_destination() {
    for (configure, base_url) in CLIENTS {
        for start in starts(base_url) {
            let recorder = Recorder::new([page("b", None).as_str()]);
            let token = format!("{start}/v1/Widgets?Page=1#limit=5");
            let token: PageToken = token.parse().unwrap();
            client(&recorder, configure).widgets().list().resume(token).await.unwrap();
            assert_eq!(sent(&recorder), [format!("{base_url}/v1/Widgets?Page=1")]);
        }
        // A token of this client is one of this client, also where links name another host.
        let link = format!("{ORIGIN}/v1/Widgets?Page=1");
        let recorder =
            Recorder::new([page("a", Some(&link)).as_str(), &page("b", None)]);
        let list = client(&recorder, configure).widgets().list();
        let token = list.clone().await.unwrap().continuation().unwrap();
        assert_eq!(token.as_str(), format!("{base_url}/v1/Widgets?Page=1"));
        list.resume(token).await.unwrap();
        assert_eq!(sent(&recorder)[1], format!("{base_url}/v1/Widgets?Page=1"));
    }
}

#[tokio::test]
async fn a_page_that_was_read_is_known_by_any_of_its_links() {
    for (configure, base_url) in CLIENTS {
        for start in starts(base_url) {
            let link = format!("{start}/v1/Widgets?Page=1");
            let again = format!("{ORIGIN}/v1/Widgets?Page=1");
            let recorder = Recorder::new([
                page("a", Some(&again)).as_str(),
                page("b", Some(&link)).as_str(),
            ]);
            let list = client(&recorder, configure).widgets().list();
            let error = list.all().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Page);
            assert!(error.to_string().contains("was read already"), "{error}");
            assert_eq!(recorder.requests().len(), 2, "{start} at {base_url}");
        }
    }
}

#[tokio::test]
async fn a_token_of_another_gateway_is_not_resumed() {
    let recorder = Recorder::default();
    let client =
        recorder.builder().base_url("https://gateway.example/a").build().unwrap();
    for token in [
        "https://other.example/a/v1/Widgets?Page=1",
        "https://gateway.example/b/v1/Widgets?Page=1",
        "https://gateway.example/a/a/v1/Widgets?Page=1",
        "/b/v1/Widgets?Page=1",
    ] {
        let error = client.widgets().list().resume(token).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Page, "{token}");
    }
    assert!(recorder.requests().is_empty());
}
