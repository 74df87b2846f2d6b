//! References to the status of an operation.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::runtime::response::OperationResponse;
use crate::runtime::{Error, Result};

/// Where a response tells the ID of the status: the ID itself, or a URL that ends with it.
///
/// Only the ID of a URL is used. The request goes to the path that the document declares, so a response cannot direct it
/// elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) enum StatusReference {
    Header(&'static str),
    Property(&'static str),
}

impl StatusReference {
    /// Returns the ID.
    pub(crate) fn read(self, response: &OperationResponse) -> Result<String> {
        let text = match self {
            Self::Header(name) => {
                let value = response.received.headers.get(name);
                value.and_then(|value| value.to_str().ok()).map(ToOwned::to_owned)
            }
            Self::Property(name) => match response.decode::<Value>()?.get(name) {
                Some(Value::String(text)) => Some(text.clone()),
                Some(Value::Number(number)) => Some(number.to_string()),
                _ => None,
            },
        };
        let id = text.as_deref().map(id).filter(|id| !id.is_empty());
        id.ok_or_else(|| {
            let place = match self {
                Self::Header(name) => format!("the header `{name}`"),
                Self::Property(name) => format!("the property `{name}`"),
            };
            Error::invalid_response(format!(
                "the operation was started, but {place} of the response does not name its status"
            ))
            .with_response(response.received.clone())
            .with_call(response.call)
            .with_attempts(response.attempts)
        })
    }
}

/// Returns the last segment of a URL or a path; an ID is its own.
fn id(text: &str) -> String {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let segment = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}
