//! Algorithms of signatures.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Sha256, Sha384, Sha512};

use super::error::AccessTokenError;

/// Algorithm that signs an access token: an HMAC with the secret of the API key.
///
/// ```
/// use client_runtime::access_token::SigningAlgorithm;
///
/// assert_eq!(SigningAlgorithm::default(), SigningAlgorithm::Hs256);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SigningAlgorithm {
    /// HMAC with SHA-256, the one that Twilio documents.
    #[default]
    Hs256,
    /// HMAC with SHA-384.
    Hs384,
    /// HMAC with SHA-512.
    Hs512,
}

impl SigningAlgorithm {
    /// Returns the name in the header of a token.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
        }
    }

    /// Returns the signature of a message.
    pub(super) fn sign(
        self,
        secret: &SecretString,
        message: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, AccessTokenError> {
        match self {
            Self::Hs256 => hmac::<Hmac<Sha256>>(secret, message),
            Self::Hs384 => hmac::<Hmac<Sha384>>(secret, message),
            Self::Hs512 => hmac::<Hmac<Sha512>>(secret, message),
        }
    }
}

/// Returns the HMAC of a message. Never fails, because keys of any length are valid.
fn hmac<M: Mac + KeyInit>(
    secret: &SecretString,
    message: &[u8],
) -> Result<Zeroizing<Vec<u8>>, AccessTokenError> {
    let key = secret.expose_secret().as_bytes();
    let mut mac = <M as KeyInit>::new_from_slice(key).map_err(|_| {
        AccessTokenError::InvalidSecret {
            fault: "cannot be used as a key",
        }
    })?;
    mac.update(message);
    Ok(Zeroizing::new(mac.finalize().into_bytes().to_vec()))
}
