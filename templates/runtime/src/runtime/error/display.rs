//! Representations of an error without personal data or secrets.

use std::error::Error as StdError;
use std::fmt;

use super::{Call, Error};
use crate::runtime::{Redacted, Route};

/// Shows one line without personal data and without Twilio's message.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Call { method, route }) = self.0.call {
            let Route { id, path } = route;
            let space = if path.is_empty() { "" } else { " " };
            write!(formatter, "{id} ({method}{space}{path}) failed: ")?;
        }
        let link = "https://www.twilio.com/docs/api/errors";
        let explanation =
            (!self.0.explanation.is_empty()).then(|| self.0.explanation.to_string());
        let parts = [
            explanation,
            self.status().map(|status| format!("status {status}")),
            self.code().map(|code| format!("Twilio error {code} ({link}/{code})")),
            self.json_path().map(|path| format!("at {path}")),
            self.request_id().map(|id| format!("request {id}")),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        formatter.write_str(&parts.join(", "))
    }
}

/// Shows what `Display` shows, field by field, and the source.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("call", &self.0.call)
            .field("attempts", &self.0.attempts)
            .field("explanation", &self.0.explanation)
            .field("status", &self.status())
            .field("code", &self.code())
            .field("message", &Redacted(&self.0.problem.message))
            .field("request_id", &self.request_id())
            .field("retry_after", &self.0.retry_after)
            .field("json_path", &self.0.json_path)
            .field("item_index", &self.0.item_index)
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}
