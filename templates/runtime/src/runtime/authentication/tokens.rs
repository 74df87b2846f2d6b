//! The access tokens of one application: the one at hand, and the exchange for the next.

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

/// What comes of an exchange.
pub(super) type Outcome = Result<Grant, TokenError>;

/// An exchange under way. Whoever waits for it drives it on, so that it does not matter who began it, and whether they
/// are still polled. It is abandoned with the last who waits.
type Exchange = Shared<Pin<Box<dyn Future<Output = Outcome> + Send>>>;

/// A token and its time.
#[derive(Clone)]
pub(super) struct Grant {
    pub(super) token: AccessToken,
    /// When it was asked for, from which on it is valid.
    pub(super) asked: Instant,
    /// When to get another one; never, where the server did not say how long the token is valid.
    pub(super) renewal: Option<Instant>,
    /// When it is worth nothing any more.
    pub(super) expiry: Option<Instant>,
}

/// The tokens of one application.
#[derive(Default)]
pub(super) struct Tokens(Arc<Mutex<State>>);

/// What is known of the tokens so far. Never locked while anything is awaited.
#[derive(Default)]
struct State {
    current: Option<Grant>,
    /// The token that was refused last.
    rejected: Option<AccessToken>,
    running: Option<Running>,
    /// How many exchanges were begun.
    begun: u64,
}

/// The exchange that was begun last, while it is under way.
struct Running {
    number: u64,
    exchange: WeakShared<Pin<Box<dyn Future<Output = Outcome> + Send>>>,
    /// When it will have failed.
    deadline: Deadline,
    /// Where its connection and its timer are driven: nowhere else does it get on.
    runtime: Option<Id>,
}

/// What there is for a request that needs a token.
enum AtHand {
    Token(AccessToken),
    Exchange(Exchange),
}

impl Tokens {
    /// The token at hand or, if there is none or it is to be renewed, that of an exchange: of the one that is under way,
    /// or of a new one. An exchange takes as long as the limit, at most.
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
                // Perhaps nobody took the response for so long that the token has expired meanwhile.
                Ok(grant) if !is_last && self.state().is_stale(&grant) => is_last = true,
                Ok(grant) => return Ok(grant.token),
                Err(error) => return self.state().usable().ok_or(error),
            }
        }
    }

    /// Notes that a token was refused.
    pub(super) fn reject(&self, token: &AccessToken) {
        self.state().rejected = Some(token.clone());
    }

    /// The token at hand, or the exchange to wait for.
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
        // Nothing that is done under the lock can leave the state in disorder.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The current token, unless it is to be renewed.
    fn fresh(&self) -> Option<AccessToken> {
        let now = Instant::now();
        let renewal = self.current.as_ref()?.renewal;
        self.usable().filter(|_| renewal.is_none_or(|renewal| now < renewal))
    }

    /// The current token, if it has neither expired nor been refused.
    fn usable(&self) -> Option<AccessToken> {
        let now = Instant::now();
        let grant = self.current.as_ref()?;
        let is_usable =
            !self.is_rejected(grant) && grant.expiry.is_none_or(|expiry| now < expiry);
        is_usable.then(|| grant.token.clone())
    }

    /// Whether a token that just came is too old to be sent. One that is valid for no time at all is not: it is all
    /// that the server gives.
    fn is_stale(&self, grant: &Grant) -> bool {
        let has_expired = grant
            .expiry
            .is_some_and(|expiry| expiry > grant.asked && expiry <= Instant::now());
        has_expired || self.is_rejected(grant)
    }

    fn is_rejected(&self, grant: &Grant) -> bool {
        self.rejected.as_ref().is_some_and(|rejected| rejected.is(&grant.token))
    }

    /// The exchange that can be waited for in that runtime.
    fn under_way(&self, runtime: Option<Id>) -> Option<Exchange> {
        let running = self.running.as_ref()?;
        let is_joined =
            running.runtime == runtime && !running.deadline.remaining().is_zero();
        // The exchange must not be dropped here: its end takes the lock.
        is_joined.then(|| running.exchange.upgrade()).flatten()
    }
}

/// Ends an exchange: with its outcome, or because it is abandoned.
struct Ending {
    tokens: Tokens,
    number: u64,
}

impl Ending {
    /// Keeps the token for the requests to come, and passes the outcome on to those that wait.
    fn note(self, outcome: Outcome) -> Outcome {
        if let Ok(grant) = &outcome {
            let mut state = self.tokens.state();
            // One that was left for long, and ends after the one that took its place, brings an older token.
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

/// The failure of an exchange that took too long.
fn late(limit: Duration) -> TokenError {
    let reason = format!("no access token within {limit:?}");
    Error::transport(TransportError::new(TransportErrorKind::Timeout, reason)).into()
}
