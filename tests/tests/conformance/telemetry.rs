//! Listens to all that `tracing` is told.

use std::io::{Result, Write};
use std::sync::{Arc, Mutex, Once, PoisonError};

use tracing::Level;
use tracing::subscriber::{set_global_default, with_default};
use tracing_subscriber::fmt::format::FmtSpan;

/// What was told, as text.
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

/// Keeps every span and event enabled. Has to be called before a client is used.
///
/// `tracing` caches for each span and event whether anyone listens. Where nobody does when one is reached for the first
/// time, a subscriber that another thread sets at that moment can miss it for good.
pub fn enable() {
    static ENABLED: Once = Once::new();
    ENABLED.call_once(|| {
        set_global_default(tracing_subscriber::registry())
            .expect("nothing else sets a global subscriber");
    });
}

/// Does some work; gives what comes of it, and every span and event on the way with all of its fields.
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
