//! Problems found in the input, the places they are about, and how both are shown.
//!
//! A stage returns [`Diagnostics`] beside what it made, or a [`Failure`]; [`report`] makes text of both for people and
//! JSON for machines.

mod diagnostic;
mod failure;
pub mod location;
mod pointer;
pub mod report;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use failure::{Failure, Problems, StageResult};
pub use pointer::Pointer;
