//! Operations: what a request is going to change, the change, and the response.

use http::Response;

use super::change::{Amendment, Change};
use super::refusal::Refusal;
use super::request::CheckedRequest;
use super::state::State;
use crate::runtime::transport::Bytes;

/// The outcome of a request.
pub(super) struct Done {
    pub(super) response: Response<Bytes>,
    pub(super) changes: Vec<Change>,
}

/// Returns what a request is going to change, or its refusal. SIDs of what it is going to create are null.
pub(super) fn plan(
    _state: &State,
    request: &CheckedRequest,
) -> Result<Vec<Change>, Refusal> {
    Err(Refusal::not_found(&request.path))
}

/// Carries out a request, with the properties that the replies to events set.
pub(super) fn commit(
    _state: &mut State,
    request: &CheckedRequest,
    _amendments: &[Amendment],
) -> Result<Done, Refusal> {
    Err(Refusal::not_found(&request.path))
}
