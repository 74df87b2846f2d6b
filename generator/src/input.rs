//! Input of the generator: the configuration, the document, its overlays, and the published names.
//!
//! [`source`] parses any of these files and records the location of each value, the shape tables define the members of
//! each object, and [`document`] contains the first stages of the pipeline.

pub mod config;
pub mod document;
mod hash;
pub mod lock;
mod shape;
pub mod source;

pub(crate) use hash::sha256;
