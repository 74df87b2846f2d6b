//! Page links: path and query are unchanged, and only sent to the client's own server.

use std::sync::{Arc, OnceLock};

use client_runtime::runtime::{Client, Error, ErrorKind};
use client_runtime::widgets::Widget;

use crate::message::{Request, json};
use crate::script::{Script, answer_with};
use crate::server::Server;

/// Returns a server that responds to the first request with a page that links to the first of these links, to the
/// second with one that links to the second, and so on, all on one connection. `{origin}` is replaced by the server's
/// own origin, `{secure}` by the same with `https`.
async fn server(links: &[&str]) -> Server {
    let origin = Arc::new(OnceLock::<String>::new());
    let mut script = Script::default();
    for link in links.iter().map(ToString::to_string).map(Some).chain([None]) {
        let origin = Arc::clone(&origin);
        script = script.and(answer_with(move |_| {
            let origin = origin.get().map_or("", String::as_str);
            let secure = origin.replace("http:", "https:");
            let next = link.as_ref().map(|link| {
                link.replace("{origin}", origin).replace("{secure}", &secure)
            });
            let meta = serde_json::json!({"next_page_url": next});
            let page = serde_json::json!({"widgets": [{"sid": "WI1"}], "meta": meta});
            json(200, page.to_string()).bytes()
        }));
    }
    let server = Server::start([script]).await;
    origin.get_or_init(|| server.origin().to_owned());
    server
}

/// Fetches all widgets.
async fn all(client: &Client) -> Result<Vec<Widget>, Error> {
    client.widgets().list().all().await
}

/// Returns the requested targets.
fn targets(server: &Server) -> Vec<String> {
    server.log().arrived.into_iter().map(|request| request.target).collect()
}

#[tokio::test]
async fn links_elsewhere_are_not_followed() {
    let elsewhere = Server::start([answer_with(|_| Vec::new())]).await;
    let port = elsewhere.origin().rsplit_once(':').unwrap().1.to_owned();
    for link in [
        // Another port, another host, another scheme.
        format!("{}/v1/Widgets?Page=1", elsewhere.origin()),
        format!("http://localhost:{port}/v1/Widgets?Page=1"),
        "https://example.com/v1/Widgets?Page=1".to_owned(),
        // Links that some parsers resolve to this host and others to another.
        format!("{{origin}}@127.0.0.1:{port}/v1/Widgets"),
        format!("http://127.0.0.1:{port}\\@{{origin}}/"),
        format!("//127.0.0.1:{port}/v1/Widgets"),
        format!("\\\\127.0.0.1:{port}/v1/Widgets"),
    ] {
        let server = server(&[&link]).await;
        let error = all(&server.client()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0), "{link}");
        assert_eq!(error.operation(), Some("ListWidget"));
        assert_eq!(targets(&server), ["/v1/Widgets"], "{link}");
    }
    assert_eq!(elsewhere.log().connections, 0);
}

#[tokio::test]
async fn links_to_the_api_are_followed_to_this_server() {
    let server = server(&[
        "https://conversations.twilio.com/v1/Widgets?Page=1",
        "/v1/Widgets?Page=2",
        "{origin}/gate/way/v1/Widgets?Page=3",
    ])
    .await;
    let base_url = format!("{}/gate/way", server.origin());
    let client = server.builder().base_url(base_url).build().unwrap();
    assert_eq!(all(&client).await.unwrap().len(), 4);
    let expected = ["", "?Page=1", "?Page=2", "?Page=3"];
    let expected = expected.map(|query| format!("/gate/way/v1/Widgets{query}"));
    assert_eq!(targets(&server), expected);
}

#[tokio::test]
async fn another_scheme_is_elsewhere() {
    let server = server(&["{secure}/v1/Widgets?Page=1"]).await;
    let error = all(&server.client()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0));
    assert_eq!((server.count("GET"), server.log().connections), (1, 1));
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_end() {
    for (links, asked) in [
        (&["{origin}/v1/Widgets"][..], 1),
        (&["{origin}/v1/Widgets?Page=1", "{origin}/v1/Widgets?Page=1"], 2),
        (&["{origin}/v1/Widgets?Page=1", "{origin}/v1/Widgets"], 2),
        (
            &[
                "{origin}/v1/Widgets?Page=1",
                "{origin}/v1/Widgets?Page=2",
                "{origin}/v1/Widgets?Page=1",
            ],
            3,
        ),
    ] {
        let server = server(links).await;
        let error = all(&server.client()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0), "{links:?}");
        assert_eq!(server.count("GET"), asked, "{links:?}");
    }
}

/// Returns the response to a request for shipments: a page of one, and the token of the next page but after the third.
fn shipments(request: &Request) -> Vec<u8> {
    let token = request.target.split_once("pageToken=").map(|(_, token)| token);
    let next = match token {
        None => Some("1/a b&=#?%"),
        Some("1%2Fa%20b%26%3D%23%3F%25") => Some("2+é"),
        Some(_) => None,
    };
    let meta = serde_json::json!({"nextToken": next, "pageSize": 1});
    let page = serde_json::json!({"shipments": [{"sid": "SH1"}], "meta": meta});
    json(200, page.to_string()).bytes()
}

#[tokio::test]
async fn lists_with_tokens_are_streamed() {
    for prefetch in [false, true] {
        // The connection breaks after the first page, and the request for the second is sent again.
        let broken = answer_with(shipments).and_reset();
        let rest = answer_with(shipments).and(answer_with(shipments));
        let server = Server::start([broken, rest]).await;
        let list = server.client().shipments().list().carrier("a b").page_size(1);
        let mut items = list.prefetch(prefetch).stream();
        let mut count = 0;
        while let Some(item) = items.try_next().await.unwrap() {
            assert_eq!(item.sid, "SH1");
            count += 1;
        }
        assert_eq!(count, 3);
        let first = "/v1/Shipments?carrier=a%20b&pageSize=1";
        assert_eq!(
            targets(&server),
            [
                first.to_owned(),
                format!("{first}&pageToken=1%2Fa%20b%26%3D%23%3F%25"),
                format!("{first}&pageToken=2%2B%C3%A9"),
            ]
        );
    }
}

#[tokio::test]
async fn a_token_that_leads_to_its_own_page_ends_the_stream() {
    let own = |_: &Request| {
        json(200, r#"{"shipments": [{"sid": "SH1"}], "meta": {"nextToken": "1"}}"#)
            .bytes()
    };
    let server = Server::start([answer_with(own).and(answer_with(own))]).await;
    let error = server.client().shipments().list().all().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Page, 0));
    assert_eq!(targets(&server), ["/v1/Shipments", "/v1/Shipments?pageToken=1"]);
}

#[tokio::test]
async fn tokens_arrive_as_they_are() {
    let links = [
        "/v1/Widgets?PageSize=2&Page=1&PageToken=PA+IM:01.%2B%3a%25%20~!$()*,;=",
        "/v1/Widgets?PageToken=%E2%82%AC%c3%a9|^`&Page=2",
        "/v1/Widgets//?Page=3",
    ];
    let absolute: Vec<_> =
        links.iter().map(|link| format!("{{origin}}{link}")).collect();
    let absolute: Vec<_> = absolute.iter().map(String::as_str).collect();
    let server = server(&absolute).await;
    assert_eq!(all(&server.client()).await.unwrap().len(), 4);
    assert_eq!(targets(&server)[1..], links);
    assert_eq!(server.log().connections, 1);
}
