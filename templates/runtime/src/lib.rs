//! The part of the client crate that no document decides, as a crate of its own.
//!
//! The generator copies `runtime.rs` and `runtime/` into the client crate, and writes its name in place of
//! `client_runtime` in examples. What stands beside them is what it writes for `tests/fixtures/widgets.yaml`, sample
//! resources with every construct that a document can declare, so that the runtime compiles, is linted and is tested as
//! ordinary Rust. `UPDATE_SAMPLE=1 cargo test -p tests --test sample_resources` writes these files anew; without the
//! variable, the test fails if they are stale.

mod api;
mod client;
pub mod manual;
pub mod parts;
pub mod runtime;
pub mod sid;
#[cfg(test)]
mod tests;
pub mod tools;
pub mod widgets;
pub mod workshops;

// As the client crate does, so that examples in the documentation of the runtime name items as callers do.
pub use runtime::*;
