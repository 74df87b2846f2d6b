//! Redaction of secrets and personal data.

use crate::runtime::transport::{Bytes, Transport, TransportFuture, http};
use crate::runtime::{Client, Credentials, JsonText, RequestOptions};

/// Transport that must not be used.
struct Unused;

impl Transport for Unused {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        unreachable!("nothing is sent")
    }
}

const SENTINEL: &str = "sentinel";

#[test]
fn debug_shows_no_secret_and_no_personal_data() {
    let credentials = Credentials::api_key("SK1", SENTINEL).with_account_sid("AC1");
    let value = http::HeaderValue::from_static(SENTINEL);
    let options = RequestOptions::new().header(http::header::COOKIE, value);
    let builder = Client::builder()
        .credentials(credentials.clone())
        .default_options(options.clone())
        .transport(Unused);
    let client = builder.clone().build().unwrap();
    let create = client
        .workshop(SENTINEL)
        .widgets()
        .create()
        .owner(SENTINEL)
        .tag([SENTINEL])
        .attributes(SENTINEL)
        .x_note(SENTINEL)
        .options(options.clone());
    let list = client.widgets().list().owner([SENTINEL]);
    let shown = [
        format!("{credentials:?}"),
        format!("{options:?}"),
        format!("{:?}", builder.base_url(format!("https://x:{SENTINEL}@example.com"))),
        format!("{client:?}"),
        format!("{:?}", client.widget(SENTINEL)),
        format!("{create:?}"),
        format!("{:?}", create.send()),
        format!("{list:?}"),
        format!("{:?}", list.clone().pages()),
        format!("{:?}", list.stream()),
        format!("{:?}", JsonText::from(SENTINEL)),
    ];
    for text in shown {
        assert!(!text.contains(SENTINEL), "{text}");
    }
}

#[test]
fn debug_shows_what_helps() {
    let credentials = Credentials::auth_token("AC1", "token");
    let client =
        Client::builder().credentials(credentials).transport(Unused).build().unwrap();
    let shown = format!("{:?}", client.widget("alice").fetch());
    assert!(
        shown.contains("FetchWidget") && shown.contains("/v1/Widgets/{Sid}"),
        "{shown}"
    );
    let shown = format!("{:?}", client.widgets().create().owner("alice"));
    assert!(shown.contains("Owner"), "{shown}");
}

#[test]
fn what_callers_hold_moves_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn sent<T: Send + 'static>(_: &T) {}
    let credentials = Credentials::auth_token("AC1", "token");
    let client =
        Client::builder().credentials(credentials).transport(Unused).build().unwrap();
    shared(&client);
    shared(&client.widgets());
    shared(&client.widget("alice"));
    shared(&client.widgets().create());
    shared(&client.widgets().list());
    sent(&client.widgets().create().send());
    sent(&client.widgets().list().pages());
    sent(&client.widgets().list().stream());
    sent(&client.widgets().list().all());
}
