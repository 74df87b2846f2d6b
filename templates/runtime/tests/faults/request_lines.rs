//! The server parses the request line as the client validated it.

use std::sync::{Arc, Mutex};

use client_runtime::runtime::Client;
use client_runtime::runtime::transport::http::Request;
use client_runtime::runtime::transport::{
    Bytes, ReqwestTransport, Transport, TransportFuture,
};

use crate::message::json;
use crate::script::{Script, answer_with};
use crate::server::Server;

/// The default transport, with the URLs that were passed to it.
#[derive(Clone)]
struct Noting(ReqwestTransport, Arc<Mutex<Vec<String>>>);

impl Transport for Noting {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.1.lock().unwrap().push(request.uri().to_string());
        self.0.send(request)
    }
}

/// Page links, which follow the server's origin; some of them must not be followed.
const LINKS: [&str; 12] = [
    "/v1/Widgets?PageToken=PA+IM:01.%2B%3a%25%20~!$()*,;=|^`{}",
    "/v1/Widgets?PageToken='a\\b\"é",
    "/v1//Widgets/?PageToken=a#fragment",
    "/v1/%57idgets/a%2Fb%5Cc/'{}|^`é?PageToken=a",
    "/v1\\Widgets",
    "/v1/Workshops\\..\\Widgets",
    "/v1/Workshops/../Widgets",
    "/v1/Workshops/%2e%2e/Widgets",
    "/v1/Workshops/%2E./Widgets",
    "/v1/Workshops%2F..%2FWidgets",
    "/v1/./Widgets",
    "/v1/Widgets\t",
];

/// Names of widgets; some of them must not be sent.
const NAMES: [&str; 8] = [
    "a/b\\c",
    "%2e%2e",
    "..",
    "a\\..\\b",
    "a/../b",
    "'\"<>`{}|^[]",
    "a?b#c;d",
    "\t\r\n é漢😀",
];

/// Returns a server that responds to each request on its own connection with a page that contains the link.
async fn server(link: &'static str) -> Server {
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", port.local_addr().unwrap());
    let answer = answer_with(move |request| {
        let is_first = request.target.ends_with("/v1/Widgets");
        let next = is_first.then(|| format!("{origin}{link}"));
        let meta = serde_json::json!({"next_page_url": next});
        let body = serde_json::json!({"sid": "WI1", "widgets": [], "meta": meta});
        json(200, body.to_string()).header("Connection", "close").bytes()
    });
    Server::on(port, move |_| Script::default().and(answer.clone()))
}

/// Runs requests of a client, and returns the URLs that it passed to its transport, all of which must arrive unchanged.
async fn sent(server: &Server, work: impl AsyncFnOnce(Client)) -> Vec<String> {
    let noted = Arc::default();
    let transport = ReqwestTransport::builder().build().unwrap();
    let transport = Noting(transport, Arc::clone(&noted));
    work(server.builder().transport(transport).build().unwrap()).await;
    let arrived: Vec<_> = server.log().arrived.into_iter().collect();
    let arrived = arrived.iter().map(|it| format!("{}{}", server.origin(), it.target));
    let noted = noted.lock().unwrap().clone();
    assert_eq!(arrived.collect::<Vec<_>>(), noted);
    noted
}

#[tokio::test]
async fn links_arrive_as_they_were_checked() {
    let mut followed = 0;
    for link in LINKS {
        let server = server(link).await;
        let sent = sent(&server, async |client| {
            let _ = client.widgets().list().all().await;
        });
        followed += sent.await.len() - 1;
    }
    assert_eq!(followed, 4);
}

#[tokio::test]
async fn names_arrive_as_they_were_checked() {
    let mut arrived = 0;
    for name in NAMES {
        let server = server("").await;
        let sent = sent(&server, async |client| {
            let _ = client.widget(name).fetch().await;
            let _ = client.widgets().create().check([name]).await;
        });
        arrived += sent.await.len();
    }
    assert_eq!(arrived, 2 * NAMES.len() - 3);
}
