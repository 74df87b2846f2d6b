//! A resource as generated, used as a caller uses it.

mod access_tokens;
mod authentication;
#[cfg(feature = "rustls")]
mod connections;
#[cfg(feature = "rustls")]
mod default_transport;
mod failures;
mod json;
mod lenient;
#[cfg(feature = "rustls")]
mod limits;
mod own_account;
mod page_links;
mod paging;
mod paging_kinds;
mod prefetch;
#[cfg(feature = "rustls")]
mod proxy;
mod raw_requests;
mod recorder;
mod responses;
mod resuming;
#[cfg(feature = "rustls")]
mod server;
#[cfg(feature = "rustls")]
mod tls;
mod token_api;
mod token_responses;
mod undeclared_parameters;
mod undecodable_items;
mod unpolled;
mod urls;
mod wire;
