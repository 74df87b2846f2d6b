//! Decodes the bytes of a file.

use super::SourceText;
use crate::diagnostics::{Diagnostic, Failure, Pointer};

const HELP: &str = "save the file as UTF-8";

/// Decodes UTF-8 with or without a byte order mark. Diagnostics refer to the file as `name`.
pub(crate) fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let problem =
            Diagnostic::error(Pointer::root(), "the file is encoded as UTF-16");
        return Err(problem.expected("UTF-8").help(HELP).in_file(name).into());
    }
    let mut text =
        String::from_utf8(bytes).map_err(|error| undecodable(name, &error))?;
    if text.starts_with('\u{FEFF}') {
        text.remove(0);
    }
    Ok(text)
}

/// Creates a diagnostic that shows the first invalid bytes and the readable part of their line.
fn undecodable(name: &str, error: &std::string::FromUtf8Error) -> Failure {
    let bytes = error.as_bytes();
    let start = error.utf8_error().valid_up_to();
    let length = error.utf8_error().error_len().unwrap_or(bytes.len() - start);
    let line = bytes[start..].iter().position(|byte| *byte == b'\n');
    let end = line.map_or(bytes.len(), |length| start + length);
    let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let invalid = bytes[start..start + length].iter();
    let invalid: Vec<_> = invalid.map(|byte| format!("{byte:02X}")).collect();
    let found = format!("the file is not valid UTF-8: unexpected {}", invalid.join(" "));
    let replaced = char::REPLACEMENT_CHARACTER.len_utf8();
    Diagnostic::error(Pointer::root(), found)
        .expected("UTF-8")
        .help(HELP)
        .in_file(name)
        .at(SourceText::new(name, text).location(start..start + replaced))
        .into()
}
