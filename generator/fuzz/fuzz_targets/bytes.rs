//! Takes the bytes as they are: as a document, as an overlay and as a configuration.

#![no_main]

use generator_fuzz::{DOCUMENT, configure, run};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    run(bytes.to_vec(), None);
    run(small().into_bytes(), Some(bytes.to_vec()));
    configure(bytes);
});

/// The real document without its paths and schemas.
fn small() -> String {
    let mut document = DOCUMENT.clone();
    document["paths"] = serde_json::json!({});
    document["components"] = serde_json::json!({});
    document.to_string()
}
