//! The arithmetic: HMAC-SHA1 over URL and parameters, SHA-256 over a body.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret, SecretString};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::{Parameters, SignatureError};

/// How many bytes SHA-1 gives.
const LENGTH: usize = 20;

/// The signature that a request claims.
pub(super) struct Signature([u8; LENGTH]);

impl Signature {
    /// Reads the value of the header.
    pub(super) fn parse(text: &str) -> Result<Self, SignatureError> {
        let bytes = BASE64_STANDARD
            .decode(text)
            .map_err(|_| SignatureError::MalformedSignature)?;
        match bytes.try_into() {
            Ok(bytes) => Ok(Self(bytes)),
            Err(_) => Err(SignatureError::MalformedSignature),
        }
    }

    /// Whether the token gives this signature for the URL, in parts, and the parameters. The time it takes does not
    /// tell how much of the signature is right.
    pub(super) fn is_of(
        &self,
        auth_token: &SecretString,
        url: [&str; 3],
        parameters: &Parameters,
    ) -> bool {
        let key = auth_token.expose_secret().as_bytes();
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key) else {
            return false; // Never: a key of any length will do.
        };
        for part in url {
            mac.update(part.as_bytes());
        }
        for (name, value) in parameters {
            mac.update(name);
            mac.update(value);
        }
        mac.verify_slice(&self.0).is_ok()
    }
}

/// Whether the body has the SHA-256 hash that is written in hexadecimal. Neither is a secret.
pub(super) fn check_body(hash: &[u8], body: &[u8]) -> Result<(), SignatureError> {
    if hash.eq_ignore_ascii_case(&hexadecimal(&Sha256::digest(body))) {
        Ok(())
    } else {
        Err(SignatureError::BodyMismatch)
    }
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digit = |value: u8| b"0123456789abcdef"[usize::from(value & 0xf)];
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}
