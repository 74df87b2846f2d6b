//! The clock of a fake, which stands still unless it is moved.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

/// Returns the time `duration` after `time`, or the last one that can be represented.
pub(super) fn after(time: Timestamp, duration: Duration) -> Timestamp {
    time.saturating_add(duration).unwrap_or(Timestamp::MAX)
}

/// Returns a timestamp as the API writes it, in whole seconds.
pub(super) fn json(time: Timestamp) -> Value {
    Value::String(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
