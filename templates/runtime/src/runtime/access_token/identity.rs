//! Rules for identities.

use super::error::AccessTokenError;

/// Twilio rejects longer identities: errors 31105, 50207 and 51003.
const MAX_CHARACTERS: usize = 256;

/// The characters that Voice rejects beside control characters (error 31105): the space, and what RFC 2396 calls delims
/// and unwise.
const REJECTED_BY_VOICE: &str = " <>#%\"{}|\\^[]`";

/// Checks an identity.
pub(super) fn check(identity: &str) -> Result<(), AccessTokenError> {
    if identity.is_empty() {
        return Err(AccessTokenError::MissingIdentity);
    }
    match identity.chars().count() {
        length if length > MAX_CHARACTERS => {
            Err(AccessTokenError::IdentityTooLong { length })
        }
        _ => Ok(()),
    }
}

/// Checks that Voice accepts the characters of an identity.
pub(super) fn check_for_voice(identity: &str) -> Result<(), AccessTokenError> {
    let is_rejected = |character: char| {
        character.is_control() || REJECTED_BY_VOICE.contains(character)
    };
    if identity.contains(is_rejected) {
        return Err(AccessTokenError::InvalidVoiceIdentity);
    }
    Ok(())
}
