//! Access tokens before they are signed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::algorithm::SigningAlgorithm;
use super::error::AccessTokenError;
use super::grant::{Grant, IDENTITY};
use super::identity;
use super::jwt::Jwt;
use super::voice_grant::VOICE;
use crate::runtime::Redacted;
use crate::runtime::authentication::secret;
use crate::runtime::url::http_url::is_label;
use crate::runtime::values::sids::{self, Form};

/// The lifetime of a token if none is set.
const DEFAULT_TTL: Duration = Duration::from_secs(60 * 60);
/// Twilio rejects longer lifetimes: error 20157.
const MAX_TTL: Duration = Duration::from_secs(24 * 60 * 60);

/// Access token for Twilio's front-end SDKs, before it is signed.
///
/// [`to_jwt`](Self::to_jwt) checks and signs it. An identity is required, and without a grant the token gives access to
/// nothing. Setting a value again overwrites it.
///
/// Not to be confused with [`authentication::AccessToken`](crate::runtime::authentication::AccessToken), with which this
/// crate's client authenticates its own requests.
///
/// ```
/// use client_runtime::access_token::{AccessToken, ChatGrant, VoiceGrant};
///
/// # fn main() -> client_runtime::Result<()> {
/// let token = AccessToken::new(
///     "AC0123456789abcdef0123456789abcdef",
///     "SK0123456789abcdef0123456789abcdef",
///     "the secret of the API key",
/// )
/// .identity("alice")
/// .grant(ChatGrant::new("IS0123456789abcdef0123456789abcdef"))
/// .grant(VoiceGrant::new().incoming_allow(true));
/// let jwt = token.to_jwt()?;
/// println!("{}", jwt.expose_secret());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "an access token has no effect until `to_jwt` signs it"]
#[doc(alias("jwt", "grants", "chat_token"))]
pub struct AccessToken {
    account_sid: String,
    api_key_sid: String,
    secret: Arc<SecretString>,
    identity: Option<String>,
    /// The grants by their names.
    grants: BTreeMap<String, Grant>,
    ttl: Duration,
    not_before: Option<Timestamp>,
    issued_at: Option<Timestamp>,
    token_id: Option<String>,
    region: Option<String>,
    algorithm: SigningAlgorithm,
}

impl AccessToken {
    /// Creates a token of an account (`AC...`), which the SID (`SK...`) and the secret of an API key sign.
    pub fn new(
        account_sid: impl Into<String>,
        api_key_sid: impl Into<String>,
        api_key_secret: impl Into<SecretString>,
    ) -> Self {
        let secret = Arc::new(api_key_secret.into());
        Self::with_shared_secret(account_sid.into(), api_key_sid.into(), secret)
    }

    /// Creates a token that shares the secret with others.
    pub(super) fn with_shared_secret(
        account_sid: String,
        api_key_sid: String,
        secret: Arc<SecretString>,
    ) -> Self {
        Self {
            account_sid,
            api_key_sid,
            secret,
            identity: None,
            grants: BTreeMap::new(),
            ttl: DEFAULT_TTL,
            not_before: None,
            issued_at: None,
            token_id: None,
            region: None,
            algorithm: SigningAlgorithm::default(),
        }
    }

    /// Sets the user of the token, by the name that the user has in your application. Required; at most 256 characters.
    ///
    /// With a [`VoiceGrant`](super::VoiceGrant), it must not contain spaces, control characters or any of
    /// ``< > # % " { } | \ ^ [ ] ` ``; Twilio recommends letters, digits and underscores alone.
    pub fn identity(mut self, identity: impl Into<String>) -> Self {
        self.identity = Some(identity.into());
        self
    }

    /// Adds access to a product, replacing a grant for the same product.
    pub fn grant(mut self, grant: impl Into<Grant>) -> Self {
        let grant = grant.into();
        self.grants.insert(grant.name().to_owned(), grant);
        self
    }

    /// Sets how long the token is valid: from one second to 24 hours, in whole seconds; a fraction is dropped. One hour
    /// by default.
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = ttl;
        self
    }

    /// Sets the time before which Twilio rejects the token, in whole seconds. It does not extend the lifetime, which
    /// starts when the token is issued. By default, the token is valid at once.
    #[doc(alias = "nbf")]
    pub fn not_before(mut self, not_before: Timestamp) -> Self {
        self.not_before = Some(not_before);
        self
    }

    /// Sets the time at which the token is issued, in whole seconds. The time of [`to_jwt`](Self::to_jwt) by default.
    ///
    /// With this and [`token_id`](Self::token_id), the same token is the same text, such as in tests.
    #[doc(alias = "iat")]
    pub fn issued_at(mut self, issued_at: Timestamp) -> Self {
        self.issued_at = Some(issued_at);
        self
    }

    /// Sets the unique identifier of the token. By default, it consists of the SID of the API key, the time of issue and a
    /// random number.
    #[doc(alias = "jti")]
    pub fn token_id(mut self, token_id: impl Into<String>) -> Self {
        self.token_id = Some(token_id.into());
        self
    }

    /// Sets the Twilio region of the API key, such as `ie1` or `au1`. `us1` by default.
    #[doc(alias = "twr")]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the algorithm of the signature. Keep the default, HS256, unless you know that the product accepts another one:
    /// Twilio documents no other.
    #[doc(alias = "alg")]
    pub fn algorithm(mut self, algorithm: SigningAlgorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// Checks and signs the token.
    ///
    /// # Errors
    ///
    /// An [`AccessTokenError`] that names the invalid value, if Twilio would reject the token.
    pub fn to_jwt(&self) -> Result<Jwt, AccessTokenError> {
        self.check_key()?;
        let header = self.header()?;
        let grants = self.grants(self.checked_identity()?)?;
        let issued_at = self.issued_at.unwrap_or_else(Timestamp::now);
        let expires_at = self.expiration(issued_at)?;
        let mut claims = BTreeMap::from([
            ("exp", expires_at.as_second().into()),
            ("grants", grants),
            ("iat", issued_at.as_second().into()),
            ("iss", self.api_key_sid.clone().into()),
            ("jti", self.id(issued_at)?.into()),
            ("sub", self.account_sid.clone().into()),
        ]);
        if let Some(not_before) = self.not_before {
            if not_before.as_second() >= expires_at.as_second() {
                return Err(AccessTokenError::InvalidNotBefore);
            }
            claims.insert("nbf", not_before.as_second().into());
        }
        let claims = object(claims);
        Jwt::sign(&header, claims, expires_at, self.algorithm, &self.secret)
    }

    /// Checks the account and the API key.
    fn check_key(&self) -> Result<(), AccessTokenError> {
        sids::check_form(Form::Sid(Some("AC")), &self.account_sid)
            .map_err(AccessTokenError::InvalidAccountSid)?;
        sids::check_form(Form::Sid(Some("SK")), &self.api_key_sid)
            .map_err(AccessTokenError::InvalidApiKeySid)?;
        let secret = self.secret.expose_secret();
        let fault = match secret {
            "" => Some("is empty"),
            _ => secret::invalid_characters(secret),
        };
        fault.map_or(Ok(()), |fault| Err(AccessTokenError::InvalidSecret { fault }))
    }

    /// Returns the header.
    fn header(&self) -> Result<Value, AccessTokenError> {
        let mut header = BTreeMap::from([
            ("alg", self.algorithm.name().into()),
            ("cty", "twilio-fpa;v=1".into()),
            ("typ", "JWT".into()),
        ]);
        if let Some(region) = &self.region {
            if !is_label(region) {
                return Err(AccessTokenError::InvalidRegion);
            }
            header.insert("twr", region.to_ascii_lowercase().into());
        }
        Ok(object(header))
    }

    /// Returns the identity if it is valid.
    fn checked_identity(&self) -> Result<&str, AccessTokenError> {
        let identity = self.identity.as_deref().unwrap_or_default();
        identity::check(identity)?;
        if self.grants.contains_key(VOICE) {
            identity::check_for_voice(identity)?;
        }
        Ok(identity)
    }

    /// Returns the time at which the token expires.
    fn expiration(&self, issued_at: Timestamp) -> Result<Timestamp, AccessTokenError> {
        let ttl = self.ttl;
        if ttl.as_secs() == 0 || ttl > MAX_TTL {
            return Err(AccessTokenError::InvalidTtl { ttl });
        }
        if issued_at < Timestamp::UNIX_EPOCH {
            return Err(AccessTokenError::InvalidIssuedAt);
        }
        let seconds = issued_at.as_second().saturating_add_unsigned(ttl.as_secs());
        Timestamp::from_second(seconds).map_err(|_| AccessTokenError::InvalidIssuedAt)
    }

    /// Returns the claim `grants`.
    fn grants(&self, identity: &str) -> Result<Value, AccessTokenError> {
        let mut grants = BTreeMap::from([(IDENTITY, identity.into())]);
        for (name, grant) in &self.grants {
            grants.insert(name, grant.payload()?);
        }
        Ok(object(grants))
    }

    /// Returns the identifier of the token.
    fn id(&self, issued_at: Timestamp) -> Result<String, AccessTokenError> {
        match &self.token_id {
            Some(id) if id.is_empty() => Err(AccessTokenError::EmptyTokenId),
            Some(id) => Ok(id.clone()),
            None => {
                let (key, second) = (&self.api_key_sid, issued_at.as_second());
                Ok(format!("{key}-{second}-{:016x}", fastrand::u64(..)))
            }
        }
    }
}

/// Returns a JSON object, whose members are sorted even if the feature `preserve_order` of `serde_json` is enabled.
fn object(members: BTreeMap<&str, Value>) -> Value {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Redacts the secret and the identity, and shows the names of the grants.
impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AccessToken")
            .field("account_sid", &self.account_sid)
            .field("api_key_sid", &self.api_key_sid)
            .field("identity", &Redacted(&self.identity))
            .field("grants", &self.grants.keys())
            .field("ttl", &self.ttl)
            .field("not_before", &self.not_before)
            .field("issued_at", &self.issued_at)
            .field("region", &self.region)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
