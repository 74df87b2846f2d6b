//! The algorithm that a request claims for its signature.

use super::error::SignatureError;

/// Hash function of the HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Sha1,
    Sha256,
}

impl Algorithm {
    /// Returns the length of a signature, in bytes.
    pub(super) fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// Parses the value of the header `X-Twilio-Webhooks-Signature-Settings`, such as `key=...,algorithm=HMAC_SHA256`.
    ///
    /// The name of the key is ignored: it is not authenticated, so every shared key is tried.
    pub(super) fn parse(settings: &str) -> Result<Self, SignatureError> {
        let mut members =
            settings.split(',').filter_map(|member| member.split_once('='));
        let name = members.find_map(|(member, value)| {
            let value = value.trim();
            (member.trim() == "algorithm" && !value.is_empty()).then_some(value)
        });
        match name {
            None => Ok(Self::Sha1), // The default of Twilio's SDKs.
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA256") => Ok(Self::Sha256),
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA1") => Ok(Self::Sha1),
            Some(_) => Err(SignatureError::UnsupportedAlgorithm),
        }
    }
}
