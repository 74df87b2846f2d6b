//! Configuration of a fake.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use secrecy::SecretString;

use super::account::Account;
use super::faults::Faults;
use super::request::UnknownParameters;
use super::request_ids::RequestIds;
use super::state::State;
use super::tables::Tables;
use super::webhooks::Webhooks;
use super::{FakeTwilio, Shared};
use crate::runtime::Result;
use crate::runtime::url::base_url::BaseUrl;

/// The time at which the clock of a fake starts: 2025-01-01T00:00:00Z.
const START: Timestamp = Timestamp::constant(1_735_689_600, 0);

/// Builder of a [`FakeTwilio`].
///
/// ```
/// use client_runtime::fake::FakeTwilio;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let now = "2026-03-01T09:00:00Z".parse()?;
/// let fake = FakeTwilio::builder().seed(7).now(now).build()?;
/// assert_eq!(fake.now(), now);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder has no effect until it is built"]
pub struct FakeTwilioBuilder {
    tables: &'static Tables,
    seed: u64,
    now: Timestamp,
    base_url: Option<String>,
    account_sid: String,
    auth_token: String,
    api_key: (String, String),
    access_tokens: Vec<SecretString>,
    unknown_parameters: UnknownParameters,
}

impl FakeTwilioBuilder {
    /// Creates the builder of a fake of this API.
    pub(crate) fn new(tables: &'static Tables) -> Self {
        Self {
            tables,
            seed: 0,
            now: START,
            base_url: None,
            account_sid: "AC00000000000000000000000000000000".to_owned(),
            auth_token: "test-token".to_owned(),
            api_key: (
                "SK00000000000000000000000000000000".to_owned(),
                "test-secret".to_owned(),
            ),
            access_tokens: Vec::new(),
            unknown_parameters: UnknownParameters::Refused,
        }
    }

    /// Sets the seed of SIDs and of whatever else is random. Fakes with the same seed create the same SIDs in the same
    /// order. Default: 0.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the time at which the clock starts. Default: 2025-01-01T00:00:00Z.
    pub fn now(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    /// Sets the URL at which a server serves the fake, such as `http://127.0.0.1:4010`: the URLs in responses, such as those
    /// of pages, start with it. Default: that of the API.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sets the SID of the account. Default: `AC00000000000000000000000000000000`.
    pub fn account_sid(mut self, account_sid: impl Into<String>) -> Self {
        self.account_sid = account_sid.into();
        self
    }

    /// Sets the auth token of the account. Default: `test-token`.
    pub fn auth_token(mut self, auth_token: impl Into<String>) -> Self {
        self.auth_token = auth_token.into();
        self
    }

    /// Sets the SID and the secret of the API key. Default: `SK00000000000000000000000000000000` and `test-secret`.
    pub fn api_key(
        mut self,
        key_sid: impl Into<String>,
        secret: impl Into<String>,
    ) -> Self {
        self.api_key = (key_sid.into(), secret.into());
        self
    }

    /// Adds an access token that the fake accepts, such as one of an OAuth application. Default: none.
    pub fn access_token(mut self, token: impl Into<SecretString>) -> Self {
        self.access_tokens.push(token.into());
        self
    }

    /// Ignores parameters that the operation does not have, as the API does. Default: they are refused, because most of
    /// them are misspelt.
    pub fn ignore_unknown_parameters(mut self) -> Self {
        self.unknown_parameters = UnknownParameters::Ignored;
        self
    }

    /// Creates the fake.
    ///
    /// # Errors
    ///
    /// If one of the credentials is empty, has white space around it or contains control characters, if a SID contains a
    /// colon, or if the base URL is invalid.
    pub fn build(self) -> Result<FakeTwilio> {
        let (key_sid, key_secret) = self.api_key;
        let account = Account::new(
            self.account_sid,
            self.auth_token,
            key_sid,
            key_secret,
            self.access_tokens,
        )?;
        let mut state = State::new(self.tables, account.sid(), self.seed, self.now);
        if let Some(base_url) = self.base_url {
            let base_url = BaseUrl::parse(&base_url)?;
            let start = format!("{}{}", base_url.origin(), base_url.prefix());
            state.base_url = Some(start);
        }
        state.open();
        Ok(FakeTwilio(Arc::new(Shared {
            tables: self.tables,
            account,
            unknown_parameters: self.unknown_parameters,
            state: Mutex::new(state),
            request_ids: RequestIds::default(),
            faults: Mutex::new(Faults::new(self.seed)),
            webhooks: Webhooks::default(),
        })))
    }
}
