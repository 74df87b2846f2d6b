//! Inputs that repeat a construct a given number of times, for measuring time and memory.

mod callbacks;
mod changes;
mod documents;
mod overlays;

pub use callbacks::CALLBACKS;
pub use changes::CHANGES;
pub use documents::{DOCUMENTS, one_model};
pub use overlays::OVERLAYS;

/// The name of a construct, and a function that returns an input that contains it a given number of times.
pub type Construct<Input> = (&'static str, fn(usize) -> Input);
