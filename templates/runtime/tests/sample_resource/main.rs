//! A resource as the generator writes it, used as a caller uses it.

mod access_tokens;
#[cfg(feature = "rustls")]
mod default_transport;
mod failures;
mod paging;
mod recorder;
mod wire;
