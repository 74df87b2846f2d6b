//! The account of a fake: its SID and its credentials.

use secrecy::{ExposeSecret as _, SecretString};

use crate::runtime::webhook::RequestSigner;
use crate::runtime::{Credentials, Result};

/// The account of a fake.
pub(super) struct Account {
    sid: String,
    auth_token: SecretString,
    key_sid: String,
    key_secret: SecretString,
    access_tokens: Vec<SecretString>,
    signer: RequestSigner,
}

impl Account {
    /// Creates an account. Fails if the credentials cannot be sent.
    pub(super) fn new(
        sid: String,
        auth_token: String,
        key_sid: String,
        key_secret: String,
        access_tokens: Vec<SecretString>,
    ) -> Result<Self> {
        Credentials::auth_token(&sid, auth_token.clone()).check()?;
        Credentials::api_key(&key_sid, key_secret.clone()).check()?;
        let signer = RequestSigner::auth_token(auth_token.clone())?;
        Ok(Self {
            sid,
            auth_token: auth_token.into(),
            key_sid,
            key_secret: key_secret.into(),
            access_tokens,
            signer,
        })
    }

    /// Returns the SID.
    pub(super) fn sid(&self) -> &str {
        &self.sid
    }

    /// Returns the auth token.
    pub(super) fn auth_token(&self) -> &str {
        self.auth_token.expose_secret()
    }

    /// Returns the credentials of the API key.
    pub(super) fn credentials(&self) -> Credentials {
        let key_secret = self.key_secret.expose_secret();
        Credentials::api_key(&self.key_sid, key_secret.to_owned())
            .with_account_sid(&self.sid)
    }

    /// Returns the user names and passwords that authenticate.
    pub(super) fn logins(&self) -> [(&str, &str); 2] {
        let key_secret = self.key_secret.expose_secret();
        [(self.sid(), self.auth_token()), (&self.key_sid, key_secret)]
    }

    /// Returns `true` if this access token authenticates.
    pub(super) fn has_access_token(&self, token: &str) -> bool {
        self.access_tokens.iter().any(|known| known.expose_secret() == token)
    }

    /// Returns the signer of webhooks.
    pub(super) fn signer(&self) -> &RequestSigner {
        &self.signer
    }
}
