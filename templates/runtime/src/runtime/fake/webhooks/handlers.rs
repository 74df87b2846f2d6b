//! Handlers of webhooks in the same process, by the URL that they serve.

use std::pin::Pin;
use std::sync::Arc;

use http::{Request, Response};

use crate::runtime::transport::Bytes;

/// The response of a handler. `None` stands for a connection that is closed without one.
pub(super) type HandlerFuture =
    Pin<Box<dyn Future<Output = Option<Response<Bytes>>> + Send>>;

/// A handler of the webhooks that are sent to a URL.
pub(super) type Handler = Arc<dyn Fn(Request<Bytes>) -> HandlerFuture + Send + Sync>;

/// The registered handlers.
#[derive(Default)]
pub(super) struct Handlers(Vec<(String, Handler)>);

impl Handlers {
    /// Adds a handler for the URLs that start with a prefix. It replaces one with the same prefix.
    pub(super) fn add(&mut self, prefix: String, handler: Handler) {
        self.0.retain(|(other, _)| *other != prefix);
        self.0.push((prefix, handler));
    }

    /// Returns the handler with the longest prefix of a URL.
    pub(super) fn find(&self, url: &str) -> Option<Handler> {
        let fitting = self.0.iter().filter(|(prefix, _)| is_below(prefix, url));
        let longest = fitting.max_by_key(|(prefix, _)| prefix.len());
        longest.map(|(_, handler)| Arc::clone(handler))
    }
}

/// Returns `true` if a URL is that of the prefix, or one below it: `https://example.com` is not a prefix of
/// `https://example.com.example.org`.
fn is_below(prefix: &str, url: &str) -> bool {
    let Some(rest) = url.strip_prefix(prefix) else {
        return false;
    };
    prefix.ends_with('/') || rest.is_empty() || rest.starts_with(['/', '?', '#'])
}
