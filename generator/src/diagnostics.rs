//! Errors, warnings and notes about the input, their locations, and their rendering.
//!
//! A stage returns its output with [`Diagnostics`], or a [`Failure`]. [`report`] renders both as text and JSON.

mod diagnostic;
mod failure;
mod ignored;
pub mod location;
mod pointer;
pub mod report;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use failure::{Failure, Problems, StageResult};
pub(crate) use ignored::Ignored;
pub use pointer::Pointer;
