//! Decoding of a page of 1,000 messages, beside structs written by hand and `serde_json::Value`.

#[path = "shared/messages.rs"]
mod messages;

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::Timestamp;
use messages::{CONVERSATION, page};
use serde::Deserialize;
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

/// What a caller would write to read messages.
#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Page {
    messages: Vec<Message>,
    meta: Meta,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Meta {
    next_page_url: Option<String>,
    previous_page_url: Option<String>,
    first_page_url: Option<String>,
    url: Option<String>,
    key: Option<String>,
    page: Option<u64>,
    page_size: Option<u64>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Message {
    sid: String,
    account_sid: Option<String>,
    conversation_sid: Option<String>,
    chat_service_sid: Option<String>,
    body: Option<String>,
    media: Option<Vec<Value>>,
    author: Option<String>,
    participant_sid: Option<String>,
    attributes: Option<String>,
    date_created: Option<Timestamp>,
    date_updated: Option<Timestamp>,
    index: Option<i64>,
    delivery: Option<Delivery>,
    content_sid: Option<String>,
    url: Option<String>,
    links: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Delivery {
    total: Option<i64>,
    sent: Option<String>,
    delivered: Option<String>,
    read: Option<String>,
    failed: Option<String>,
    undelivered: Option<String>,
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
            serde_json::from_slice::<Page>(black_box(&body)).expect("it is a page")
        });
    });
    group.bench_function("serde_json::Value", |bencher| {
        bencher.iter(|| {
            serde_json::from_slice::<Value>(black_box(&body)).expect("it is JSON")
        });
    });
    group.finish();
}
