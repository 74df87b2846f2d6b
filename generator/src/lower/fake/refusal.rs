//! Refusals of requests.

use super::reader::{Object, Reader};
use crate::ir::fake::Refusal;

/// The members of a refusal.
pub(super) const MEMBERS: [&str; 3] = ["status", "code", "message"];

/// Reads the refusal in an object that may have other members.
pub(super) fn read(reader: &mut Reader<'_>, object: &Object<'_>) -> Option<Refusal> {
    let [status, code, message] = MEMBERS.map(|name| reader.required(object, name));
    let status = status.and_then(|node| reader.integer(&node));
    let code = code.and_then(|node| reader.integer(&node));
    let message = message.and_then(|node| reader.text(&node));
    Some(Refusal {
        status: status?,
        code: code?,
        message: message?,
    })
}
