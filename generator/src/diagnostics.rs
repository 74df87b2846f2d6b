//! Problems found in the input, the places they are about, and how both are shown.
//!
//! Every stage takes and gives [`Diagnostics`]; [`report`] makes text of them for people and JSON for machines.

mod diagnostic;
pub mod location;
mod pointer;
pub mod report;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use pointer::Pointer;
