//! The identifiers of requests, by which responses and logs name them.

use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderName, HeaderValue};

/// The header that contains the identifier.
const HEADER: HeaderName = HeaderName::from_static("twilio-request-id");

/// The source of identifiers: a SID that counts the requests.
///
/// They are apart from the other SIDs, which do not change when a test fetches something more.
#[derive(Debug, Default)]
pub(super) struct RequestIds(AtomicU64);

impl RequestIds {
    /// Returns the header with the next identifier.
    pub(super) fn next(&self) -> Option<(HeaderName, HeaderValue)> {
        let number = self.0.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let value = HeaderValue::try_from(format!("RQ{number:032x}")).ok()?;
        Some((HEADER, value))
    }
}
