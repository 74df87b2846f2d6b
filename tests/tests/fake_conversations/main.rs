//! The fake of Conversations does what Twilio's documentation says, and refuses what it refuses.

mod changes_of_state;
mod events;
mod initial_values;
mod links;
mod recorder;
mod refusals;
mod views;
mod walk;

use std::future::Future;

use twilio_conversations::Error;

/// Runs a test to its end.
fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(test);
}

/// Returns the status and the code of a refusal.
fn refusal<T>(outcome: Result<T, Error>) -> (u16, u32) {
    let error = outcome.err().expect("it is refused");
    let status = error.status().expect("the response has a status");
    (status.as_u16(), error.code().unwrap_or_default())
}
