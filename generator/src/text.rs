//! What others wrote, on its way to a reader or into the crate: one way for each kind of place, and no other way to it.
//!
//! Whatever a text of a document, of the configuration or of an argument holds, it stays text there: it neither commands
//! a terminal nor ends a comment nor opens a block of code, and it hides nothing from who reads it.

mod character;
pub mod comment;
pub mod data;
pub mod markdown;
pub mod name;
pub mod phrase;
pub mod rustdoc;
pub mod terminal;
pub mod toml;
