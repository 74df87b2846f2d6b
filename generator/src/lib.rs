//! Generates a client crate from an OpenAPI document.
//!
//! [`mod@pipeline`] generates the files of the crate in memory; [`mod@write`] writes them to disk.

// Only the commands print, using `text::terminal::Text`.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod changes;
pub mod describe;
pub mod diagnostics;
pub mod emit;
pub mod input;
pub mod ir;
pub mod lower;
pub mod name;
pub mod normalise;
pub mod pipeline;
pub mod text;
pub mod write;
