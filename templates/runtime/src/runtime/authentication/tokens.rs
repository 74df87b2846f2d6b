//! Access tokens of one application: the current one, and the exchange for the next.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{Shared, WeakShared};
use tokio::runtime::{Handle, Id};
use tokio::time::Instant;

use super::token::{AccessToken, TokenError};
use crate::runtime::Error;
use crate::runtime::client::clock::{Deadline, within};
use crate::runtime::transport::{TransportError, TransportErrorKind};

/// Outcome of an exchange.
pub(super) type Outcome = Result<Grant, TokenError>;

/// Running exchange. Every waiting request drives it, whichever request started it and whether or not that one is still
/// polled. It is dropped with the last waiting request.
type Exchange = Shared<Pin<Box<dyn Future<Output = Outcome> + Send>>>;

/// Token and its lifetime.
#[derive(Clone)]
pub(super) struct Grant {
    pub(super) token: AccessToken,
    /// Time of the token request, at which the lifetime starts.
    pub(super) asked: Instant,
    /// Time from which the token is renewed; `None` if the server did not send its lifetime.
    pub(super) renewal: Option<Instant>,
    /// Time at which the token expires.
    pub(super) expiry: Option<Instant>,
}

/// Access tokens of one application.
#[derive(Default)]
pub(super) struct Tokens(Arc<Mutex<State>>);

/// State of the tokens. Its lock is never held across an `await`.
#[derive(Default)]
struct State {
    current: Option<Grant>,
    /// Token that was rejected last.
    rejected: Option<AccessToken>,
    running: Option<Running>,
    /// Number of exchanges that were started.
    begun: u64,
}

/// Exchange that was started last, while it is running.
struct Running {
    number: u64,
    exchange: WeakShared<Pin<Box<dyn Future<Output = Outcome> + Send>>>,
    /// Deadline of the exchange.
    deadline: Deadline,
    /// Runtime that drives its connection and its timer: it makes progress nowhere else.
    runtime: Option<Id>,
}

/// Source of the token for a request.
enum AtHand {
    Token(AccessToken),
    Exchange(Exchange),
}

impl Tokens {
    /// Returns the current token or, if there is none or it must be renewed, the token of an exchange: of the running
    /// one, or of a new one. An exchange times out after the limit.
    pub(super) async fn get<F>(
        &self,
        limit: Duration,
        begin: impl Fn() -> F,
    ) -> Result<AccessToken, TokenError>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let mut is_last = false;
        loop {
            let exchange = match self.at_hand(limit, &begin) {
                AtHand::Token(token) => return Ok(token),
                AtHand::Exchange(exchange) => exchange,
            };
            match exchange.await {
                // The response may have been polled so late that the token has already expired.
                Ok(grant) if !is_last && self.state().is_stale(&grant) => is_last = true,
                Ok(grant) => return Ok(grant.token),
                Err(error) => return self.state().usable().ok_or(error),
            }
        }
    }

    /// Records that a token was rejected.
    pub(super) fn reject(&self, token: &AccessToken) {
        self.state().rejected = Some(token.clone());
    }

    /// Returns the current token, or the exchange to wait for.
    fn at_hand<F>(&self, limit: Duration, begin: impl Fn() -> F) -> AtHand
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let mut state = self.state();
        if let Some(token) = state.fresh() {
            return AtHand::Token(token);
        }
        let runtime = Handle::try_current().ok().map(|handle| handle.id());
        if let Some(exchange) = state.under_way(runtime) {
            return AtHand::Exchange(exchange);
        }
        state.begun += 1;
        let number = state.begun;
        let ending = Ending {
            tokens: Self(Arc::clone(&self.0)),
            number,
        };
        let work = begin();
        let exchange = async move {
            let outcome = within(limit, work).await.unwrap_or_else(|| Err(late(limit)));
            ending.note(outcome)
        };
        let exchange = exchange.boxed().shared();
        state.running = exchange.downgrade().map(|exchange| Running {
            number,
            exchange,
            deadline: Deadline::after(limit),
            runtime,
        });
        AtHand::Exchange(exchange)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No operation under the lock can leave the state inconsistent.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Returns the current token, unless it must be renewed.
    fn fresh(&self) -> Option<AccessToken> {
        let now = Instant::now();
        let renewal = self.current.as_ref()?.renewal;
        self.usable().filter(|_| renewal.is_none_or(|renewal| now < renewal))
    }

    /// Returns the current token, if it has neither expired nor been rejected.
    fn usable(&self) -> Option<AccessToken> {
        let now = Instant::now();
        let grant = self.current.as_ref()?;
        let is_usable =
            !self.is_rejected(grant) && grant.expiry.is_none_or(|expiry| now < expiry);
        is_usable.then(|| grant.token.clone())
    }

    /// Returns `true` if a token that was just received is too old to be sent. A token with a lifetime of zero is not:
    /// the server returns no other.
    fn is_stale(&self, grant: &Grant) -> bool {
        let has_expired = grant
            .expiry
            .is_some_and(|expiry| expiry > grant.asked && expiry <= Instant::now());
        has_expired || self.is_rejected(grant)
    }

    fn is_rejected(&self, grant: &Grant) -> bool {
        self.rejected.as_ref().is_some_and(|rejected| rejected.is(&grant.token))
    }

    /// Returns the running exchange, if the current runtime drives it.
    fn under_way(&self, runtime: Option<Id>) -> Option<Exchange> {
        let running = self.running.as_ref()?;
        let is_joined =
            running.runtime == runtime && !running.deadline.remaining().is_zero();
        // The exchange must not be dropped here: its destructor takes the lock.
        is_joined.then(|| running.exchange.upgrade()).flatten()
    }
}

/// Completes an exchange: with its outcome, or because it was dropped.
struct Ending {
    tokens: Tokens,
    number: u64,
}

impl Ending {
    /// Caches the token for later requests, and passes the outcome to the waiting requests.
    fn note(self, outcome: Outcome) -> Outcome {
        if let Ok(grant) = &outcome {
            let mut state = self.tokens.state();
            // An exchange that was suspended, and completes after its successor, returns an older token.
            if state.current.as_ref().is_none_or(|it| it.asked <= grant.asked) {
                state.current = Some(grant.clone());
            }
        }
        outcome
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        let mut state = self.tokens.state();
        if state.running.as_ref().is_some_and(|it| it.number == self.number) {
            state.running = None;
        }
    }
}

/// Returns the error of an exchange that timed out.
fn late(limit: Duration) -> TokenError {
    let reason = format!("no access token within {limit:?}");
    Error::transport(TransportError::new(TransportErrorKind::Timeout, reason)).into()
}
