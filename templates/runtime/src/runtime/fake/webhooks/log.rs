//! The list of deliveries.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::delivery::{Delivery, DeliveryOutcome};

/// The maximum number of deliveries that are kept, for a fake that serves for days.
const CAPACITY: usize = 10_000;

/// The latest deliveries, in the order in which they began.
#[derive(Default)]
pub(super) struct Log(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    /// The number of deliveries that are not kept any more.
    dropped: usize,
    deliveries: VecDeque<Delivery>,
}

impl Log {
    /// Adds a delivery and returns its number.
    pub(super) fn add(&self, delivery: Delivery) -> usize {
        let mut entries = self.entries();
        if entries.deliveries.len() == CAPACITY {
            entries.deliveries.pop_front();
            entries.dropped += 1;
        }
        entries.deliveries.push_back(delivery);
        entries.dropped + entries.deliveries.len() - 1
    }

    /// Sets the outcome of a delivery.
    pub(super) fn complete(&self, number: usize, outcome: DeliveryOutcome) {
        let mut entries = self.entries();
        let position = number.checked_sub(entries.dropped);
        let delivery =
            position.and_then(|position| entries.deliveries.get_mut(position));
        if let Some(delivery) = delivery {
            delivery.outcome = outcome;
        }
    }

    /// Returns the deliveries.
    pub(super) fn deliveries(&self) -> Vec<Delivery> {
        self.entries().deliveries.iter().cloned().collect()
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
