//! Replies to events before an action.

use http::{Response, StatusCode};
use serde_json::{Map, Value};

use super::super::refusal::Refusal;
use super::super::tables::{self, EventReply, PropertyPath};
use crate::runtime::transport::Bytes;

/// The refusal of an action that a webhook rejects, where the API has none of its own.
/// <https://www.twilio.com/docs/api/errors/20403>
const REJECTION: tables::Refusal = tables::Refusal {
    status: 403,
    code: 20403,
    message: "A webhook rejected the action",
};

/// Returns the properties that a response sets, or the refusal of the action if it rejects it. Without a response in
/// time, the action goes ahead unchanged.
pub(super) fn read(
    reply: &EventReply,
    response: Option<&Response<Bytes>>,
) -> Result<Vec<(PropertyPath, Value)>, Refusal> {
    let Some(response) = response else {
        return Ok(Vec::new());
    };
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        return if reply.can_reject {
            Err(reply.rejection.copied().unwrap_or(REJECTION).into())
        } else {
            Ok(Vec::new())
        };
    }
    if status != StatusCode::OK {
        return Ok(Vec::new());
    }
    // What is no JSON object is an acknowledgement, such as `OK`.
    let members: Map<String, Value> =
        serde_json::from_slice(response.body()).unwrap_or_default();
    let set = reply.properties.iter().filter_map(|(name, property)| {
        let value = members.get(*name).filter(|value| !value.is_null())?;
        Some((*property, value.clone()))
    });
    Ok(set.collect())
}
