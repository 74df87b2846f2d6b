//! Signatures as Twilio creates them, for tests of handlers.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::uri::PathAndQuery;
use http::{HeaderValue, Uri};
use secrecy::{ExposeSecret as _, SecretString};

use super::algorithm::Algorithm;
use super::error::SignatureError;
use super::parameters::Parameters;
use super::url::{self, WebhookUrl};
use super::{body_hash, form, headers, signature};
use crate::runtime::authentication::secret;
use crate::runtime::{Error, Result};

/// Signs requests as Twilio does, for tests of your own webhook handlers.
///
/// ```
/// use client_runtime::transport::http::Request;
/// use client_runtime::webhook::{RequestSigner, SignatureValidator};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let request = Request::post("/webhook")
///     .header("Content-Type", "application/x-www-form-urlencoded")
///     .body("EventType=onMessageAdded")?;
/// let signed = RequestSigner::auth_token("12345")?.sign("https://example.com", request)?;
/// SignatureValidator::new("12345")?.validate_request("https://example.com", &signed)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RequestSigner {
    secret: SecretString,
    algorithm: Algorithm,
    settings: Option<HeaderValue>,
}

impl RequestSigner {
    /// Creates a signer that signs with an auth token, by HMAC-SHA1.
    ///
    /// # Errors
    ///
    /// The same as those of [`SignatureValidator::new`](super::SignatureValidator::new).
    pub fn auth_token(auth_token: impl Into<SecretString>) -> Result<Self> {
        let secret = auth_token.into();
        secret::check("the auth token of the signer", secret.expose_secret())?;
        Ok(Self {
            secret,
            algorithm: Algorithm::Sha1,
            settings: None,
        })
    }

    /// Creates a signer that signs with a shared key, by HMAC-SHA256.
    ///
    /// Takes the name of the key, which goes into a header, and its secret.
    ///
    /// # Errors
    ///
    /// The same as those of [`SignatureValidator::new`](super::SignatureValidator::new), and if the name does not fit
    /// into the header.
    pub fn shared_key(
        name: impl AsRef<str>,
        secret: impl Into<SecretString>,
    ) -> Result<Self> {
        let secret = secret.into();
        secret::check("the shared key of the signer", secret.expose_secret())?;
        let settings = format!("key={},algorithm=HMAC_SHA256", name.as_ref());
        let settings = HeaderValue::from_str(&settings).map_err(|error| {
            Error::configuration("the name of the shared key does not fit into a header")
                .with_source(error)
        })?;
        Ok(Self {
            secret,
            algorithm: Algorithm::Sha256,
            settings: Some(settings),
        })
    }

    /// Adds the headers with which Twilio signs a request.
    ///
    /// `public_url` is that of [`SignatureValidator::validate_request`]. A body that is not a form is covered by its
    /// hash: the parameter `bodySHA256` is added to the query, unless it has one.
    ///
    /// # Errors
    ///
    /// [`SignatureError::InvalidUrl`] if `public_url` and the path are not a valid URL.
    ///
    /// [`SignatureValidator::validate_request`]: super::SignatureValidator::validate_request
    pub fn sign<B: AsRef<[u8]>>(
        &self,
        public_url: &str,
        mut request: http::Request<B>,
    ) -> Result<http::Request<B>, SignatureError> {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let url = url::join(public_url, path)?;
        let body = request.body().as_ref();
        let content_type = headers::only_value(request.headers(), CONTENT_TYPE.as_str());
        let has_hash = WebhookUrl::parse(&url)?.body_hash().is_some();
        let (url, parameters) = if content_type.is_some_and(form::is_form) && !has_hash {
            (url, form::parameters(body).collect())
        } else if has_hash || body.is_empty() {
            (url, Parameters::default())
        } else {
            let path = with_hash(path, body);
            let url = url::join(public_url, &path)?;
            *request.uri_mut() = with_path(request.uri().clone(), &path)?;
            (url, Parameters::default())
        };
        let signature = self.signature_of(&url, &parameters)?;
        let signature = HeaderValue::from_str(&signature)
            .map_err(|_| SignatureError::MalformedSignature)?;
        let headers = request.headers_mut();
        headers.insert(headers::SIGNATURE, signature);
        if let Some(settings) = &self.settings {
            headers.insert(headers::SIGNATURE_SETTINGS, settings.clone());
        }
        Ok(request)
    }

    /// Returns the value of the header `X-Twilio-Signature` for the whole URL of a request and the decoded parameters
    /// of its form, if there is one.
    ///
    /// # Errors
    ///
    /// [`SignatureError::InvalidUrl`] if `url` is not valid.
    pub fn signature<N: AsRef<[u8]>, V: AsRef<[u8]>>(
        &self,
        url: &str,
        parameters: impl IntoIterator<Item = (N, V)>,
    ) -> Result<String, SignatureError> {
        let parameters = parameters
            .into_iter()
            .map(|(name, value)| (name.as_ref().to_vec(), value.as_ref().to_vec()));
        self.signature_of(url, &parameters.collect())
    }

    fn signature_of(
        &self,
        url: &str,
        parameters: &Parameters,
    ) -> Result<String, SignatureError> {
        let url = WebhookUrl::parse(url)?.signed();
        let parameters = parameters.by_code_unit();
        Ok(signature::sign(&self.secret, self.algorithm, &url, &parameters))
    }
}

/// Adds the hash of a body to a path and its query.
fn with_hash(path_and_query: &str, body: &[u8]) -> String {
    let separator = if path_and_query.contains('?') {
        '&'
    } else {
        '?'
    };
    let (parameter, hash) = (body_hash::PARAMETER, body_hash::of(body));
    format!("{path_and_query}{separator}{parameter}={hash}")
}

/// Replaces the path and the query of a URI.
fn with_path(uri: Uri, path_and_query: &str) -> Result<Uri, SignatureError> {
    let path = path_and_query.parse::<PathAndQuery>();
    let mut parts = uri.into_parts();
    parts.path_and_query = Some(path.map_err(|_| SignatureError::InvalidUrl)?);
    Uri::from_parts(parts).map_err(|_| SignatureError::InvalidUrl)
}

/// Shows the signing method, never the secret.
impl fmt::Debug for RequestSigner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RequestSigner")
            .field("algorithm", &self.algorithm)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
