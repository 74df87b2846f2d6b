//! Commands with a file of their own.

pub mod diff;
pub mod release;
