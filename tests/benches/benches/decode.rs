//! Decoding of a page of 1,000 messages, beside structs written by hand and `serde_json::Value`.

use std::hint::black_box;

use benchmarks::by_hand;
use benchmarks::messages::{CONVERSATION, page};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use tokio::runtime::Builder;
use twilio_conversations::bytes::Bytes;
use twilio_conversations::http::{Request, Response};
use twilio_conversations::transport::{Transport, TransportFuture};
use twilio_conversations::{Client, Credentials};

criterion_group!(benches, decode);
criterion_main!(benches);

/// Responds to every request with the same body.
struct Canned(Bytes);

impl Transport for Canned {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async { Ok(Response::new(self.0.clone())) })
    }
}

fn decode(criterion: &mut Criterion) {
    let body = Bytes::from(page(1000, None));
    let mut group = criterion.benchmark_group("decode 1,000 messages");
    group.throughput(Throughput::Bytes(body.len() as u64));
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC1", "token"))
        .transport(Canned(body.clone()))
        .build()
        .expect("the client has a transport and credentials");
    let runtime = Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime can be built");
    group.bench_function("client", |bencher| {
        bencher.iter(|| {
            let list = client.conversation(CONVERSATION).messages().list();
            runtime.block_on(list.send()).expect("the page can be decoded")
        });
    });
    group.bench_function("structs by hand", |bencher| {
        bencher.iter(|| {
            serde_json::from_slice::<by_hand::Page>(black_box(&body))
                .expect("it is a page")
        });
    });
    group.bench_function("serde_json::Value", |bencher| {
        bencher.iter(|| {
            serde_json::from_slice::<Value>(black_box(&body)).expect("it is JSON")
        });
    });
    group.finish();
}
