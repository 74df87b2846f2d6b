//! Destinations and credentials of requests, and the destinations that pages may link to.

use client_runtime::runtime::{Client, Credentials, ErrorKind, Page, RequestOptions};
use client_runtime::widgets::Widget;

use crate::network::{Network, answer};

/// `AC1:token`
const OF_CLIENT: &str = "Basic QUMxOnRva2Vu";
/// `AC2:other`
const OF_REQUEST: &str = "Basic QUMyOm90aGVy";

fn other_credentials() -> RequestOptions {
    RequestOptions::new().credentials(Credentials::auth_token("AC2", "other"))
}

/// Returns a page that links to the next one.
fn page(next: Option<&str>) -> String {
    let meta = serde_json::json!({"next_page_url": next});
    serde_json::json!({"widgets": [{"sid": "WI1"}], "meta": meta}).to_string()
}

/// Returns the destinations of requests, without their queries, and their credentials.
fn sent(network: &Network) -> Vec<(String, String)> {
    let sent = network.sent().into_iter().map(|sent| {
        let url = sent.request.uri().to_string();
        let authorization = sent.request.headers()["authorization"].to_str().unwrap();
        (url, authorization.to_owned())
    });
    sent.collect()
}

/// Returns the destination of a request with these options.
async fn origin(client: &Client, network: &Network, options: RequestOptions) -> String {
    client.widget("WI1").fetch().options(options).await.unwrap();
    let (url, authorization) = sent(network).pop().unwrap();
    assert_eq!(authorization, OF_CLIENT);
    url.strip_suffix("/v1/Widgets/WI1").unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_request_has_its_own_credentials_in_every_attempt() {
    let network = Network::new([answer(503), answer(200)]);
    let client = network.client();
    client.widget("WI1").fetch().options(other_credentials()).await.unwrap();
    client.widget("WI1").fetch().await.unwrap();
    let used: Vec<_> = sent(&network).into_iter().map(|sent| sent.1).collect();
    assert_eq!(used, [OF_REQUEST, OF_REQUEST, OF_CLIENT]);
    let builder = network.builder().default_options(other_credentials());
    builder.build().unwrap().widget("WI1").fetch().await.unwrap();
    assert_eq!(sent(&network).pop().unwrap().1, OF_REQUEST);
}

#[tokio::test(start_paused = true)]
async fn credentials_that_cannot_be_sent_are_not_sent() {
    let network = Network::new([answer(200)]);
    let bad = RequestOptions::new().credentials(Credentials::auth_token("AC2", ""));
    let error = network.client().widget("WI1").fetch().options(bad).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    assert_eq!(error.operation(), Some("FetchWidget"));
    assert_eq!(network.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_request_goes_where_its_options_say() {
    let network = Network::new([answer(200)]);
    let client = network.client();
    let none = RequestOptions::new;
    for (options, expected) in [
        (none(), "https://conversations.twilio.com"),
        (none().region("us1"), "https://conversations.ashburn.us1.twilio.com"),
        (none().region("ie1"), "https://conversations.dublin.ie1.twilio.com"),
        (none().region("au1"), "https://conversations.sydney.au1.twilio.com"),
        (
            none().region("jp1").edge("tokyo"),
            "https://conversations.tokyo.jp1.twilio.com",
        ),
        (none().edge("dublin"), "https://conversations.dublin.us1.twilio.com"),
        (
            none().edge("dublin").region("ie1"),
            "https://conversations.dublin.ie1.twilio.com",
        ),
        (none().base_url("http://[::1]:8080/twilio/"), "http://[::1]:8080/twilio"),
    ] {
        assert_eq!(origin(&client, &network, options).await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn an_operation_may_have_another_server() {
    let network = Network::new([answer(200).body("[]")]);
    // The operation requires an access token.
    let none = || RequestOptions::new().credentials(Credentials::access_token("secret"));
    let regional = network.builder().region("ie1").build().unwrap();
    let gateway = network.builder().base_url("https://example.com/a").build().unwrap();
    for (client, options, expected) in [
        (&network.client(), none(), "https://tools.twilio.com/api"),
        (
            &network.client(),
            none().edge("tokyo"),
            "https://tools.tokyo.us1.twilio.com/api",
        ),
        (&regional, none(), "https://tools.dublin.ie1.twilio.com/api"),
        (&gateway, none(), "https://example.com/a"),
        (&regional, none().base_url("https://example.com"), "https://example.com"),
    ] {
        client.workshop("WS1").tools().list().options(options).await.unwrap();
        let (url, authorization) = sent(&network).pop().unwrap();
        assert_eq!(url, format!("{expected}/v1/Workshops/WS1/Tools"));
        assert_eq!(authorization, "Bearer secret");
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_request_leaves_open_is_as_with_the_client() {
    let network = Network::new([answer(200)]);
    let none = RequestOptions::new;
    let regional = network.builder().region("au1").edge("sydney").build().unwrap();
    // Another region has its own edge; the same region keeps it.
    let region = origin(&regional, &network, none().region("ie1")).await;
    assert_eq!(region, "https://conversations.dublin.ie1.twilio.com");
    let region = origin(&regional, &network, none().region("us1")).await;
    assert_eq!(region, "https://conversations.ashburn.us1.twilio.com");
    let region = origin(&regional, &network, none().region("AU1")).await;
    assert_eq!(region, "https://conversations.sydney.au1.twilio.com");
    let error = regional.widget("WI1").fetch().options(none().edge("dublin")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Configuration);
    let error = regional.widget("WI1").fetch().options(none().region("jp1")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Configuration);
    let edge_alone = network.builder().edge("umatilla").build().unwrap();
    let region = origin(&edge_alone, &network, none().region("us1")).await;
    assert_eq!(region, "https://conversations.umatilla.us1.twilio.com");
    let region = origin(&edge_alone, &network, none().region("ie1")).await;
    assert_eq!(region, "https://conversations.dublin.ie1.twilio.com");
    let edge = origin(&edge_alone, &network, none().edge("tokyo")).await;
    assert_eq!(edge, "https://conversations.tokyo.us1.twilio.com");
    let gateway = network.builder().base_url("https://example.com").build().unwrap();
    assert_eq!(origin(&gateway, &network, none()).await, "https://example.com");
    let region = origin(&gateway, &network, none().region("ie1")).await;
    assert_eq!(region, "https://conversations.dublin.ie1.twilio.com");
    let builder = network.builder().region("au1").edge("sydney");
    let client = builder.default_options(none().region("ie1")).build().unwrap();
    let default = origin(&client, &network, none()).await;
    assert_eq!(default, "https://conversations.dublin.ie1.twilio.com");
}

#[tokio::test(start_paused = true)]
async fn a_client_is_not_built_for_a_region_without_its_edge() {
    let network = Network::new([answer(200)]);
    let none = RequestOptions::new;
    for builder in [
        network.builder().region("jp1"),
        network.builder().region("ie1").edge("ashburn"),
        network.builder().region("au1").edge("dublin"),
        network.builder().default_options(none().region("br1")),
        network.builder().region("ie1").default_options(none().edge("sydney")),
    ] {
        assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::Configuration);
    }
    assert_eq!(network.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_place_that_makes_no_sense_is_not_gone_to() {
    let network = Network::new([answer(200)]);
    let none = RequestOptions::new;
    for options in [
        none().region("evil.example/"),
        none().edge("a b"),
        none().region("jp1"),
        none().region("ie1").edge("sydney"),
        none().base_url("ftp://example.com"),
        none().base_url("https://user:password@example.com"),
        none().base_url("https://h:99999"),
        none().base_url("https://[fe80::1%25eth0]"),
        none().base_url("https://example.com/a/../b"),
        none().base_url(r"https://example.com\evil"),
    ] {
        let fetch = network.client().widget("WI1").fetch().options(options);
        let error = fetch.await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
        assert_eq!(error.operation(), Some("FetchWidget"));
        assert!(!error.is_outcome_unknown());
    }
    assert_eq!(network.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn pages_stay_where_the_first_one_came_from() {
    const ELSEWHERE: &str = "https://conversations.dublin.ie1.twilio.com";
    let options = || other_credentials().region("ie1").edge("dublin");
    let next = format!("{ELSEWHERE}/v1/Widgets?Page=1");
    let network = Network::new([
        answer(200).body(page(Some(&next))),
        answer(200).body(page(None)),
    ]);
    let list = network.client().widgets().list().options(options());
    assert_eq!(list.all().await.unwrap().len(), 2);
    let expected = [format!("{ELSEWHERE}/v1/Widgets"), next];
    let expected = expected.map(|url| (url, OF_REQUEST.to_owned()));
    assert_eq!(sent(&network), expected);
    // Links that the client itself would accept are on another host then.
    let gateway = |base_url| RequestOptions::new().base_url(base_url);
    let client = Network::new([answer(200)]);
    for (client, options, next) in [
        (client.builder(), gateway("http://127.0.0.1:1"), "http://127.0.0.1:2"),
        (client.builder(), gateway("http://127.0.0.1:1"), "https://127.0.0.1:1"),
        (
            client.builder().base_url("https://a.example"),
            gateway("https://b.example"),
            "https://a.example",
        ),
        (
            client.builder().base_url("https://a.example"),
            RequestOptions::new().region("ie1"),
            "https://a.example",
        ),
    ] {
        let next = format!("{next}/v1/Widgets?Page=1");
        let network = Network::new([answer(200).body(page(Some(&next)))]);
        let client = client.transport(network.clone()).build().unwrap();
        let list = client.widgets().list().options(options);
        let first: Page<Widget> = list.await.unwrap();
        let error = first.next_page().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0));
        assert!(!error.is_outcome_unknown());
        assert_eq!(network.count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn pages_go_where_the_options_of_the_request_say() {
    for (options, base_url) in [
        (
            RequestOptions::new().region("ie1"),
            "https://conversations.dublin.ie1.twilio.com",
        ),
        (
            RequestOptions::new().base_url("https://b.example/twilio"),
            "https://b.example/twilio",
        ),
    ] {
        let link =
            |page| format!("https://conversations.twilio.com/v1/Widgets?Page={page}");
        let network = Network::new([
            answer(200).body(page(Some(&link(1)))),
            answer(200).body(page(Some(&link(2)))),
            answer(200).body(page(None)),
        ]);
        let client = network.builder().base_url("https://a.example").build().unwrap();
        let list = client.widgets().list().options(options);
        assert_eq!(list.all().await.unwrap().len(), 3);
        let expected = ["", "?Page=1", "?Page=2"].map(|query| {
            (format!("{base_url}/v1/Widgets{query}"), OF_CLIENT.to_owned())
        });
        assert_eq!(sent(&network), expected);
    }
}
