//! The part of the client crate that no document decides, as a crate of its own.
//!
//! The generator copies `runtime.rs` and `runtime/` verbatim into the client crate. What stands beside them here takes
//! the place of what the generator writes, so that the runtime compiles, is linted and is tested as ordinary Rust:
//! `api.rs`, and in `widgets.rs` a resource with every construct that a generated one can have.

// As in the client crate.
#![warn(clippy::missing_errors_doc, clippy::return_self_not_must_use)]

mod api;
pub mod runtime;
#[cfg(test)]
mod tests;
pub mod widgets;

// The examples in the documentation name everything by the path that it has in the client crate.
pub use runtime::*;
