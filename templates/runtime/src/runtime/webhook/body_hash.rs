//! The SHA-256 hash of a body in the query.

use sha2::{Digest as _, Sha256};

/// Name of the query parameter.
pub(super) const PARAMETER: &str = "bodySHA256";

/// Returns the hash of a body in hexadecimal.
pub(super) fn of(body: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 0xf)]);
    let hash = Sha256::digest(body);
    hash.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// Returns `true` if the body has this hash. Neither is a secret.
pub(super) fn is_of(hash: &[u8], body: &[u8]) -> bool {
    hash.eq_ignore_ascii_case(of(body).as_bytes())
}
