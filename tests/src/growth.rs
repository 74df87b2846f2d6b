//! Inputs in which one construct occurs as often as is asked for: what time and memory are measured with.

mod changes;
mod documents;
mod overlays;

pub use changes::CHANGES;
pub use documents::{DOCUMENTS, one_model};
pub use overlays::OVERLAYS;

/// What grows, and what has it so many times.
pub type Construct<Input> = (&'static str, fn(usize) -> Input);
