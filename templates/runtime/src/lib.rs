//! The runtime of the generated client crate.
