//! Webhooks: which events changes cause, and their delivery.

mod delivery;
mod destinations;
mod events;
mod handlers;
mod log;
#[cfg(feature = "reqwest")]
mod loopback;
mod nesting;
mod registration;
mod reply;
mod sending;
#[cfg(feature = "tower")]
mod service;

use std::sync::{Mutex, PoisonError};

use http::Response;

pub use self::delivery::{Delivery, DeliveryOutcome};
use self::events::Message;
use self::handlers::Handlers;
use self::log::Log;
use super::FakeTwilio;
use super::change::{Amendment, Change};
use super::refusal::Refusal;
use super::request::CheckedRequest;
use super::state::State;
use super::tables::Action;
use crate::runtime::transport::Bytes;

/// The handlers of webhooks, and what was sent.
#[derive(Default)]
pub(super) struct Webhooks {
    handlers: Mutex<Handlers>,
    log: Log,
    #[cfg(feature = "reqwest")]
    loopback: loopback::Loopback,
}

/// Events after deletions, which are sent to webhooks that may be deleted, too.
#[derive(Default)]
pub(super) struct Farewells(Vec<Message>);

/// Sends the events that precede planned changes. Returns what the replies change in them, or the refusal of the
/// request if one of them rejects it.
pub(super) async fn before(
    fake: &FakeTwilio,
    request: &CheckedRequest,
    planned: &[Change],
) -> Result<Vec<Amendment>, Refusal> {
    let mut amendments = Vec::new();
    for position in 0..planned.len() {
        let messages = events::before(&fake.state(), planned, position);
        for message in messages {
            let reply = message.event.reply;
            let response = deliver(fake, message, request.webhooks).await;
            let Some(reply) = reply else { continue };
            for (property, value) in reply::read(reply, response.as_ref())? {
                amendments.push(Amendment {
                    change: position,
                    property,
                    value: request.amended(property, value)?,
                });
            }
        }
    }
    Ok(amendments)
}

/// Returns the events after the deletions among planned changes.
pub(super) fn farewells(state: &State, planned: &[Change]) -> Farewells {
    let is_deletion = |position: &usize| planned[*position].action == Action::Delete;
    let deletions = (0..planned.len()).filter(is_deletion);
    let messages =
        deletions.flat_map(|position| events::after(state, planned, position));
    Farewells(messages.collect())
}

/// Sends the events that follow changes. `is_enabled` is `false` if the request did not enable webhooks.
pub(super) async fn after(
    fake: &FakeTwilio,
    done: &[Change],
    farewells: Farewells,
    is_enabled: bool,
) {
    for message in farewells.0 {
        deliver(fake, message, is_enabled).await;
    }
    let is_left = |position: &usize| done[*position].action != Action::Delete;
    for position in (0..done.len()).filter(is_left) {
        let messages = events::after(&fake.state(), done, position);
        for message in messages {
            deliver(fake, message, is_enabled).await;
        }
    }
}

/// Sends an event, unless it is not wanted, and returns the response, if there is one.
async fn deliver(
    fake: &FakeTwilio,
    message: Message,
    is_enabled: bool,
) -> Option<Response<Bytes>> {
    let webhooks = &fake.0.webhooks;
    let unsent = if !is_enabled {
        Some(DeliveryOutcome::NotEnabled)
    } else if !message.is_subscribed {
        Some(DeliveryOutcome::NotSubscribed)
    } else if nesting::is_too_deep() {
        Some(DeliveryOutcome::Recursive)
    } else {
        None
    };
    let is_sent = unsent.is_none();
    let delivery = Delivery {
        kind: message.event.kind,
        method: message.method,
        url: message.url,
        parameters: message.parameters,
        // Until there is a response.
        outcome: unsent.unwrap_or(DeliveryOutcome::TimedOut),
    };
    let number = webhooks.log.add(delivery.clone());
    if !is_sent {
        return None;
    }
    let (outcome, response) =
        sending::send(&delivery, fake.0.account.signer(), webhooks).await;
    webhooks.log.complete(number, outcome);
    response
}

impl Webhooks {
    /// Returns the handler of a URL.
    fn handler(&self, url: &str) -> Option<handlers::Handler> {
        self.handlers.lock().unwrap_or_else(PoisonError::into_inner).find(url)
    }
}
