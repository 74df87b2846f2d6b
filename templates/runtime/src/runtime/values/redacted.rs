//! Redaction of personal data in `Debug`.

use std::fmt;

/// Placeholder for a redacted value.
pub(crate) const REDACTED: &str = "[redacted]";

/// Shows whether there is a value, never the value itself: `None` or `Some([redacted])`.
pub(crate) struct Redacted<'a, T>(pub(crate) &'a Option<T>);

impl<T> fmt::Debug for Redacted<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(_) => write!(formatter, "Some({REDACTED})"),
            None => formatter.write_str("None"),
        }
    }
}
