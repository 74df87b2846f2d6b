//! The part of the client crate that no document decides, as a crate of its own.
//!
//! The generator copies `runtime.rs` and `runtime/` into the client crate, and writes its name in place of
//! `client_runtime` in examples. What stands beside them is what it writes for `tests/fixtures/widgets.yaml`, sample
//! resources with every construct that a document can declare, so that the runtime compiles, is linted and is tested as
//! ordinary Rust. `UPDATE_SAMPLE=1 cargo test -p tests --test sample_resources` writes these files anew; without the
//! variable, the test fails if they are stale.

// As in the client crate.
#![warn(clippy::missing_errors_doc, clippy::return_self_not_must_use)]

pub mod accounts;
mod api;
pub mod audits;
mod client;
#[cfg(feature = "webhook")]
pub mod events;
/// Stand-in for the API, which keeps state in memory, for tests and for trying the client without an account.
#[cfg(feature = "fake")]
pub mod fake;
pub mod inspections;
pub mod jobs;
pub mod ledger;
pub mod manual;
pub mod notices;
pub mod pallets;
pub mod parts;
pub mod recipes;
pub mod runtime;
pub mod shipments;
pub mod sid;
#[cfg(test)]
mod tests;
pub mod tools;
pub mod widgets;
pub mod workshops;

// The examples in the documentation name everything by the path that it has in the client crate.
pub use runtime::*;
pub use {bytes, http, jiff, secrecy, serde_json};
