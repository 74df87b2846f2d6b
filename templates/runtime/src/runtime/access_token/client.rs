//! Access tokens with the credentials of a client.

use super::error::AccessTokenError;
use super::token::AccessToken;
use crate::runtime::{Client, RequestOptions};

impl Client {
    /// Creates an access token for a user, with which the user's front end authenticates itself to Twilio. Sends no
    /// request.
    ///
    /// Account, API key and region are those of the client: with [`Client::from_env`], those of `TWILIO_ACCOUNT_SID`,
    /// `TWILIO_API_KEY` and `TWILIO_API_SECRET`, all three of which are needed. Otherwise, use [`Credentials::api_key`] with
    /// [`with_account_sid`]. Add what the token grants:
    ///
    /// ```
    /// use client_runtime::access_token::{ChatGrant, Jwt};
    ///
    /// fn token(client: &client_runtime::Client, identity: &str) -> client_runtime::Result<Jwt> {
    ///     let grant = ChatGrant::new("IS0123456789abcdef0123456789abcdef");
    ///     Ok(client.access_token(identity)?.grant(grant).to_jwt()?)
    /// }
    /// ```
    ///
    /// [`Credentials::api_key`]: crate::runtime::Credentials::api_key
    /// [`with_account_sid`]: crate::runtime::Credentials::with_account_sid
    ///
    /// # Errors
    ///
    /// [`UnsupportedCredentials`](AccessTokenError::UnsupportedCredentials) if the client does not authenticate with an
    /// API key, and [`MissingAccountSid`](AccessTokenError::MissingAccountSid) if it does not know the account.
    #[doc(alias("jwt", "chat_token"))]
    pub fn access_token(
        &self,
        identity: impl Into<String>,
    ) -> Result<AccessToken, AccessTokenError> {
        let options = self.options(&RequestOptions::new());
        let credentials = options.own_credentials();
        let Some((key_sid, secret)) =
            credentials.and_then(|credentials| credentials.key_pair())
        else {
            return Err(AccessTokenError::UnsupportedCredentials);
        };
        let Some(account_sid) = self.account_sid() else {
            return Err(AccessTokenError::MissingAccountSid);
        };
        let token = AccessToken::with_shared_secret(
            account_sid.to_owned(),
            key_sid.to_owned(),
            secret.clone(),
        )
        .identity(identity);
        Ok(match &options.destination().region {
            Some(region) => token.region(region),
            None => token,
        })
    }
}
