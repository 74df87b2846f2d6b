//! Safe output of untrusted text: one module per output format, through which all such text is written.
//!
//! Text from a document, the configuration or an argument stays text: it cannot control a terminal, end a comment, open a
//! code block, or contain hidden characters.

mod character;
pub mod comment;
pub mod count;
pub mod data;
pub mod markdown;
pub mod name;
pub mod noun;
pub mod phrase;
pub mod rustdoc;
pub mod terminal;
pub mod toml;
