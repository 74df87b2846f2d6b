//! Text of a document or of the configuration, made safe for the place where it is put.
//!
//! Whatever such a text holds, it stays text there: it neither ends a comment nor opens a block of code, and it hides
//! nothing from who reads it. There is one file for each kind of place, and what puts a text there has it from here.

mod character;
pub mod comment;
pub mod name;
pub mod rustdoc;
pub mod toml;
