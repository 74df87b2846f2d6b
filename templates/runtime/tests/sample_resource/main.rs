//! A resource as the generator writes it, used as a caller uses it.

#[cfg(feature = "rustls")]
mod default_transport;
mod failures;
mod json;
mod look_ahead;
mod paging;
mod recorder;
mod resuming;
mod wire;
