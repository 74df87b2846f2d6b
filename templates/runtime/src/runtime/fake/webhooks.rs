//! Webhooks: which events changes cause, and their delivery.

use super::FakeTwilio;
use super::change::{Amendment, Change};
use super::refusal::Refusal;
use super::request::CheckedRequest;

/// The handlers of webhooks, and what was sent.
#[derive(Default)]
pub(super) struct Webhooks {}

/// Sends the events that precede planned changes. Returns what the replies change in them, or the refusal of the
/// request if one of them rejects it.
pub(super) async fn before(
    _fake: &FakeTwilio,
    _request: &CheckedRequest,
    _planned: &[Change],
) -> Result<Vec<Amendment>, Refusal> {
    Ok(Vec::new())
}

/// Sends the events that follow changes.
pub(super) async fn after(_fake: &FakeTwilio, _done: &[Change]) {}
