//! Where a request goes and what it proves itself with, and where pages may lead then.

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

/// A page that says where the next one is.
fn page(next: Option<&str>) -> String {
    let meta = serde_json::json!({"next_page_url": next});
    serde_json::json!({"widgets": [{"sid": "WI1"}], "meta": meta}).to_string()
}

/// Where requests went, without their queries, and what they proved themselves with.
fn sent(network: &Network) -> Vec<(String, String)> {
    let sent = network.sent().into_iter().map(|sent| {
        let url = sent.request.uri().to_string();
        let authorization = sent.request.headers()["authorization"].to_str().unwrap();
        (url, authorization.to_owned())
    });
    sent.collect()
}

/// Where a request with these options goes.
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
        (none().region("ie1"), "https://conversations.ie1.twilio.com"),
        (none().edge("dublin"), "https://conversations.dublin.us1.twilio.com"),
        (
            none().edge("dublin").region("ie1"),
            "https://conversations.dublin.ie1.twilio.com",
        ),
        (none().base_url("http://[::1]:8080/twilio/"), "http://[::1]:8080/twilio"),
        // A base URL is the whole truth.
        (none().base_url("https://example.com").region("ie1"), "https://example.com"),
    ] {
        assert_eq!(origin(&client, &network, options).await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_request_leaves_open_is_as_with_the_client() {
    let network = Network::new([answer(200)]);
    let none = RequestOptions::new;
    let regional = network.builder().region("au1").edge("sydney").build().unwrap();
    let edge = origin(&regional, &network, none().edge("dublin")).await;
    assert_eq!(edge, "https://conversations.dublin.au1.twilio.com");
    let region = origin(&regional, &network, none().region("ie1")).await;
    assert_eq!(region, "https://conversations.sydney.ie1.twilio.com");
    let gateway = network.builder().base_url("https://example.com").build().unwrap();
    assert_eq!(origin(&gateway, &network, none()).await, "https://example.com");
    let region = origin(&gateway, &network, none().region("ie1")).await;
    assert_eq!(region, "https://conversations.ie1.twilio.com");
    let builder = network.builder().region("au1");
    let client = builder.default_options(none().region("ie1")).build().unwrap();
    let default = origin(&client, &network, none()).await;
    assert_eq!(default, "https://conversations.ie1.twilio.com");
}

#[tokio::test(start_paused = true)]
async fn a_place_that_makes_no_sense_is_not_gone_to() {
    let network = Network::new([answer(200)]);
    let none = RequestOptions::new;
    for options in [
        none().region("evil.example/"),
        none().edge("a b"),
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
    // The place of the client is another one then, and the other way round.
    for (options, next) in [
        (options(), "https://conversations.twilio.com/v1/Widgets?Page=1"),
        (
            RequestOptions::new(),
            "https://conversations.ie1.twilio.com/v1/Widgets?Page=1",
        ),
        (
            options().base_url("http://127.0.0.1:1"),
            "http://127.0.0.1:2/v1/Widgets?Page=1",
        ),
        (
            options().base_url("http://127.0.0.1:1"),
            "https://127.0.0.1:1/v1/Widgets?Page=1",
        ),
    ] {
        let network = Network::new([answer(200).body(page(Some(next)))]);
        let list = network.client().widgets().list().options(options);
        let first: Page<Widget> = list.await.unwrap();
        let error = first.next_page().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0));
        assert!(!error.is_outcome_unknown());
        assert_eq!(network.count(), 1);
    }
}
