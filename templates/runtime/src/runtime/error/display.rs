//! Representations of an error without personal data or secrets.

use std::error::Error as StdError;
use std::fmt;

use super::{Call, Error};
use crate::runtime::{Redacted, Route};

/// URL of Twilio's error dictionary, as the dictionary itself links its pages.
const ERROR_PAGES: &str = "https://www.twilio.com/docs/api/errors";

/// Formats one line without personal data and without Twilio's message.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Call { method, route, .. }) = self.0.call {
            let Route { id, path } = route;
            let space = if path.is_empty() { "" } else { " " };
            write!(formatter, "{id} ({method}{space}{path}) failed: ")?;
        }
        let explanation =
            (!self.0.explanation.is_empty()).then(|| self.0.explanation.to_string());
        // `.` is the path of the whole body.
        let path = self.json_path().filter(|path| *path != ".");
        let parts = [
            explanation,
            path.map(|path| format!("at {path}")),
            self.status().map(|status| format!("status {status}")),
            self.reference(),
            self.request_id().map(|id| format!("request {id}")),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        formatter.write_str(&parts.join(", "))
    }
}

impl Error {
    /// Returns Twilio's error code with a link to its page.
    fn reference(&self) -> Option<String> {
        if let Some(code) = self.code() {
            return Some(format!("Twilio error {code} ({ERROR_PAGES}/{code})"));
        }
        let code = error_code(self.more_info()?)?;
        Some(format!("{ERROR_PAGES}/{code}"))
    }
}

/// Returns the error code that a link to Twilio's error dictionary ends with. Other links may contain personal data, and
/// the API links the dictionary by an older URL.
fn error_code(link: &str) -> Option<&str> {
    let path = ["https://www.twilio.com/docs/", "https://twilio.com/docs/"]
        .iter()
        .find_map(|start| link.strip_prefix(start))?;
    let code = path.strip_prefix("api/").unwrap_or(path).strip_prefix("errors/")?;
    let is_code =
        (1..=10).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then_some(code)
}

/// Formats the same information as `Display`, field by field, and the source.
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
