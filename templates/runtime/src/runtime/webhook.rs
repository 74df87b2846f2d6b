//! Twilio signs every webhook with the account's auth token. What the signature covers depends on the request:
//!
//! | request | signed |
//! |---|---|
//! | `GET`, or any request without a body | the URL |
//! | a form (`application/x-www-form-urlencoded`), as Conversations sends it | the URL, then the name and the value of every parameter, sorted; of equal pairs, one |
//! | anything else, such as JSON | the URL, whose query holds the SHA-256 of the body as `bodySHA256` |
//!
//! The signature is the HMAC-SHA1 of that, in base64, in the header `X-Twilio-Signature`. See
//! <https://www.twilio.com/docs/usage/webhooks/webhooks-security>. Where the URL has a `bodySHA256`, the body must have
//! that hash, whatever its type; a body that nothing covers is refused.
//!
//! # The body, before anything parses it
//!
//! Validation takes the bytes of the body as they came, and reads a form itself. A framework that parses first trims
//! values, drops repeated keys or replaces what is no UTF-8, and then genuine requests fail. Limit how much is read:
//! who sends a request is not known yet.
//!
//! # The URL, as Twilio knows it
//!
//! The URL is signed as it was given to Twilio, so a server has to know its own public URL. Behind a proxy, a load
//! balancer or a tunnel it differs from what the server sees: TLS ends before it, the host and the port are others, a
//! prefix of the path is cut off. [`SignatureValidator::validate_request`] therefore takes the public part from you, and
//! path and query from the request. Do not take the public part from the request's headers (`Host`,
//! `X-Forwarded-Host`), which anybody can set.
//!
//! Path and query are compared byte for byte: a server or proxy that re-encodes them, adds a slash or sorts the query
//! breaks signatures. A router that cuts off the prefix under which it is nested does too, unless the prefix stands in
//! the public URL. Twilio sometimes signs the port and sometimes not; both are accepted.
//!
//! Two things to heed in the URL that Twilio is given: it should have a path, for `https://example.com` and
//! `https://example.com/` are the same request but not the same text; and a query should have its parameters in
//! alphabetical order, for Twilio has been seen to sort them in the request and not in what it signs.
//!
//! # The token
//!
//! Twilio signs with the *primary* auth token of the account that the conversation belongs to: of the subaccount, if
//! there is one. The secret of an API key signs nothing. While tokens are rotated, accept both with
//! [`SignatureValidator::also_accept`].
//!
//! # What a valid signature does not say
//!
//! It holds no time, so a request that somebody recorded can be sent again: serve webhooks over HTTPS only, and let a
//! second delivery do no harm. Twilio itself repeats requests that went unanswered.

mod error;
mod form;
mod signature;
mod url;

use std::collections::BTreeSet;
use std::fmt;

use http::header::{CONTENT_TYPE, HeaderMap};
use secrecy::{ExposeSecret, SecretString};

pub use self::error::SignatureError;
use self::signature::Signature;
use self::url::WebhookUrl;
use super::{Error, Result};

/// The header that holds the signature.
const SIGNATURE_HEADER: &str = "x-twilio-signature";

/// The parameters of a form in the order in which they are signed, each pair once.
type Parameters = BTreeSet<(Vec<u8>, Vec<u8>)>;

/// Tells webhooks that Twilio sent from those that somebody else did.
///
/// Cloning is cheap enough for the state of a server. Comparing takes the same time whatever the signature is, and the
/// tokens are wiped from memory when the validator is dropped.
#[derive(Clone)]
pub struct SignatureValidator {
    auth_tokens: Vec<SecretString>,
}

impl SignatureValidator {
    /// A validator for webhooks of the account with this auth token.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](super::ErrorKind::Configuration) if the token is empty, as anybody could sign with
    /// it then, or holds white space, as one does that was read from a file together with the end of its line.
    pub fn new(auth_token: impl Into<SecretString>) -> Result<Self> {
        let validator = Self {
            auth_tokens: Vec::new(),
        };
        validator.also_accept(auth_token)
    }

    /// Accepts what is signed with this auth token, too: the next one, while tokens are rotated, or that of another
    /// account.
    ///
    /// # Errors
    ///
    /// The same as of [`new`](Self::new).
    pub fn also_accept(mut self, auth_token: impl Into<SecretString>) -> Result<Self> {
        let auth_token = auth_token.into();
        let text = auth_token.expose_secret();
        if text.is_empty() || text.contains(char::is_whitespace) {
            return Err(Error::configuration(
                "the auth token to validate webhooks with is empty or holds white space",
            ));
        }
        self.auth_tokens.push(auth_token);
        Ok(self)
    }

    /// Validates a request as an HTTP server has it, with the bytes of its body.
    ///
    /// `public_url` is what comes before the request's path in the URL that Twilio was given: scheme and host, if need
    /// be a user, a port and a prefix of the path, such as `https://example.com` or `https://example.com/chat`. Path
    /// and query come from the request; its host does not count, nor does its method.
    pub fn validate_request<B: AsRef<[u8]>>(
        &self,
        public_url: &str,
        request: &http::Request<B>,
    ) -> Result<(), SignatureError> {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let url = url::join(public_url, path)?;
        let headers = request.headers();
        if !headers.contains_key(SIGNATURE_HEADER) {
            return Err(SignatureError::MissingSignature);
        }
        let signature = only_value(headers, SIGNATURE_HEADER)
            .ok_or(SignatureError::MalformedSignature)?;
        let content_type = only_value(headers, CONTENT_TYPE.as_str());
        self.validate(&url, signature, content_type, request.body().as_ref())
    }

    /// Validates a request by its parts, for servers that do not speak the types of the `http` crate.
    ///
    /// `url` is the whole URL as Twilio was given it, with its query; `signature` the header `X-Twilio-Signature`;
    /// `content_type` the header `Content-Type`, if there is one; `body` the bytes of the body.
    pub fn validate(
        &self,
        url: &str,
        signature: &str,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Result<(), SignatureError> {
        let url = WebhookUrl::parse(url)?;
        let signature = Signature::parse(signature)?;
        // Were the form looked at first, a body could be taken out of a signed JSON request by calling it a form.
        if let Some(hash) = url.body_hash() {
            self.check(&url, &signature, &Parameters::new())?;
            return signature::check_body(&hash, body);
        }
        let parameters = match content_type {
            Some(content_type) if form::is_form(content_type) => {
                form::parameters(body).collect()
            }
            _ if body.is_empty() => Parameters::new(),
            _ => return Err(SignatureError::UnsignedBody),
        };
        self.check(&url, &signature, &parameters)
    }

    /// Validates the signature of a URL and of the decoded parameters of a form, where only these are at hand.
    ///
    /// There must be all of them, in any order, with repeated keys, empty values and white space left as they came.
    /// For a request without a form there are none; then the body, if there is one, remains unproved.
    pub fn validate_parameters<N: AsRef<[u8]>, V: AsRef<[u8]>>(
        &self,
        url: &str,
        signature: &str,
        parameters: impl IntoIterator<Item = (N, V)>,
    ) -> Result<(), SignatureError> {
        let url = WebhookUrl::parse(url)?;
        let signature = Signature::parse(signature)?;
        let parameters = parameters
            .into_iter()
            .map(|(name, value)| (name.as_ref().to_vec(), value.as_ref().to_vec()));
        self.check(&url, &signature, &parameters.collect())
    }

    /// Whether one of the tokens signed the parameters with the URL, with or without its port.
    fn check(
        &self,
        url: &WebhookUrl<'_>,
        signature: &Signature,
        parameters: &Parameters,
    ) -> Result<(), SignatureError> {
        let is_signed = self.auth_tokens.iter().any(|auth_token| {
            url.spellings().any(|url| signature.is_of(auth_token, url, parameters))
        });
        if is_signed {
            Ok(())
        } else {
            Err(SignatureError::Mismatch)
        }
    }
}

/// The value of a header. None of several: which of them counts is not for the sender to choose.
fn only_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// Shows how many tokens are accepted, never one of them.
impl fmt::Debug for SignatureValidator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignatureValidator")
            .field("auth_tokens", &self.auth_tokens.len())
            .finish()
    }
}
