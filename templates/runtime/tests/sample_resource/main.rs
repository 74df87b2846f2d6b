//! A resource as the generator writes it, used as a caller uses it.

mod access_tokens;
#[cfg(feature = "rustls")]
mod connections;
#[cfg(feature = "rustls")]
mod default_transport;
mod failures;
mod json;
#[cfg(feature = "rustls")]
mod limits;
mod page_links;
mod paging;
mod prefetch;
#[cfg(feature = "rustls")]
mod proxy;
mod recorder;
mod resuming;
#[cfg(feature = "rustls")]
mod server;
#[cfg(feature = "rustls")]
mod tls;
mod token_api;
mod token_responses;
mod unpolled;
mod urls;
mod wire;
