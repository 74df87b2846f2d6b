//! What a run is given: the configuration, the document and its overlays.
//!
//! Takes files, and gives values that know the place of each of their parts. [`source`] reads the text of any of them, the
//! shape tables say what an object may hold, and [`document`] has the first stages.

pub mod config;
pub mod document;
mod hash;
mod shape;
pub mod source;

pub(crate) use hash::sha256;
