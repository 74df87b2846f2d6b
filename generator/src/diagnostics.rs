//! Errors, warnings and notes about the input, their locations, and their rendering.
//!
//! Every stage collects [`Diagnostics`]. [`report`] renders them as text and JSON.

mod diagnostic;
pub mod location;
mod pointer;
pub mod report;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use pointer::Pointer;
