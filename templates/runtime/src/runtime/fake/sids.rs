//! SIDs of new instances.

/// The source of SIDs, which follow from a seed.
#[derive(Clone)]
pub(super) struct Sids(fastrand::Rng);

impl Sids {
    /// Creates the source of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Returns a new SID with this prefix.
    pub(super) fn next(&mut self, prefix: &str) -> String {
        format!("{prefix}{:032x}", self.0.u128(..))
    }
}
