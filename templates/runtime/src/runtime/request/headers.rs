//! Request headers, and those that callers cannot set.

use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, PROXY_AUTHORIZATION,
    TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::Headers;
use crate::runtime::{Error, Result};

/// The headers that the client or the connection sets: they determine authentication, destination and framing.
pub(crate) const RESERVED: [HeaderName; 7] = [
    AUTHORIZATION,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    HOST,
    PROXY_AUTHORIZATION,
    TRANSFER_ENCODING,
];

/// Returns the header parameters of an operation, and headers that the document does not declare.
pub(crate) fn header_map(
    parameters: &Headers,
    undeclared: &Headers,
) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in parameters {
        let (name, value) = header(name, value)?;
        headers.insert(name, value);
    }
    for (name, value) in undeclared {
        let (name, value) = header(name, value)?;
        if RESERVED.contains(&name) {
            return Err(Error::configuration(format!(
                "the header `{name}` is set by the client and cannot be added"
            )));
        }
        headers.append(name, value);
    }
    Ok(headers)
}

/// Checks a header.
fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue)> {
    let invalid = |what| {
        Error::invalid_request(format!(
            "the {what} of {name:?} does not fit into a header"
        ))
    };
    let value = HeaderValue::from_str(value)
        .map_err(|error| invalid("value").with_source(error))?;
    let name = HeaderName::try_from(name)
        .map_err(|error| invalid("name").with_source(error))?;
    Ok((name, value))
}
