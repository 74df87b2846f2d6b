//! What servers of webhooks record: never a part of a request, which may be personal data, or a secret.

use std::convert::Infallible;
use std::future::pending;
use std::io::{Result, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{Request, Response};
use tokio::runtime::Builder;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tracing::subscriber::{set_global_default, with_default};
use twilio_conversations::events::sample;
use twilio_conversations::webhook::tower::DeadlineLayer;
use twilio_conversations::webhook::{
    PublicUrl, RequestSigner, SignatureValidator, WebhookReceiver,
};

const SERVER: &str = "https://bot.example.com";

/// The recorded text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Runs a future and returns what it recorded.
fn recorded(work: impl Future) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let runtime = Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime can be built");
    with_default(subscriber, || runtime.block_on(work));
    let bytes = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    String::from_utf8(bytes).expect("it is text")
}

fn event() -> Request<String> {
    let signer = RequestSigner::auth_token("12345").expect("it is a token");
    let sample = sample::message_add().author("alice").body("My secret");
    sample.request(&signer, SERVER, "/webhooks?token=hidden").expect("it is a URL")
}

/// One test, since `tracing` caches for the whole process which callsites have a subscriber.
#[test]
fn refusals_and_late_handlers_are_recorded_without_personal_data() {
    set_global_default(tracing_subscriber::registry()).expect("it is the only one");
    let validator = SignatureValidator::new("12345").expect("it is a token");
    let public_url = PublicUrl::new(SERVER).expect("it is a URL");
    let receiver = WebhookReceiver::new(validator, public_url);
    let told = recorded(receiver.receive(event()));
    assert_eq!(told, "");

    let forged = event().map(|body| body.replace("alice", "mallory"));
    let told = recorded(receiver.receive(forged));
    assert!(told.contains("WARN") && told.contains("refused a webhook"), "{told}");
    assert!(told.contains("the signature of the webhook does not match"), "{told}");
    assert!(told.contains("http.response.status_code=403"), "{told}");
    let large = recorded(receiver.clone().max_body_size(10).receive(event()));
    assert!(large.contains("http.response.status_code=413"), "{large}");

    let layer = DeadlineLayer::new().deadline(Duration::ZERO);
    let handler = service_fn(async |_: Request<String>| {
        pending::<std::result::Result<Response<String>, Infallible>>().await
    });
    let late = recorded(layer.layer(handler).oneshot(event()));
    assert!(late.contains("did not respond in time"), "{late}");
    assert!(late.contains("fallback=200 goes_on=true"), "{late}");
    for text in [told, large, late] {
        for hidden in ["alice", "mallory", "secret", "hidden", "token=", "12345"] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
    }
}
