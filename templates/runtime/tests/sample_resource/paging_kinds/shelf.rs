//! Server of five items, whose pages lead to each other in one of three ways.

use std::sync::{Arc, Mutex};

use client_runtime::runtime::transport::{
    Bytes, Transport, TransportFuture, http::Request, http::Response,
};
use client_runtime::runtime::{Client, Credentials, RetryPolicy};
use serde_json::{Value, json};

use crate::recorder::ORIGIN;

/// The SIDs of the items.
pub const SIDS: &str = "abcde";

/// What leads from a page to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    NextPageUrl,
    NextPageUri,
    Token,
}

/// Server of a list of one kind, which records the requested paths and queries.
#[derive(Clone)]
pub struct Shelf {
    pub kind: Kind,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    targets: Vec<String>,
    /// Responses that replace the next pages.
    instead: Vec<(u16, String)>,
}

impl Shelf {
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            state: Arc::default(),
        }
    }

    /// Returns a client that sends each request once.
    pub fn client(&self) -> Client {
        Client::builder()
            .credentials(Credentials::auth_token("AC1", "token"))
            .transport(self.clone())
            .retry_policy(RetryPolicy::never())
            .build()
            .unwrap()
    }

    /// Returns the requested paths and queries.
    pub fn targets(&self) -> Vec<String> {
        self.state.lock().unwrap().targets.clone()
    }

    /// Sends this in response to the next request.
    pub fn send_instead(&self, status: u16, body: impl Into<String>) {
        self.state.lock().unwrap().instead.push((status, body.into()));
    }

    /// Returns the name of the parameter with the token of a page.
    pub fn token_parameter(&self) -> &'static str {
        match self.kind {
            Kind::NextPageUrl | Kind::NextPageUri => "PageToken",
            Kind::Token => "pageToken",
        }
    }

    /// Returns the property with the items.
    pub fn items(&self) -> &'static str {
        match self.kind {
            Kind::NextPageUrl => "widgets",
            Kind::NextPageUri => "pallets",
            Kind::Token => "shipments",
        }
    }

    /// Returns a page with these items, which leads to others by their tokens.
    pub fn page(
        &self,
        items: &[Value],
        path_and_query: &str,
        tokens: [Option<&str>; 2],
    ) -> Value {
        let name = self.items();
        let linked = tokens.map(|token| {
            let mut url = url::Url::parse(ORIGIN).unwrap().join(path_and_query).unwrap();
            let parameter = self.token_parameter();
            let others: Vec<_> = url
                .query_pairs()
                .filter(|(name, _)| name != parameter)
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect();
            url.query_pairs_mut().clear().extend_pairs(others);
            url.query_pairs_mut().append_pair(parameter, token?);
            Some(url.to_string())
        });
        let [previous, next] = linked;
        let path = |url: Option<String>| url.map(|url| url.replace(ORIGIN, ""));
        match self.kind {
            Kind::NextPageUrl => json!({
                name: items,
                "meta": {"next_page_url": next, "previous_page_url": previous},
            }),
            Kind::NextPageUri => json!({
                name: items,
                "page_size": 2,
                "next_page_uri": path(next),
                "previous_page_uri": path(previous),
                "uri": path_and_query,
            }),
            Kind::Token => {
                let [previous, next] = tokens;
                json!({
                    name: items,
                    "meta": {
                        "key": name,
                        "pageSize": 2,
                        "nextToken": next,
                        "previousToken": previous,
                    },
                })
            }
        }
    }

    /// Returns the requested page.
    fn answer(&self, path_and_query: &str) -> Value {
        let url = url::Url::parse(ORIGIN).unwrap().join(path_and_query).unwrap();
        let page = url.query_pairs().find(|(name, _)| name == self.token_parameter());
        let page = page.map_or(0, |(_, token)| number(&token));
        let sids: Vec<char> = SIDS.chars().skip(2 * page).take(2).collect();
        let items: Vec<_> =
            sids.iter().map(|sid| json!({"sid": sid.to_string()})).collect();
        let previous = page.checked_sub(1).map(token);
        let next = (page < 2).then(|| token(page + 1));
        self.page(&items, path_and_query, [previous.as_deref(), next.as_deref()])
    }
}

/// Returns the token of a page: of characters that have a meaning in URLs.
pub fn token(page: usize) -> String {
    format!("?a=b&c#d/../%2F+é {page}")
}

fn number(token: &str) -> usize {
    let number = token.strip_prefix("?a=b&c#d/../%2F+é ").expect("a known token");
    number.parse().unwrap()
}

impl Transport for Shelf {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let url = request.uri().to_string();
        assert_eq!(url::Url::parse(&url).unwrap().as_str(), url);
        let target = url.strip_prefix(ORIGIN).unwrap().to_owned();
        let mut state = self.state.lock().unwrap();
        state.targets.push(target.clone());
        let (status, body) = if state.instead.is_empty() {
            (200, self.answer(&target).to_string())
        } else {
            state.instead.remove(0)
        };
        let response = Response::builder().status(status).body(body.into());
        Box::pin(async move { Ok(response.unwrap()) })
    }
}
