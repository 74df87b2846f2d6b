//! Replies to events before an action.

use http::{Response, StatusCode};
use serde_json::{Map, Value};

use super::super::refusal::Refusal;
use super::super::tables::{EventReply, PropertyPath};
use crate::runtime::transport::Bytes;

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
        return match reply.rejection {
            Some(refusal) => Err(refusal.into()),
            None => Ok(Vec::new()),
        };
    }
    if status != StatusCode::OK {
        return Ok(Vec::new());
    }
    // What is no JSON object is an acknowledgement, such as `OK`.
    let members: Map<String, Value> =
        serde_json::from_slice(response.body()).unwrap_or_default();
    let set = reply.properties.iter().filter_map(|(name, property)| {
        members.get(*name).map(|value| (*property, value.clone()))
    });
    Ok(set.collect())
}
