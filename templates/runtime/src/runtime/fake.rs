//! Stand-in for the API, which keeps state in memory, for tests and for trying the client without an account.
//!
//! A [`FakeTwilio`] is a [`Transport`]: the client of [`client`](FakeTwilio::client) creates, lists, fetches, updates
//! and deletes instances in memory, and is refused what the API refuses. The clock of the fake stands still unless
//! [`advance`](FakeTwilio::advance) moves it, and its SIDs follow from a seed, so that tests are reproducible.

#![allow(dead_code, reason = "not every part is built yet")]

mod account;
mod builder;
mod change;
mod clock;
mod faults;
mod operations;
mod path;
mod reference;
mod refusal;
mod request;
mod sids;
mod state;
mod store;
pub(crate) mod tables;
mod webhooks;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{Request, Response};
use jiff::Timestamp;

use self::account::Account;
pub use self::builder::FakeTwilioBuilder;
use self::faults::Faults;
pub use self::faults::{Fault, FaultRule};
use self::refusal::Refusal;
use self::state::State;
use self::tables::Tables;
use self::webhooks::Webhooks;
pub use self::webhooks::{Delivery, DeliveryOutcome};
use super::transport::{Bytes, ResponseLimits, Transport, TransportFuture};
use super::webhook::RequestSigner;
use super::{Client, ClientBuilder, Credentials, RetryPolicy, mock};

/// Stand-in for the API, which keeps state in memory.
///
/// Clones share their state: keep one, and pass the other to the client or to a server.
#[derive(Clone)]
pub struct FakeTwilio(Arc<Shared>);

/// The parts that clones share.
struct Shared {
    tables: &'static Tables,
    account: Account,
    /// Never locked across an await.
    state: Mutex<State>,
    /// Never locked together with the state.
    faults: Mutex<Faults>,
    webhooks: Webhooks,
}

impl FakeTwilio {
    /// Creates a client that sends its requests to this fake, with credentials that the fake accepts.
    #[expect(clippy::missing_panics_doc, reason = "it does not panic")]
    pub fn client(&self) -> Client {
        let client = self.client_builder().build();
        // The builder of the fake has checked the credentials.
        client.expect("a client with checked credentials and a transport can be built")
    }

    /// Returns the builder of such a client. It retries as the default policy does, but without a delay.
    pub fn client_builder(&self) -> ClientBuilder {
        let policy = RetryPolicy::new().base_delay(Duration::ZERO).decide(mock::at_once);
        Client::builder()
            .credentials(self.credentials())
            .transport(self.clone())
            .retry_policy(policy)
    }

    /// Returns credentials that the fake accepts: an API key.
    pub fn credentials(&self) -> Credentials {
        self.0.account.credentials()
    }

    /// Returns the SID of the account.
    pub fn account_sid(&self) -> &str {
        self.0.account.sid()
    }

    /// Returns the auth token of the account, which the fake accepts too and signs webhooks with.
    pub fn auth_token(&self) -> &str {
        self.0.account.auth_token()
    }

    /// Returns a signer that signs requests as the fake signs its webhooks.
    pub fn request_signer(&self) -> RequestSigner {
        self.0.account.signer().clone()
    }

    /// Returns the time of the fake's clock.
    pub fn now(&self) -> Timestamp {
        self.state().now
    }

    /// Locks the state. Every change is complete when the lock is released, so a poisoned lock is valid.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks the faults, of which the same is true.
    fn faults(&self) -> MutexGuard<'_, Faults> {
        self.0.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the response to a request.
    async fn respond(&self, request: &Request<Bytes>) -> Response<Bytes> {
        self.perform(request).await.unwrap_or_else(|refusal| refusal.response())
    }

    /// Checks a request, asks the webhooks whether they agree with what it is going to change, changes it, and informs
    /// the webhooks.
    async fn perform(
        &self,
        request: &Request<Bytes>,
    ) -> Result<Response<Bytes>, Refusal> {
        let (tables, account) = (self.0.tables, &self.0.account);
        let request = request::check(tables, account, request)?;
        let planned = operations::plan(&self.state(), &request)?;
        let amendments = webhooks::before(self, &request, &planned).await?;
        let (done, farewells) = {
            let mut state = self.state();
            let farewells = webhooks::farewells(&state, &planned);
            (operations::commit(&mut state, &request, &amendments)?, farewells)
        };
        webhooks::after(self, &done.changes, farewells, request.webhooks).await;
        Ok(done.response)
    }
}

impl Transport for FakeTwilio {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async move {
            let limits = ResponseLimits::of(&request);
            let response = self.respond(&request);
            let response = match self.fault(&request) {
                Some(fault) => fault.inject(response).await?,
                None => response.await,
            };
            limits.check_headers(response.headers())?;
            limits.check_body(response.body().len() as u64)?;
            Ok(response)
        })
    }
}

/// Redacts the credentials.
impl fmt::Debug for FakeTwilio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("FakeTwilio");
        shown.field("account_sid", &self.account_sid()).finish_non_exhaustive()
    }
}
