//! Random idempotency keys.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::process;

/// Returns a random UUID of version 4.
///
/// The two hash keys are 128 random bits of the operating system, and no two states of a thread have the same. The random
/// numbers of `fastrand` are too few: two processes that start with the same 64 bits would send the same keys, and the API
/// would take the request of one for that of the other.
pub(crate) fn random_uuid() -> String {
    let state = RandomState::new();
    // A forked process has the hash keys of its parent.
    let [high, low] = [0, 1].map(|half| state.hash_one((half, process::id())));
    let version = (high & 0xffff_ffff_ffff_0fff) | 0x4000;
    let variant = (low & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        (version >> 16) & 0xffff,
        version & 0xffff,
        variant >> 48,
        variant & 0xffff_ffff_ffff,
    )
}
