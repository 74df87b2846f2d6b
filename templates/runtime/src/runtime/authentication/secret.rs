//! The texts that credentials consist of.

use crate::runtime::{Error, Result};

/// Checks an identifier or a secret. The error names it by `name`, and never shows it.
///
/// A text from a file or an environment often brings the end of its line along, which the API would answer with status
/// 401.
pub(crate) fn check(name: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(Error::configuration(format!("{name} is empty")));
    }
    check_characters(name, text)
}

/// Checks a text that may be empty.
pub(crate) fn check_characters(name: &str, text: &str) -> Result<()> {
    let fault = if text.trim() != text {
        "has white space around it"
    } else if text.contains(char::is_control) {
        "contains control characters"
    } else {
        return Ok(());
    };
    Err(Error::configuration(format!("{name} {fault}")))
}

/// Checks a text that is sent in a header as it is.
pub(crate) fn check_header(name: &str, text: &str) -> Result<()> {
    check(name, text)?;
    if text.is_ascii() {
        return Ok(());
    }
    Err(Error::configuration(format!("{name} contains characters other than ASCII")))
}
