//! Requests to a server on this machine: one call beside bare reqwest, and 100,000 items beside a loop written by hand.

#[path = "shared/messages.rs"]
mod messages;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use messages::{CONVERSATION, page};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use twilio_conversations::{Client, Credentials};

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = call, stream
}
criterion_main!(benches);

/// Number of pages of the list, and of items in each.
const PAGES: usize = 100;
const PAGE_SIZE: usize = 1000;

/// Starts a server, which has one conversation and its messages.
fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let bodies = Arc::new([conversation(), page(PAGE_SIZE, None)]);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let bodies = Arc::clone(&bodies);
            // A connection that the client closes ends its thread.
            thread::spawn(move || respond(stream, &bodies));
        }
    });
    address
}

/// Responds to the requests of a connection until it is closed.
fn respond(mut stream: TcpStream, [conversation, page]: &[String; 2]) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    loop {
        let request = lines.next()?.ok()?;
        while !lines.next()?.ok()?.is_empty() {}
        let body = if request.contains("/Messages") {
            &with_next_page(page, number(&request))
        } else {
            conversation
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all((head + body).as_bytes()).ok()?;
    }
}

/// Returns the number of the page that a request line names, from 0.
fn number(request: &str) -> usize {
    let digits = request.split("Page=").nth(1).unwrap_or_default();
    digits.split([' ', '&']).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Adds the link to the page after the one with this number.
fn with_next_page(page: &str, number: usize) -> String {
    if number + 1 == PAGES {
        return page.to_owned();
    }
    let next = format!(
        r#""next_page_url":"/v1/Conversations/{CONVERSATION}/Messages?Page={}""#,
        number + 1
    );
    page.replacen(r#""next_page_url":null"#, &next, 1)
}

fn conversation() -> String {
    serde_json::json!({"sid": CONVERSATION, "friendly_name": "Order 1042", "state": "active"})
        .to_string()
}

fn client(address: SocketAddr) -> Client {
    let builder = Client::builder().credentials(Credentials::auth_token("AC1", "token"));
    let client = builder.base_url(format!("http://{address}")).build();
    client.expect("the client is configured")
}

fn bare_client() -> reqwest::Client {
    // The client crate enables rustls in reqwest, without a provider. The second time, one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().timeout(Duration::from_secs(30));
    builder.build().expect("the client is configured")
}

fn runtime() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime can be built")
}

fn call(criterion: &mut Criterion) {
    let address = serve();
    let runtime = runtime();
    let mut group = criterion.benchmark_group("call");
    let client = client(address);
    group.bench_function("client", |bencher| {
        bencher.iter(|| {
            let fetch = client.conversation(CONVERSATION).fetch();
            runtime.block_on(fetch.send()).expect("the server responds")
        });
    });
    let bare = bare_client();
    let url = format!("http://{address}/v1/Conversations/{CONVERSATION}");
    group.bench_function("bare reqwest", |bencher| {
        bencher
            .iter(|| runtime.block_on(get(&bare, &url)).expect("the server responds"));
    });
    group.finish();
}

fn stream(criterion: &mut Criterion) {
    let address = serve();
    let runtime = runtime();
    let mut group = criterion.benchmark_group("stream");
    group.throughput(Throughput::Elements((PAGES * PAGE_SIZE) as u64));
    let client = client(address);
    for (name, prefetch) in [("client", false), ("client, prefetching", true)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let list = client.conversation(CONVERSATION).messages().list();
                runtime.block_on(async {
                    let mut items = list.prefetch(prefetch).stream();
                    let mut count = 0;
                    while items.try_next().await.expect("the server responds").is_some()
                    {
                        count += 1;
                    }
                    assert_eq!(count, PAGES * PAGE_SIZE);
                });
            });
        });
    }
    let bare = bare_client();
    group.bench_function("loop by hand, serde_json::Value", |bencher| {
        bencher.iter(|| {
            runtime.block_on(async {
                let first = format!("/v1/Conversations/{CONVERSATION}/Messages");
                let (mut next, mut count) = (Some(first), 0);
                while let Some(path) = next {
                    let page = get(&bare, &format!("http://{address}{path}")).await;
                    let page = page.expect("the server responds");
                    count += page["messages"].as_array().map_or(0, Vec::len);
                    next = page["meta"]["next_page_url"].as_str().map(str::to_owned);
                }
                assert_eq!(count, PAGES * PAGE_SIZE);
            });
        });
    });
    group.finish();
}

/// Sends a request and decodes the response.
async fn get(client: &reqwest::Client, url: &str) -> Result<Value, reqwest::Error> {
    let request = client.get(url).basic_auth("AC1", Some("token"));
    let body = request.send().await?.error_for_status()?.bytes().await?;
    Ok(serde_json::from_slice(&body).expect("it is JSON"))
}
