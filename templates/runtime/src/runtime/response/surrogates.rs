//! Unpaired surrogates in JSON: halves of a truncated surrogate pair.

/// The escape of U+FFFD. It is as long as that of the surrogate that it replaces, so that positions do not change.
const REPLACEMENT: &[u8; 6] = b"\\ufffd";

/// The kind of an escape sequence.
enum Escape {
    HighSurrogate,
    LowSurrogate,
    Other,
}

/// Returns the JSON with U+FFFD for each surrogate without its other half; `None` if there is none.
///
/// RFC 8259 allows them in its grammar but leaves their meaning undefined.
pub(crate) fn replace_unpaired(json: &[u8]) -> Option<Vec<u8>> {
    let mut replaced = None;
    let mut start = 0;
    while let Some(distance) = json.get(start..).and_then(backslash) {
        let at = start + distance;
        start = match escape(&json[at..]) {
            Escape::Other => at + 2,
            Escape::HighSurrogate if is_low_surrogate(&json[at + 6..]) => at + 12,
            Escape::HighSurrogate | Escape::LowSurrogate => {
                let replaced = replaced.get_or_insert_with(|| json.to_vec());
                replaced[at..at + 6].copy_from_slice(REPLACEMENT);
                at + 6
            }
        };
    }
    replaced
}

/// Returns the position of the first backslash.
fn backslash(json: &[u8]) -> Option<usize> {
    json.iter().position(|byte| *byte == b'\\')
}

/// Returns the kind of the escape sequence at the start of `text`.
fn escape(text: &[u8]) -> Escape {
    match text {
        [b'\\', b'u', b'd' | b'D', second, third, fourth, ..]
            if third.is_ascii_hexdigit() && fourth.is_ascii_hexdigit() =>
        {
            match second.to_ascii_lowercase() {
                b'8' | b'9' | b'a' | b'b' => Escape::HighSurrogate,
                b'c'..=b'f' => Escape::LowSurrogate,
                _ => Escape::Other,
            }
        }
        _ => Escape::Other,
    }
}

fn is_low_surrogate(text: &[u8]) -> bool {
    matches!(escape(text), Escape::LowSurrogate)
}
