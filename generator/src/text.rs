//! What others wrote, on its way to a reader: one function for each kind of output, and no other way to it.

pub mod data;
pub mod markdown;
pub mod phrase;
pub mod terminal;
