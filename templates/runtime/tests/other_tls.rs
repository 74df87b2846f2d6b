//! The default transport shares its crates with the rest of the program: what its feature `rustls` means for other clients of
//! reqwest, as the front page describes it.

#![cfg(feature = "rustls")]

use std::panic::catch_unwind;

use client_runtime::transport::ReqwestTransport;
use rustls::crypto::{CryptoProvider, ring};

/// A single test, because the default provider belongs to the process.
#[test]
fn other_clients_need_a_provider_and_ours_does_not() {
    assert!(ReqwestTransport::builder().build().is_ok());
    assert!(CryptoProvider::get_default().is_none(), "ours installs none");

    // No other package here enables TLS in reqwest, so it has rustls without a provider.
    let message = catch_unwind(reqwest::Client::new).expect_err("there is no provider");
    let message = message.downcast_ref::<String>().map_or("", String::as_str).to_owned()
        + message.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(message.contains("crypto provider"), "{message}");

    ring::default_provider().install_default().expect("none is installed");
    assert!(catch_unwind(reqwest::Client::new).is_ok());
    assert!(ReqwestTransport::builder().build().is_ok());
}
