//! The state of a fake: its instances, its clock and its SIDs.

use jiff::Timestamp;

use super::change::Change;
use super::deadlines::Deadlines;
use super::sids::Sids;
use super::store::{InstanceId, Store};
use super::tables::{Action, ResourceIndex, Tables};

/// The state of a fake.
pub(super) struct State {
    pub(super) tables: &'static Tables,
    /// The start of the URLs in responses, without a slash at the end, if it is not that of the API.
    pub(super) base_url: Option<String>,
    pub(super) account_sid: String,
    pub(super) now: Timestamp,
    pub(super) sids: Sids,
    pub(super) store: Store,
    pub(super) deadlines: Deadlines,
}

impl State {
    /// Creates the state of an account without instances.
    pub(super) fn new(
        tables: &'static Tables,
        account_sid: &str,
        seed: u64,
        now: Timestamp,
    ) -> Self {
        Self {
            tables,
            base_url: None,
            account_sid: account_sid.to_owned(),
            now,
            sids: Sids::new(seed),
            store: Store::new(tables),
            deadlines: Deadlines::default(),
        }
    }

    /// Returns the start of the URLs in responses about a resource.
    pub(super) fn base_url_of(&self, resource: ResourceIndex) -> &str {
        let of_api = || self.tables.api(resource).base_url;
        self.base_url.as_deref().unwrap_or_else(of_api)
    }

    /// Makes planned changes. Returns them with the identities of what they created.
    pub(super) fn apply(&mut self, mut changes: Vec<Change>) -> Vec<Change> {
        for position in 0..changes.len() {
            let created = changes[position].within.and_then(|outer| changes[outer].id);
            let change = &mut changes[position];
            change.parent = change.parent.or(created);
            match change.action {
                Action::Create => {
                    let (resource, parent) = (change.resource, change.parent);
                    change.id =
                        Some(self.store.insert(resource, parent, change.after.clone()));
                }
                Action::Update => {
                    if let Some(id) = change.id {
                        self.store.replace(id, change.after.clone());
                    }
                }
                _ => {
                    let removed = change.id.map(|id| self.store.remove(id));
                    removed.iter().flatten().for_each(|id| self.deadlines.remove(*id));
                }
            }
            if let Some(id) = change.id {
                self.watch(id);
            }
        }
        changes
    }

    /// Notes the deadlines of an instance.
    fn watch(&mut self, id: InstanceId) {
        if let Some(instance) = self.store.get(id) {
            let transitions = self.tables.resource(instance.resource).transitions;
            self.deadlines.set(id, transitions, &instance.properties);
        }
    }
}
