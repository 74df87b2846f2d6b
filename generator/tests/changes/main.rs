//! Tests of `generator diff` and of the comparison with a baseline in `generator generate`.

mod diff;
mod release;
mod repository;
