//! In-memory API that issues and accepts tokens.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use client_runtime::runtime::authentication::OAuthClientCredentials;
use client_runtime::runtime::transport::{Bytes, Transport, TransportFuture, http};
use client_runtime::runtime::{Client, ClientBuilder, Credentials};
use serde_json::{Value, json};

/// Secret of the application that requests tokens.
pub const SECRET: &str = "s3cret&=";

/// Number of pages of the list of widgets.
const PAGES: usize = 3;

/// API that issues tokens, and accepts requests with a token that it has not revoked.
#[derive(Clone, Default)]
pub struct Api(Arc<Mutex<State>>);

#[derive(Default)]
pub struct State {
    /// Forms of the token requests.
    pub exchanges: Vec<String>,
    /// Headers of the requests for widgets.
    pub authorizations: Vec<String>,
    pub revoked: HashSet<String>,
    /// Lifetime of the tokens: `expires_in` as sent.
    pub life: Value,
    /// Statuses of the responses to the next exchanges, instead of a token.
    pub failures: Vec<u16>,
    /// Additional delay of an exchange compared with other requests.
    pub delay: Duration,
    /// Number of the next exchanges that never get a response.
    pub stuck: usize,
}

impl Api {
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Returns the credentials of the application.
    pub fn credentials() -> OAuthClientCredentials {
        OAuthClientCredentials::new("OQ1", SECRET).scope("read write")
    }

    pub fn builder(&self) -> ClientBuilder {
        let credentials = Credentials::bearer(Self::credentials());
        Client::builder().transport(self.clone()).credentials(credentials)
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Returns the number of token requests.
    pub fn exchanges(&self) -> usize {
        self.state().exchanges.len()
    }

    /// Records an exchange, and waits for its delay.
    async fn exchange(&self, form: &str) -> (u16, String) {
        let (number, delay, is_stuck) = {
            let mut state = self.state();
            state.exchanges.push(form.to_owned());
            let is_stuck = state.stuck > 0;
            state.stuck = state.stuck.saturating_sub(1);
            (state.exchanges.len(), state.delay, is_stuck)
        };
        if is_stuck {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(delay).await;
        let mut state = self.state();
        if let Some(status) = state.failures.pop() {
            return (status, r#"{"code": 20003, "message": "no"}"#.to_owned());
        }
        let token = format!("token-{number}");
        (200, json!({"access_token": token, "expires_in": state.life}).to_string())
    }

    fn widget(&self, uri: &http::Uri, authorization: &str) -> (u16, String) {
        let mut state = self.state();
        state.authorizations.push(authorization.to_owned());
        match authorization.strip_prefix("Bearer ") {
            Some(token) if !state.revoked.contains(token) => (200, answer(uri)),
            _ => (401, r#"{"code": 20003}"#.to_owned()),
        }
    }
}

/// Returns a widget, which is also a page of widgets.
fn answer(uri: &http::Uri) -> String {
    let page = uri.query().and_then(|query| query.strip_prefix("Page="));
    let next = page.map_or(0, |page| page.parse::<usize>().unwrap()) + 1;
    let link = (next < PAGES)
        .then(|| format!("https://conversations.twilio.com/v1/Widgets?Page={next}"));
    let widget = json!({"sid": "WI1"});
    json!({"sid": "WI1", "widgets": [widget], "meta": {"next_page_url": link}})
        .to_string()
}

impl Transport for Api {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async move {
            // As on a network, other tasks run before the response arrives.
            tokio::time::sleep(Duration::from_millis(10)).await;
            let text = |name| {
                request.headers().get(name).map_or("", |value| value.to_str().unwrap())
            };
            let (status, body) = match request.uri().host() {
                Some("oauth.twilio.com") => {
                    assert_eq!(request.uri().path(), "/v2/token");
                    assert_eq!(request.method(), "POST");
                    assert_eq!(text("authorization"), "");
                    assert_eq!(
                        text("content-type"),
                        "application/x-www-form-urlencoded"
                    );
                    self.exchange(std::str::from_utf8(request.body()).unwrap()).await
                }
                _ => self.widget(request.uri(), text("authorization")),
            };
            let response = http::Response::builder().status(status);
            Ok(response.body(Bytes::from(body)).unwrap())
        })
    }
}
