//! Validation of signatures.

use std::fmt;

use http::header::CONTENT_TYPE;
use secrecy::{ExposeSecret as _, SecretString};

use super::algorithm::Algorithm;
use super::error::SignatureError;
use super::parameters::Parameters;
use super::signature::Signature;
use super::signed_request::SignedRequest;
use super::url::{self, WebhookUrl};
use super::{body_hash, form, headers};
use crate::runtime::Result;
use crate::runtime::authentication::secret;

/// Validates the signatures of webhooks, which distinguish Twilio's requests from forged ones.
///
/// A request with the header `X-Twilio-Webhooks-Signature-Settings` is validated with the shared keys, any other with
/// the auth tokens; a validator holds any number of either. Comparison takes constant time, and the secrets are erased
/// from memory when the validator is dropped.
///
/// ```
/// use client_runtime::webhook::SignatureValidator;
///
/// # fn main() -> client_runtime::Result<()> {
/// // The current auth token, and the next one while they are rotated.
/// let validator = SignatureValidator::new("12345")?.also_accept("67890")?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SignatureValidator {
    auth_tokens: Vec<SecretString>,
    shared_keys: Vec<SecretString>,
}

impl SignatureValidator {
    /// Creates a validator for webhooks of the account with this auth token.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration) if the token is empty, since anybody
    /// could sign with it then, has white space around it, such as the end of the line in a file, or contains control
    /// characters.
    pub fn new(auth_token: impl Into<SecretString>) -> Result<Self> {
        Self::empty().also_accept(auth_token)
    }

    /// Creates a validator for webhooks that are signed with a shared key.
    ///
    /// Takes the secret of the key. Twilio is configured which key signs which requests: see
    /// <https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys>.
    ///
    /// # Errors
    ///
    /// The same as those of [`new`](Self::new).
    pub fn for_shared_key(secret: impl Into<SecretString>) -> Result<Self> {
        Self::empty().also_accept_shared_key(secret)
    }

    /// Accepts this auth token, too: the next one, while tokens are rotated, or that of another account.
    ///
    /// # Errors
    ///
    /// The same as those of [`new`](Self::new).
    pub fn also_accept(mut self, auth_token: impl Into<SecretString>) -> Result<Self> {
        let auth_token = auth_token.into();
        secret::check("the auth token of the validator", auth_token.expose_secret())?;
        self.auth_tokens.push(auth_token);
        Ok(self)
    }

    /// Accepts the secret of this shared key, too: of the next one, while keys are rotated, or beside an auth token.
    ///
    /// # Errors
    ///
    /// The same as those of [`new`](Self::new).
    pub fn also_accept_shared_key(
        mut self,
        secret: impl Into<SecretString>,
    ) -> Result<Self> {
        let shared_key = secret.into();
        secret::check("the shared key of the validator", shared_key.expose_secret())?;
        self.shared_keys.push(shared_key);
        Ok(self)
    }

    fn empty() -> Self {
        Self {
            auth_tokens: Vec::new(),
            shared_keys: Vec::new(),
        }
    }

    /// Validates a request with the unparsed bytes of its body.
    ///
    /// `public_url` is the part of the URL configured at Twilio that precedes the path of the request: scheme and host,
    /// and optionally a user, a port and a prefix of the path, such as `https://example.com` or
    /// `https://example.com/webhooks`. Path and query are taken from the request; its host is ignored.
    ///
    /// # Errors
    ///
    /// A [`SignatureError`] with the reason why the request is refused.
    pub fn validate_request<B: AsRef<[u8]>>(
        &self,
        public_url: &str,
        request: &http::Request<B>,
    ) -> Result<(), SignatureError> {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let headers = request.headers();
        self.validate(&SignedRequest {
            method: request.method().as_str(),
            url: &url::join(public_url, path)?,
            signature: headers::signature(headers)?,
            signature_settings: headers::signature_settings(headers)?,
            content_type: headers::only_value(headers, CONTENT_TYPE.as_str()),
            body: request.body().as_ref(),
        })
    }

    /// Validates a request by its parts, for servers that do not use the types of the `http` crate.
    ///
    /// # Errors
    ///
    /// A [`SignatureError`] with the reason why the request is refused.
    pub fn validate(&self, request: &SignedRequest<'_>) -> Result<(), SignatureError> {
        let url = WebhookUrl::parse(request.url)?;
        let Some(hash) = url.body_hash() else {
            return self.check(request, &url, &form_parameters(request)?);
        };
        // If forms were handled first, the body of a signed JSON request could be replaced by declaring it a form.
        self.check(request, &url, &Parameters::default())?;
        if request.is_without_body() || body_hash::is_of(&hash, request.body) {
            Ok(())
        } else {
            Err(SignatureError::BodyMismatch)
        }
    }

    /// Validates the signature of a URL and of the decoded parameters of a form, if only these are available. The body
    /// of the request is ignored.
    ///
    /// All parameters are required, in any order, with repeated keys, empty values and white space unchanged. A request
    /// without a form has none; then its body, if there is one, is not validated.
    ///
    /// # Errors
    ///
    /// A [`SignatureError`] with the reason why the request is refused.
    pub fn validate_parameters<N: AsRef<[u8]>, V: AsRef<[u8]>>(
        &self,
        request: &SignedRequest<'_>,
        parameters: impl IntoIterator<Item = (N, V)>,
    ) -> Result<(), SignatureError> {
        let url = WebhookUrl::parse(request.url)?;
        let parameters = parameters
            .into_iter()
            .map(|(name, value)| (name.as_ref().to_vec(), value.as_ref().to_vec()));
        self.check(request, &url, &parameters.collect())
    }

    /// Checks that one of the secrets signed the parameters with the URL.
    fn check(
        &self,
        request: &SignedRequest<'_>,
        url: &WebhookUrl<'_>,
        parameters: &Parameters,
    ) -> Result<(), SignatureError> {
        let settings =
            request.signature_settings.filter(|settings| !settings.is_empty());
        let (secrets, algorithm) = match settings {
            Some(settings) => (&self.shared_keys, Algorithm::parse(settings)?),
            None => (&self.auth_tokens, Algorithm::Sha1),
        };
        let signature = Signature::parse(request.signature, algorithm)?;
        if secrets.is_empty() {
            return Err(SignatureError::MissingSecret);
        }
        let is_signed = parameters.orders().any(|parameters| {
            url.spellings().any(|url| {
                secrets.iter().any(|secret| signature.is_of(secret, &url, &parameters))
            })
        });
        if is_signed {
            Ok(())
        } else {
            Err(SignatureError::Mismatch)
        }
    }
}

/// Returns the parameters of the request's form. No signature covers a body that is not a form.
fn form_parameters(request: &SignedRequest<'_>) -> Result<Parameters, SignatureError> {
    match request.content_type {
        Some(content_type) if form::is_form(content_type) => {
            Ok(form::parameters(request.body).collect())
        }
        _ if request.body.is_empty() => Ok(Parameters::default()),
        _ => Err(SignatureError::UnsignedBody),
    }
}

/// Shows the number of accepted secrets, never a secret.
impl fmt::Debug for SignatureValidator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignatureValidator")
            .field("auth_tokens", &self.auth_tokens.len())
            .field("shared_keys", &self.shared_keys.len())
            .finish()
    }
}
