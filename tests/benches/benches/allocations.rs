//! Allocations: of decoding a page of 1,000 messages, and the peak while 100,000 messages are streamed.

use std::alloc::System;
use std::net::SocketAddr;

use benchmarks::by_hand;
use benchmarks::messages::{CONVERSATION, page};
use benchmarks::server::{PAGE_SIZE, PAGES, serve};
use serde_json::Value;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::runtime::Builder;
use twilio_conversations::bytes::Bytes;
use twilio_conversations::http::{Request, Response};
use twilio_conversations::transport::{Transport, TransportFuture};
use twilio_conversations::{Client, Credentials};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    println!("decode 1,000 messages");
    decode();
    println!("stream {} messages", PAGES * PAGE_SIZE);
    let address = serve();
    for prefetch in [false, true] {
        stream(address, prefetch);
    }
}

/// Responds to every request with the same body.
struct Canned(Bytes);

impl Transport for Canned {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async { Ok(Response::new(self.0.clone())) })
    }
}

/// Prints the allocations of decoding a page with the client, structs by hand and `serde_json::Value`.
fn decode() {
    let body = Bytes::from(page(PAGE_SIZE, None));
    let builder = Client::builder().credentials(Credentials::auth_token("AC1", "token"));
    let client = builder.transport(Canned(body.clone())).build();
    let client = client.expect("the client has a transport and credentials");
    let runtime = Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime can be built");
    count("client", || {
        let list = client.conversation(CONVERSATION).messages().list();
        runtime.block_on(list.send()).expect("the page can be decoded")
    });
    count("structs by hand", || {
        serde_json::from_slice::<by_hand::Page>(&body).expect("it is a page")
    });
    count("serde_json::Value", || {
        serde_json::from_slice::<Value>(&body).expect("it is JSON")
    });
}

fn count<T>(name: &str, decode: impl Fn() -> T) {
    // Whatever is initialized once.
    drop(decode());
    let region = Region::new(ALLOCATOR);
    let decoded = decode();
    let made = region.change();
    drop(decoded);
    println!(
        "  {name}: {} allocations, {} reallocations, {} bytes in use",
        made.allocations,
        made.reallocations,
        made.bytes_allocated - made.bytes_deallocated,
    );
}

/// Prints the most bytes in use while all messages are streamed, in the first and in the last tenth of them.
fn stream(address: SocketAddr, prefetch: bool) {
    let builder = Client::builder().credentials(Credentials::auth_token("AC1", "token"));
    let client = builder.base_url(format!("http://{address}")).build();
    let client = client.expect("the client is configured");
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime can be built");
    let region = Region::new(ALLOCATOR);
    let mut peaks = [0; 10];
    runtime.block_on(async {
        let list = client.conversation(CONVERSATION).messages().list();
        let mut items = list.prefetch(prefetch).stream();
        let mut count = 0;
        while items.try_next().await.expect("the server responds").is_some() {
            let made = region.change();
            let used = made.bytes_allocated.saturating_sub(made.bytes_deallocated);
            let tenth = &mut peaks[count * 10 / (PAGES * PAGE_SIZE)];
            *tenth = used.max(*tenth);
            count += 1;
        }
        assert_eq!(count, PAGES * PAGE_SIZE);
    });
    println!(
        "  prefetch {prefetch}: at most {} bytes in the first tenth, {} in the last",
        peaks[0], peaks[9]
    );
}
