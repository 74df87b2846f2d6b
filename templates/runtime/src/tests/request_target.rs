//! Paths and queries against the URL parser of the default transport.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::runtime::request::Value;
use crate::runtime::request::prepared::{fill, query};
use crate::runtime::transport::http::Uri;
use crate::runtime::url::base_url::BaseUrl;
use crate::runtime::url::request_target::RequestTarget;

/// Strings to which URL parsers give a special meaning.
const SPECIAL: [&str; 36] = [
    "/", "//", "\\", ".", "..", "%2e", "%2E", "%2f", "%2F", "%5c", "%5C", "%", "%25",
    "%0", "%00", "%0a", "%c0%ae", "?", "#", "&", "=", ";", ":", "@", "\t", "\n", "\r",
    " ", "\u{7f}", "'", "\"", "<|>", "{^}", "[`]", "é", "\u{2028}",
];

/// Strings that contain many of the special strings.
fn text() -> impl Strategy<Value = String> {
    let special = select(&SPECIAL[..]).prop_map(str::to_owned);
    let other = any::<char>().prop_map(String::from);
    let piece = prop_oneof![3 => special, 1 => "[a-z0-9]{1,3}", 1 => other];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Runs this number of cases, which are the same every time.
fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..Config::default()
    })
}

/// Checks that the parsers of `http` and reqwest leave a target unchanged.
fn check(target: &RequestTarget) {
    let base_url = BaseUrl::parse("https://example.com/prefix").unwrap();
    let sent = base_url.join(target).unwrap().to_string();
    assert_eq!(sent, format!("https://example.com/prefix{}", target.as_str()));
    assert_eq!(url::Url::parse(&sent).unwrap().as_str(), sent);
    assert_eq!(sent.parse::<Uri>().unwrap().to_string(), sent);
    assert_eq!(RequestTarget::parse(target.as_str()).as_ref(), Ok(target));
}

#[test]
fn parsers_agree_on_what_is_accepted() {
    let accepted = Cell::new(0);
    let run = runner(20_000).run(&text(), |text| {
        if let Ok(target) = RequestTarget::parse(&format!("/{text}")) {
            check(&target);
            accepted.set(accepted.get() + 1);
        }
        Ok(())
    });
    run.unwrap();
    assert!(accepted.get() > 500, "{accepted:?} cases prove nothing");
}

#[test]
fn arguments_and_parameters_arrive_as_they_are() {
    let accepted = Cell::new(0);
    let run = runner(10_000).run(&(text(), text()), |(argument, value)| {
        let Ok(path) = fill("/v1/Widgets/{Sid}/Parts", std::slice::from_ref(&argument))
        else {
            return Ok(());
        };
        let query = query(&[("Owner".into(), Value::Single(value.clone()))]);
        let target = RequestTarget::parse(&format!("{path}{query}")).unwrap();
        assert_eq!(target.as_str(), format!("{path}{query}"));
        check(&target);
        let url = url::Url::parse(&format!("https://example.com{path}{query}")).unwrap();
        let segments: Vec<_> = url.path_segments().unwrap().collect();
        let ["v1", "Widgets", segment, "Parts"] = segments[..] else {
            panic!("{argument:?} is not one segment of {path}");
        };
        let read = percent_encoding::percent_decode_str(segment).decode_utf8().unwrap();
        assert_eq!(read, argument);
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        assert_eq!(pairs, [("Owner".to_owned(), value)]);
        accepted.set(accepted.get() + 1);
        Ok(())
    });
    run.unwrap();
    assert!(accepted.get() > 5_000, "{accepted:?} cases prove nothing");
}

#[test]
fn what_only_some_parsers_encode_is_encoded() {
    for (text, encoded) in [
        ("/", "/"),
        ("/v1/Widgets//?", "/v1/Widgets//?"),
        ("/%57idgets/%e9%AB%98", "/%57idgets/%e9%AB%98"),
        ("/a\"<>[]^`{|}'é?", "/a%22%3C%3E%5B%5D%5E%60%7B%7C%7D'%C3%A9?"),
        ("/?'\"<>\\é", "/?%27%22%3C%3E%5C%C3%A9"),
        ("/?a=[]^`{|}/../%2e%2e?%&+", "/?a=[]^`{|}/../%2e%2e?%&+"),
        ("/.../..a/a../.a/%2ea", "/.../..a/a../.a/%2ea"),
    ] {
        assert_eq!(RequestTarget::parse(text).unwrap().as_str(), encoded);
    }
}

#[test]
fn what_parsers_do_not_agree_on_is_refused() {
    for (text, reason) in [
        ("", "starts with a slash"),
        ("v1", "starts with a slash"),
        ("?Page=1", "starts with a slash"),
        ("*", "starts with a slash"),
        ("/a\\b", "backslash"),
        ("/\\example.com", "backslash"),
        ("/a b", "space"),
        ("/a?b c", "space"),
        ("/a\tb", "control"),
        ("/a?b\nc", "control"),
        ("/\u{7f}", "control"),
        ("/\u{85}", "control"),
        ("/a#b", "fragment"),
        ("/a?b#c", "fragment"),
        ("/.", "segment"),
        ("/a/..", "segment"),
        ("/a/../b?c", "segment"),
        ("/./a", "segment"),
        ("/a/%2e", "segment"),
        ("/a/%2E./b", "segment"),
        ("/a/.%2e", "segment"),
        ("/a%2f..%2Fb", "segment"),
        ("/a%5C%2e%2E%5cb", "segment"),
        ("/a%2f..", "segment"),
        ("/a/..;b/c", "segment"),
        ("/a/..%3Bb/c", "segment"),
        ("/a/%", "percent-encoding"),
        ("/a/%2", "percent-encoding"),
        ("/a/%2x", "percent-encoding"),
        ("/a/%é", "percent-encoding"),
        ("/a/%c0%ae%c0%ae/b", "percent-encoding"),
    ] {
        let error = RequestTarget::parse(text).unwrap_err().to_string();
        assert!(error.contains(reason), "{text:?}: {error}");
    }
    let long = format!("/{}", "a".repeat(70_000));
    assert!(RequestTarget::parse(&long).unwrap_err().to_string().contains("long"));
}
