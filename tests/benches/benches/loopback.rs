//! Requests to a server on this machine: one call beside bare reqwest, and 100,000 items beside a loop written by hand.

use std::net::SocketAddr;
use std::time::Duration;

use benchmarks::by_hand::{Conversation, Page};
use benchmarks::messages::CONVERSATION;
use benchmarks::server::{PAGE_SIZE, PAGES, serve};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Runtime};
use twilio_conversations::{Client, Credentials};

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = call, stream
}
criterion_main!(benches);

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
        bencher.iter(|| {
            let conversation = runtime.block_on(get::<Conversation>(&bare, &url));
            conversation.expect("the server responds")
        });
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
    group.bench_function("loop by hand, structs by hand", |bencher| {
        bencher.iter(|| {
            runtime.block_on(async {
                let first = format!("/v1/Conversations/{CONVERSATION}/Messages");
                let (mut next, mut count) = (Some(first), 0);
                while let Some(path) = next {
                    let page = get(&bare, &format!("http://{address}{path}")).await;
                    let page: Page = page.expect("the server responds");
                    count += page.messages.len();
                    next = page.meta.next_page_url;
                }
                assert_eq!(count, PAGES * PAGE_SIZE);
            });
        });
    });
    group.finish();
}

/// Sends a request and decodes the response.
async fn get<T: DeserializeOwned>(
    client: &reqwest::Client,
    url: &str,
) -> Result<T, reqwest::Error> {
    let request = client.get(url).basic_auth("AC1", Some("token"));
    let body = request.send().await?.error_for_status()?.bytes().await?;
    Ok(serde_json::from_slice(&body).expect("it has this type"))
}
