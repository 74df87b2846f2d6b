//! The texts that credentials consist of.

use crate::runtime::{Error, Result};

/// Checks an identifier or a secret. The error names it by `name`, and never shows it.
///
/// A text from a file or an environment often brings the end of its line along; the API would answer 401 to it.
pub(crate) fn check(name: &str, text: &str) -> Result<()> {
    let fault = if text.is_empty() {
        "is empty"
    } else if text.trim() != text {
        "has white space around it"
    } else if text.contains(char::is_control) {
        "contains control characters"
    } else {
        return Ok(());
    };
    Err(Error::configuration(format!("{name} {fault}")))
}
