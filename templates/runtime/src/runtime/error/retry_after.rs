//! The `Retry-After` header.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

/// Parses `Retry-After`: a number of seconds, or a date.
///
/// A date is compared with the server's clock if the response has a `Date` header, and with `now` otherwise. For a date
/// in the past, the delay is zero.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let end = httpdate::parse_http_date(text).ok()?;
    let start = date(headers, DATE).unwrap_or(now);
    Some(end.duration_since(start).unwrap_or_default())
}

/// Parses a header that contains a date.
fn date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}
