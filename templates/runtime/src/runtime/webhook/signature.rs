//! The HMAC of URL and parameters.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha1::Sha1;
use sha2::Sha256;

use super::algorithm::Algorithm;
use super::error::SignatureError;
use super::parameters::Parameter;

/// Signature that a request claims.
pub(super) struct Signature {
    algorithm: Algorithm,
    bytes: Vec<u8>,
}

impl Signature {
    /// Parses the value of the header.
    pub(super) fn parse(
        text: &str,
        algorithm: Algorithm,
    ) -> Result<Self, SignatureError> {
        match BASE64_STANDARD.decode(text) {
            Ok(bytes) if bytes.len() == algorithm.length() => {
                Ok(Self { algorithm, bytes })
            }
            _ => Err(SignatureError::MalformedSignature),
        }
    }

    /// Returns `true` if the secret yields this signature for the URL, in parts, and the parameters. Takes constant
    /// time.
    pub(super) fn is_of(
        &self,
        secret: &SecretString,
        url: &[&str],
        parameters: &[&Parameter],
    ) -> bool {
        match self.algorithm {
            Algorithm::Sha1 => mac::<Hmac<Sha1>>(secret, url, parameters)
                .is_some_and(|mac| mac.verify_slice(&self.bytes).is_ok()),
            Algorithm::Sha256 => mac::<Hmac<Sha256>>(secret, url, parameters)
                .is_some_and(|mac| mac.verify_slice(&self.bytes).is_ok()),
        }
    }
}

/// Signs a URL, in parts, and parameters, in the format of the header.
pub(super) fn sign(
    secret: &SecretString,
    algorithm: Algorithm,
    url: &[&str],
    parameters: &[&Parameter],
) -> String {
    let bytes = match algorithm {
        Algorithm::Sha1 => mac::<Hmac<Sha1>>(secret, url, parameters)
            .map(|mac| mac.finalize().into_bytes().to_vec()),
        Algorithm::Sha256 => mac::<Hmac<Sha256>>(secret, url, parameters)
            .map(|mac| mac.finalize().into_bytes().to_vec()),
    };
    BASE64_STANDARD.encode(bytes.unwrap_or_default())
}

/// Passes the signed data to an HMAC. Never `None`, because keys of any length are valid.
fn mac<M: Mac + KeyInit>(
    secret: &SecretString,
    url: &[&str],
    parameters: &[&Parameter],
) -> Option<M> {
    let key = secret.expose_secret().as_bytes();
    let mut mac = <M as KeyInit>::new_from_slice(key).ok()?;
    for part in url {
        mac.update(part.as_bytes());
    }
    for (name, value) in parameters {
        mac.update(name);
        mac.update(value);
    }
    Some(mac)
}
