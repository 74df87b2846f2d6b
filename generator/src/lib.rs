//! Generates a client crate from an `OpenAPI` document.

pub mod build;
pub mod call;
pub mod config;
pub mod describe;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod format;
pub mod ir;
pub mod lower;
pub mod name;
pub mod normalise;
pub mod pointer;
pub mod render;
pub mod write;
