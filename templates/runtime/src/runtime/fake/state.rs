//! The state of a fake: its instances, its clock and its SIDs.

use jiff::Timestamp;

use super::sids::Sids;
use super::store::Store;
use super::tables::Tables;

/// The state of a fake.
pub(super) struct State {
    pub(super) tables: &'static Tables,
    pub(super) account_sid: String,
    pub(super) now: Timestamp,
    pub(super) sids: Sids,
    pub(super) store: Store,
}

impl State {
    /// Creates the state of a new account.
    pub(super) fn new(
        tables: &'static Tables,
        account_sid: &str,
        seed: u64,
        now: Timestamp,
    ) -> Self {
        Self {
            tables,
            account_sid: account_sid.to_owned(),
            now,
            sids: Sids::new(seed),
            store: Store::default(),
        }
    }
}
