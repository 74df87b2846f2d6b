//! The fake, served over HTTP, as the SDK uses it.

use axum::{Router, serve};
use serde_json::{Value, from_slice, json};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;
use twilio_conversations::fake::FakeTwilio;

use crate::peer::Peer;

#[tokio::test]
async fn the_sdk_walks_through_the_fake() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let base_url = format!("http://{address}");
    let fake = FakeTwilio::builder().base_url(&base_url).build();
    let fake = fake.expect("the base URL is valid");
    let router = Router::new().fallback_service(fake.clone());
    tokio::spawn(async move { serve(listener, router).await });

    let input = json!({
        "base_url": base_url,
        "account_sid": fake.account_sid(),
        "auth_token": fake.auth_token(),
    });
    let output = spawn_blocking(move || peer.run_script("walk.js", &input)).await;
    let counts: Value = from_slice(&output.expect("node is run")).expect("it is JSON");
    // In the account, and in a service.
    assert_eq!(counts, json!([120, 120]));
}
