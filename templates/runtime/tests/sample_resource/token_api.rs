//! An API in memory that hands out tokens and takes them.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use client_runtime::runtime::authentication::OAuthClientCredentials;
use client_runtime::runtime::transport::{Bytes, Transport, TransportFuture, http};
use client_runtime::runtime::{Client, ClientBuilder, Credentials};
use serde_json::{Value, json};

/// The secret of the application that asks for tokens.
pub const SECRET: &str = "s3cret&=";

/// How many pages the list of widgets has.
const PAGES: usize = 3;

/// An API that hands out tokens, and answers requests that have one it has not revoked.
#[derive(Clone, Default)]
pub struct Api(Arc<Mutex<State>>);

#[derive(Default)]
pub struct State {
    /// The forms by which tokens were asked for.
    pub exchanges: Vec<String>,
    /// The headers by which widgets were asked for.
    pub authorizations: Vec<String>,
    pub revoked: HashSet<String>,
    /// How long the tokens are valid: `expires_in` as it is sent.
    pub life: Value,
    /// What the next exchanges respond with instead of a token.
    pub failures: Vec<u16>,
    /// How much longer an exchange takes than another request.
    pub delay: Duration,
    /// How many of the next exchanges are never answered.
    pub stuck: usize,
}

impl Api {
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// The credentials of the application.
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

    /// How often a token was asked for.
    pub fn exchanges(&self) -> usize {
        self.state().exchanges.len()
    }

    /// Notes an exchange, and waits as long as it takes.
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

/// A widget, which is also a page of widgets.
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
            // As on a network, others come to turn before the answer is there.
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
