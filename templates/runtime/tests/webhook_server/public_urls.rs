//! Requests behind proxies.

use bytes::Bytes;
use client_runtime::runtime::webhook::{PublicUrl, WebhookReceiver};
use http::Uri;
use http::uri::Scheme;
use http_body_util::Full;

use crate::{EVENT, SERVER, outcome, signed_for, validator};

/// Returns the status of a request that is signed for `https://bot.example.com` and has these headers.
async fn status(public_url: PublicUrl, headers: &[(&'static str, &str)]) -> u16 {
    status_at(public_url, headers, "/webhooks?bot=1").await
}

async fn status_at(
    public_url: PublicUrl,
    headers: &[(&'static str, &str)],
    uri: &str,
) -> u16 {
    let mut request = signed_for(SERVER, EVENT).map(Full::<Bytes>::from);
    *request.uri_mut() = uri.parse::<Uri>().unwrap();
    for (name, value) in headers {
        let value = http::HeaderValue::from_bytes(value.as_bytes()).unwrap();
        request.headers_mut().append(*name, value);
    }
    let receiver = WebhookReceiver::new(validator(), public_url);
    let (status, _, calls) = outcome(receiver, request).await;
    assert_eq!(calls, usize::from(status == 200));
    status.as_u16()
}

const HOST: (&str, &str) = ("Host", "bot.example.com");
const INTERNAL: (&str, &str) = ("Host", "10.0.0.7:8080");
const PROTO: (&str, &str) = ("X-Forwarded-Proto", "https");
const FORWARDED_HOST: (&str, &str) = ("X-Forwarded-Host", "bot.example.com");

#[tokio::test]
async fn a_stated_url_is_not_changed_by_headers() {
    let spoofed = [
        ("Host", "evil.example"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "http"),
        ("Forwarded", "host=evil.example;proto=http"),
    ];
    let stated = || PublicUrl::new(SERVER).unwrap();
    assert_eq!(status(stated(), &spoofed).await, 200);
    assert_eq!(status(stated(), &[]).await, 200);
    let prefixed = PublicUrl::new("https://bot.example.com/webhooks/").unwrap();
    let request = signed_for("https://bot.example.com/webhooks", EVENT);
    let receiver = WebhookReceiver::new(validator(), prefixed);
    let (status, ..) = outcome(receiver, request.map(Full::<Bytes>::from)).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn headers_of_a_proxy_do_not_count_unless_it_is_trusted() {
    let from_host = || PublicUrl::from_host(Scheme::HTTPS);
    assert_eq!(status(from_host(), &[HOST]).await, 200);
    assert_eq!(status(from_host(), &[("Host", "bot.example.com:443")]).await, 200);
    // Of HTTP/2.
    let uri = "https://bot.example.com/webhooks?bot=1";
    assert_eq!(status_at(from_host(), &[], uri).await, 200);
    assert_eq!(status(PublicUrl::from_host(Scheme::HTTP), &[HOST]).await, 403);
    assert_eq!(status(from_host(), &[INTERNAL, PROTO, FORWARDED_HOST]).await, 403);
    let forwarded = ("Forwarded", "host=bot.example.com;proto=https");
    assert_eq!(status(from_host(), &[INTERNAL, forwarded]).await, 403);
    assert_eq!(status(from_host(), &[]).await, 403);
    assert_eq!(status(from_host(), &[HOST, ("Host", "evil.example")]).await, 403);
    assert_eq!(status(from_host(), &[("Host", "user@bot.example.com")]).await, 403);
    assert_eq!(status(from_host(), &[("Host", "bot.example.com/webhooks?")]).await, 403);
}

#[tokio::test]
async fn x_forwarded_headers_of_a_trusted_proxy_count() {
    for (headers, expected) in [
        (&[INTERNAL, PROTO, FORWARDED_HOST][..], 200),
        // The proxy keeps the `Host` header.
        (&[HOST, PROTO], 200),
        (&[INTERNAL, ("X-Forwarded-Proto", " HTTPS "), FORWARDED_HOST], 200),
        (
            &[
                INTERNAL,
                PROTO,
                FORWARDED_HOST,
                ("Forwarded", "host=evil.example;proto=http"),
            ],
            200,
        ),
        (&[INTERNAL, PROTO], 403),
        (&[HOST], 403),
        (&[HOST, ("X-Forwarded-Proto", "http")], 403),
        (&[HOST, ("X-Forwarded-Proto", "ftp")], 403),
        (&[HOST, ("X-Forwarded-Proto", "")], 403),
        (&[HOST, ("X-Forwarded-Proto", "httpsä")], 403),
        // The client sent one, and the proxy added another.
        (&[INTERNAL, ("X-Forwarded-Host", "evil.example"), FORWARDED_HOST, PROTO], 403),
        (&[INTERNAL, FORWARDED_HOST, FORWARDED_HOST, PROTO], 403),
        (&[INTERNAL, FORWARDED_HOST, PROTO, PROTO], 403),
        (&[INTERNAL, FORWARDED_HOST, ("X-Forwarded-Proto", "https, https")], 403),
        (&[INTERNAL, PROTO, ("X-Forwarded-Host", "evil.example, bot.example.com")], 403),
        (
            &[INTERNAL, PROTO, ("X-Forwarded-Host", "bot.example.com, bot.example.com")],
            403,
        ),
        (&[INTERNAL, PROTO, ("X-Forwarded-Host", "evil.example")], 403),
        (&[HOST, PROTO, ("X-Forwarded-Host", "")], 403),
        (
            &[INTERNAL, PROTO, ("X-Forwarded-Host", "bot.example.com/webhooks?bot=1#")],
            403,
        ),
    ] {
        let found = status(PublicUrl::from_x_forwarded(), headers).await;
        assert_eq!(found, expected, "{headers:?}");
    }
}

#[tokio::test]
async fn the_forwarded_header_of_a_trusted_proxy_counts() {
    for (value, expected) in [
        ("host=bot.example.com;proto=https", 200),
        ("for=192.0.2.1; Proto=HTTPS; Host=\"bot.example.com\"", 200),
        ("proto=https;host=\"bot.example.com:443\"", 200),
        ("for=\"[2001:db8::1]\";proto=https", 403),
        ("host=bot.example.com", 403),
        ("host=bot.example.com;proto=http", 403),
        ("host=evil.example;proto=https", 403),
        ("host=evil.example;proto=https, host=bot.example.com;proto=https", 403),
        ("host=bot.example.com;host=bot.example.com;proto=https", 403),
        ("host=bot.example.com;proto=https;proto=https", 403),
        ("host=\"bot.example.com;proto=https", 403),
        ("host=\"bot\\.example.com\";proto=https", 403),
        ("host;proto=https", 403),
        ("proto=https;host=", 403),
        (";", 403),
        ("", 403),
    ] {
        let headers = [INTERNAL, ("Forwarded", value)];
        let found = status(PublicUrl::from_forwarded(), &headers).await;
        assert_eq!(found, expected, "{value}");
    }
    let forwarded = ("Forwarded", "host=bot.example.com;proto=https");
    let from_forwarded = PublicUrl::from_forwarded;
    assert_eq!(
        status(from_forwarded(), &[HOST, ("Forwarded", "proto=https")]).await,
        200
    );
    assert_eq!(status(from_forwarded(), &[forwarded, forwarded]).await, 403);
    assert_eq!(status(from_forwarded(), &[HOST, PROTO, FORWARDED_HOST]).await, 403);
}

#[test]
fn an_invalid_stated_url_is_an_error() {
    for url in [
        "",
        "bot.example.com",
        "/webhooks",
        "https://",
        "ftp://bot.example.com",
        "https://bot.example.com?a=1",
        "https://bot.example.com/#a",
        "https://bot.example.com:0",
        "https://bot.example.com:x",
        "https://bot.example.com\n",
        "https://bot. example.com",
    ] {
        assert!(PublicUrl::new(url).is_err(), "{url:?}");
    }
    for url in ["http://localhost:8080", "https://user:password@[::1]/prefix/", SERVER] {
        assert!(PublicUrl::new(url).is_ok(), "{url:?}");
    }
}
