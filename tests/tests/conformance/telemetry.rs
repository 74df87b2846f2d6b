//! Records all `tracing` events.

use std::io::{Result, Write};
use std::sync::{Arc, Mutex, Once, PoisonError};

use tracing::Level;
use tracing::subscriber::{set_global_default, with_default};
use tracing_subscriber::fmt::format::FmtSpan;

/// The recorded text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Enables all spans and events. Must be called before a client is used.
///
/// `tracing` caches for each callsite whether it has a subscriber. If a callsite is reached for the first time without one,
/// a subscriber that another thread sets at that moment may never receive its events.
pub fn enable() {
    static ENABLED: Once = Once::new();
    ENABLED.call_once(|| {
        set_global_default(tracing_subscriber::registry())
            .expect("nothing else sets a global subscriber");
    });
}

/// Runs a function and returns its result with all recorded spans and events.
pub fn listen<T>(work: impl FnOnce() -> T) -> (T, String) {
    enable();
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .finish();
    let outcome = with_default(subscriber, work);
    let told =
        std::mem::take(&mut *log.0.lock().unwrap_or_else(PoisonError::into_inner));
    (outcome, String::from_utf8(told).expect("it is text"))
}
