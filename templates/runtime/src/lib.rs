//! The part of the client crate that no document decides, as a crate of its own.
//!
//! The generator copies `runtime.rs` and `runtime/` into the client crate, and writes its name in place of
//! `client_runtime` in examples. What stands beside them here takes
//! the place of what the generator writes, so that the runtime compiles, is linted and is tested as ordinary Rust:
//! `api.rs`, and in `widgets.rs` a resource with every construct that a generated one can have.

mod api;
pub mod runtime;
#[cfg(test)]
mod tests;
pub mod widgets;

// As the client crate does, so that examples in the documentation of the runtime name items as callers do.
pub use runtime::*;
