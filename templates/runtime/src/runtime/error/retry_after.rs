//! How long the API asks to wait.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

/// Reads `Retry-After`: a number of seconds, or the date of an end.
///
/// A date is held against the server's own clock if it tells the time in `Date`, and against `now` otherwise. One that
/// is past means no wait.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let end = httpdate::parse_http_date(text).ok()?;
    let start = date(headers, DATE).unwrap_or(now);
    Some(end.duration_since(start).unwrap_or_default())
}

/// Reads a header that holds a date.
fn date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}
