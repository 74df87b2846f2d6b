//! Validation of the strings that credentials consist of.

use crate::runtime::{Error, Result};

/// Validates an identifier or a secret. The error contains `name`, and never the value.
///
/// A string from a file or an environment variable often ends with a newline, which would cause a response with status
/// 401.
pub(crate) fn check(name: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(Error::configuration(format!("{name} is empty")));
    }
    check_characters(name, text)
}

/// Validates a string that may be empty.
pub(crate) fn check_characters(name: &str, text: &str) -> Result<()> {
    match invalid_characters(text) {
        Some(fault) => Err(Error::configuration(format!("{name} {fault}"))),
        None => Ok(()),
    }
}

/// Returns what is wrong with the characters of a string, to be put behind its name.
pub(crate) fn invalid_characters(text: &str) -> Option<&'static str> {
    if text.trim() != text {
        Some("has white space around it")
    } else if text.contains(char::is_control) {
        Some("contains control characters")
    } else {
        None
    }
}

/// Validates a string that is sent unchanged in a header.
pub(crate) fn check_header(name: &str, text: &str) -> Result<()> {
    check(name, text)?;
    if text.is_ascii() {
        return Ok(());
    }
    Err(Error::configuration(format!("{name} contains characters other than ASCII")))
}
