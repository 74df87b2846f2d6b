//! Tests of internals that callers cannot reach. The public API is tested in `tests/`.

mod base_url;
mod configuration;
mod durations;
mod errors;
#[cfg(feature = "fake")]
mod fake;
mod fake_parameters;
mod json_bodies;
mod mock;
mod nullable;
mod outside_tokio;
mod page_link;
mod paths;
mod recipes;
mod redaction;
mod request_target;
mod required_fields;
mod text_path;
mod timestamps;
mod traits;
mod unions;
#[cfg(feature = "reqwest")]
mod unwritten;
mod values;
