//! The client accepts every server URL that the generator accepts as a base URL.

use std::cell::Cell;

use generator::diagnostics::Failure;
use generator::input::config::Config;
use generator::input::document::{Input, Source};
use generator::pipeline::{Stage, ir_of_stage};
use proptest::prelude::*;
use proptest::test_runner::{Config as Cases, RngSeed, TestRunner};
use serde_json::{Value, json};
use tests::workspace;
use twilio_conversations::mock::MockTransport;
use twilio_conversations::{Client, Credentials};

/// Returns the URL that the generator derives from a server.
fn generated(url: &str) -> Result<String, Failure> {
    let document = json!({
        "openapi": "3.0.1",
        "info": {"title": "Sample", "version": "1.0.0"},
        "servers": [{"url": url}],
        "paths": {},
    });
    let source = Source::Memory("document".to_owned(), document.to_string().into());
    let config = Config::parse("configuration", CONFIG)?;
    let ir: Value = ir_of_stage(Stage::Lower, &Input::new(source, &config))?;
    Ok(ir["server"]["url"].as_str().expect("the API has a server").to_owned())
}

const CONFIG: &str = r#"
package = {name = "sample", version = "0.1.0", description = "d", authors = [], license = "MIT", rust-version = "1.85"}
input = {document = "document.yaml"}
output = {directory = "out", templates = "templates"}
"#;

/// Returns `true` if the client accepts a base URL.
fn is_accepted_by_client(url: &str) -> bool {
    let credentials =
        Credentials::auth_token("AC0123456789abcdef0123456789abcdef", "secret");
    let builder = Client::builder().credentials(credentials).base_url(url);
    builder.transport(MockTransport::new()).build().is_ok()
}

#[test]
fn servers_are_accepted_by_both() {
    for url in [
        "https://conversations.twilio.com",
        "http://127.0.0.1:4010",
        "https://[::1]:8443/gateway/v1/",
        "HTTPS://API.Example.com:443",
        "https://a-b.c_d.example:1",
        "https://api.example.com:65535",
    ] {
        let accepted =
            generated(url).unwrap_or_else(|problems| panic!("{url}: {problems}"));
        assert!(is_accepted_by_client(url), "{url}");
        assert!(is_accepted_by_client(&accepted), "{accepted}");
    }
}

#[test]
fn the_server_of_the_repository_is_the_default() {
    let document =
        Source::from(workspace().join("spec/twilio_conversations_v1.yaml").as_path());
    let config = Config::parse("configuration", CONFIG).expect("it is one");
    let ir = ir_of_stage(Stage::Lower, &Input::new(document, &config))
        .expect("it has no errors");
    assert_eq!(ir["server"]["url"], "https://conversations.twilio.com");
}

/// Generates URLs from fragments, including ones that parsers have misinterpreted.
fn url() -> impl Strategy<Value = String> {
    let scheme = prop::sample::select(vec![
        "https://", "http://", "HTTPS://", "https:/", "ftp://", "",
    ]);
    let user = prop::sample::select(vec!["", "", "", "user@", "user:pw@", "@"]);
    let host = prop_oneof![
        "[a-z0-9._-]{1,12}",
        "[!-~]{1,8}",
        prop::sample::select(vec![
            "api.example.com",
            "127.0.0.1",
            "1.2.3",
            "256.1.1.1",
            "0x7f.1",
            "[::1]",
            "[::ffff:1.2.3.4]",
            "[fe80::1%25eth0]",
            "[fe80::1%eth0]",
            "[]",
            "[::1",
            "a..b",
            "a.",
            ".a",
            "-a",
            "a%41",
            "xn--a",
            "ex\u{E4}mple.com",
        ])
        .prop_map(str::to_owned),
    ];
    let port = prop::sample::select(vec![
        "", "", ":", ":0", ":1", ":443", ":0443", ":65535", ":65536", ":+1", ":a",
        ":1:2",
    ]);
    let path = prop_oneof![Just(String::new()), "(/[a-z.%2]{0,4}){0,3}", "[/!-~]{0,6}",];
    (scheme, user, host, port, path).prop_map(|(scheme, user, host, port, path)| {
        format!("{scheme}{user}{host}{port}{path}")
    })
}

/// Creates a runner for deterministic cases; `PROPTEST_RNG_SEED` selects others.
fn runner(cases: u32) -> TestRunner {
    let config = Cases::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    TestRunner::new(Cases {
        cases,
        rng_seed,
        failure_persistence: None,
        ..config
    })
}

#[test]
fn the_client_accepts_what_the_generator_accepts() {
    let accepted_ones = Cell::new(0);
    let proven = runner(4_000).run(&url(), |url| {
        if let Ok(accepted) = generated(&url) {
            accepted_ones.set(accepted_ones.get() + 1);
            prop_assert!(is_accepted_by_client(&url), "{url}");
            prop_assert!(is_accepted_by_client(&accepted), "{accepted}");
            // Normalization is idempotent.
            prop_assert_eq!(generated(&accepted).ok(), Some(accepted));
        }
        Ok(())
    });
    proven.unwrap_or_else(|error| panic!("{error}"));
    assert!(accepted_ones.get() > 50, "only {} were accepted", accepted_ones.get());
}
