//! What the benchmarks have in common: inputs, a server on this machine, and what a caller would write by hand.

pub mod by_hand;
pub mod documents;
pub mod messages;
pub mod server;
