//! Property test: random calls, valid and invalid ones, have the same outcomes with the fake as with a model of what
//! Twilio's documentation says: values, order, statuses and codes.
//!
//! `FAKE_SEQUENCES` sets the number of sequences of calls, `PROPTEST_RNG_SEED` selects others. A failure is shrunk to the
//! shortest sequence that shows it.

mod call;
mod compared;
mod conversations;
mod model;
mod people;
mod webhooks;

use std::thread;

use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};
use tokio::runtime::Builder;

use crate::call::{Call, calls};

/// Number of sequences unless `FAKE_SEQUENCES` is set.
const SEQUENCES: u32 = 200;
/// The maximum number of calls of a sequence.
const CALLS: usize = 40;
/// The size of a thread's stack in bytes: strategies within strategies are large without optimization.
const STACK: usize = 32 * 1024 * 1024;

#[test]
fn the_fake_does_what_the_model_does() {
    let sequences = std::env::var("FAKE_SEQUENCES").ok();
    let sequences = sequences
        .map_or(SEQUENCES, |number| number.parse().expect("FAKE_SEQUENCES is a number"));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = u32::try_from(threads).expect("a machine has few processors");
    thread::scope(|scope| {
        for number in 0..threads {
            // The remainder is that of the first threads.
            let share = (sequences + threads - 1 - number) / threads;
            let thread = thread::Builder::new().stack_size(STACK);
            let spawned = thread.spawn_scoped(scope, move || compare(number, share));
            spawned.expect("a thread");
        }
    });
}

/// Compares sequences of calls that follow from the number.
fn compare(number: u32, sequences: u32) {
    let config = Config {
        cases: sequences,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => 1,
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..12].copy_from_slice(&number.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    let outcome = runner
        .run(&calls(CALLS), |calls: Vec<Call>| runtime.block_on(compared::run(&calls)));
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
