//! Stand-in for the API, which keeps state in memory, for tests and for trying the client without an account.
//!
//! A [`FakeTwilio`] is a [`Transport`]: the client of [`client`](FakeTwilio::client) creates, lists, fetches, updates
//! and deletes instances in memory, and is refused what the API refuses. The clock of the fake stands still unless
//! [`advance`](FakeTwilio::advance) moves it, and its SIDs follow from a seed, so that tests are reproducible.

mod account;
mod builder;
mod change;
mod clock;
mod conditions;
mod deadlines;
mod expiry;
mod faults;
mod insertion;
mod opening;
mod operations;
mod path;
mod plan;
mod reference;
mod refusal;
mod representation;
mod request;
mod request_ids;
#[cfg(feature = "tower")]
mod service;
mod sids;
mod state;
mod store;
#[allow(
    dead_code,
    unused_imports,
    reason = "an API needs only a part of what tables can state"
)]
pub(crate) mod tables;
mod target;
mod view;
mod webhooks;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{fmt, result};

use http::{Request, Response};
use jiff::Timestamp;
use serde_json::Value;

use self::account::Account;
pub use self::builder::FakeTwilioBuilder;
use self::faults::Faults;
pub use self::faults::{Fault, FaultRule};
use self::refusal::Refusal;
use self::request::UnknownParameters;
use self::request_ids::RequestIds;
use self::state::State;
use self::tables::Tables;
pub use self::webhooks::{Delivery, DeliveryOutcome};
use self::webhooks::{Farewells, Webhooks};
use super::transport::{Bytes, ResponseLimits, Transport, TransportFuture};
use super::webhook::RequestSigner;
use super::{Client, ClientBuilder, Credentials, Result, RetryPolicy};

/// Stand-in for the API, which keeps state in memory.
///
/// Clones share their state: keep one, and pass the other to the client or to a server.
///
/// ```ignore
/// use std::time::Duration;
///
/// use client_runtime::fake::FakeTwilio;
///
/// # async fn example() -> client_runtime::Result<()> {
/// let fake = FakeTwilio::new();
/// let client = fake.client();
/// let order = client.conversations().create().unique_name("order-1042").await?;
/// let conversation = client.conversation(&order.sid);
/// conversation.messages().create().author("alice").body("Hello").await?;
///
/// // Found by its unique name, too, and refused a second time.
/// assert_eq!(client.conversation("order-1042").fetch().await?.sid, order.sid);
/// let twice = client.conversations().create().unique_name("order-1042").await;
/// assert_eq!(twice.unwrap_err().status().map(|status| status.as_u16()), Some(409));
///
/// // Time passes when the test says so.
/// fake.advance(Duration::from_secs(60)).await;
/// # Ok(())
/// # }
/// ```
///
/// # Refusals
///
/// The fake refuses what the API refuses, with the codes of Twilio's [error
/// dictionary](https://www.twilio.com/docs/api/errors). What is refused whatever the fake holds:
///
/// | Request | Status | Code |
/// |---|---|---|
/// | Without credentials of the account | 401 | 20003 |
/// | To a path, or for an instance, that does not exist | 404 | 20404 |
/// | With a method that the path does not have | 405 | 20004 |
/// | With a body that is not a form | 415 | 19056 |
/// | With a body of more than 1 MiB | 413 | 20001 |
/// | With a parameter that is missing, unknown, of another type or beyond its limits | 400 | that of the parameter, else 20001 |
///
/// The message of code 20001 names the parameter, what was found and what was expected. If Twilio has a code and a message
/// of its own for the parameter, `details` says the same. `Display` and `Debug` of an error never show either, because
/// they can contain personal data: print [`Error::message`](super::Error::message) and
/// [`Error::details`](super::Error::details) to find a mistake.
///
/// The API ignores parameters that it does not know. The fake refuses them, because most of them are misspelt, unless
/// [configured otherwise](FakeTwilioBuilder::ignore_unknown_parameters).
///
/// # Faults
///
/// A [`Fault`] makes a request fail as requests fail in production: [too many
/// requests](Fault::too_many_requests), a [status](Fault::status) of a proxy, a connection that
/// [cannot be made](Fault::error), a [timeout](Fault::timeout), a body that is [truncated](Fault::truncated_body).
/// After a [lost response](Fault::lost_response), the change has been made and the client does not know it: code that
/// creates must look before it creates again.
///
/// [`fail_next`](Self::fail_next) injects a fault into the next request, [`fail`](Self::fail) into those that a
/// [`FaultRule`] selects: by method, path, operation or chance. Each attempt of the client is a request. Chance follows from
/// the [seed](FakeTwilioBuilder::seed). [`assert_all_faults_used`](Self::assert_all_faults_used) checks that a test has
/// met its faults.
///
/// ```
/// use client_runtime::fake::{FakeTwilio, Fault};
/// use client_runtime::transport::http::Method;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let fake = FakeTwilio::new();
/// let client = fake.client();
/// let error = client.raw_request(Method::GET, "/v1/Lost").await.unwrap_err();
/// assert_eq!((error.status().unwrap().as_u16(), error.code()), (404, Some(20404)));
/// // The first attempt fails, and the client sends the request again.
/// fake.fail_next(Fault::status(503));
/// let error = client.raw_request(Method::GET, "/v1/Lost").await.unwrap_err();
/// assert_eq!((error.attempts(), error.code()), (2, Some(20404)));
/// fake.assert_all_faults_used();
/// # }
/// ```
#[derive(Clone)]
pub struct FakeTwilio(Arc<Shared>);

/// The parts that clones share.
struct Shared {
    tables: &'static Tables,
    account: Account,
    unknown_parameters: UnknownParameters,
    /// Never locked across an await.
    state: Mutex<State>,
    request_ids: RequestIds,
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
        Client::builder()
            .credentials(self.credentials())
            .transport(self.clone())
            .retry_policy(RetryPolicy::without_delays())
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

    /// Moves the clock forward. What is due by then happens, in order and each at its time; webhooks about it are
    /// delivered before the future completes.
    pub async fn advance(&self, duration: Duration) {
        let end = clock::after(self.now(), duration);
        loop {
            // The state is not locked while webhooks are delivered.
            let changes = self.state().expire(end);
            let Some(changes) = changes else { return };
            webhooks::after(self, &changes, Farewells::default(), true).await;
        }
    }

    /// Adds an instance that the API does not let callers create, such as a push binding or a delivery receipt, to the
    /// collection at a path: `/v1/Users/US0123456789abcdef0123456789abcdef/Devices`. Returns it as the API does.
    ///
    /// Takes properties as the API returns them. Those that are absent have the values with which an instance starts.
    /// Nothing is checked that the API checks in requests, and no webhooks are sent.
    ///
    /// # Errors
    ///
    /// If the path does not lead to a collection, or if the properties are not an object of properties of its
    /// instances.
    pub fn insert(&self, path: impl AsRef<str>, properties: Value) -> Result<Value> {
        self.state().insert(path.as_ref(), properties)
    }

    /// Changes properties of the instance at a path, such as the status of a delivery receipt, as
    /// [`insert`](Self::insert) does. The webhooks that follow such a change are delivered before the future completes.
    ///
    /// # Errors
    ///
    /// If the path does not lead to an instance, or if the properties are not an object of its properties.
    pub async fn update(
        &self,
        path: impl AsRef<str>,
        properties: Value,
    ) -> Result<Value> {
        let (instance, changes) = self.state().update(path.as_ref(), properties)?;
        webhooks::after(self, &changes, Farewells::default(), true).await;
        Ok(instance)
    }

    /// Returns the number of times that instances were read.
    #[cfg(test)]
    pub(crate) fn reads(&self) -> u64 {
        self.state().store.reads()
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
        let id = self.0.request_ids.next();
        let response = self.perform(request).await;
        let mut response = response.unwrap_or_else(|refusal| refusal.response());
        response.headers_mut().extend(id);
        response
    }

    /// Checks a request, asks the webhooks whether they agree with what it is going to change, changes it, and informs
    /// the webhooks.
    async fn perform(
        &self,
        request: &Request<Bytes>,
    ) -> result::Result<Response<Bytes>, Refusal> {
        let (tables, account) = (self.0.tables, &self.0.account);
        let unknown = self.0.unknown_parameters;
        let request = request::check(tables, account, unknown, request)?;
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
