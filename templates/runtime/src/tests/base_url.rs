//! Where requests go.

use crate::api::BASE_URL;
use crate::runtime::ErrorKind;
use crate::runtime::base_url::BaseUrl;

fn regional(region: Option<&str>, edge: Option<&str>) -> String {
    format!("{:?}", BaseUrl::regional(BASE_URL, region, edge).unwrap())
}

#[test]
fn region_and_edge_stand_in_the_host() {
    assert_eq!(regional(None, None), "https://conversations.twilio.com");
    assert_eq!(regional(Some("ie1"), None), "https://conversations.ie1.twilio.com");
    assert_eq!(
        regional(Some("ie1"), Some("dublin")),
        "https://conversations.dublin.ie1.twilio.com"
    );
    assert_eq!(
        regional(None, Some("ashburn")),
        "https://conversations.ashburn.us1.twilio.com"
    );
}

#[test]
fn region_or_edge_cannot_lead_to_another_host() {
    for name in [
        "",
        "us1.example.com/",
        "us1@example",
        "us1/",
        "a b",
        "ü",
        "us1:80",
        "us1#",
        "us1?",
        "us1.ie1",
        "-us1",
        "us1-",
        "us_1",
        "us1\\",
        "us1%2e",
        "us1\n",
        "xn--us1",
        "evil.com/",
        &"u".repeat(64),
    ] {
        for (region, edge) in [(Some(name), None), (None, Some(name))] {
            let error = BaseUrl::regional(BASE_URL, region, edge).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{name}");
        }
    }
}

#[test]
fn base_url_is_an_origin_and_a_path() {
    for (text, shown) in [
        ("http://127.0.0.1:4010", "http://127.0.0.1:4010"),
        ("https://example.com/twilio/", "https://example.com/twilio"),
        ("https://example.com", "https://example.com"),
        ("https://EXAMPLE.com:65535/", "https://EXAMPLE.com:65535"),
        ("https://example.com.", "https://example.com."),
        ("http://localhost:1", "http://localhost:1"),
        ("http://my_service:8080", "http://my_service:8080"),
        ("http://[::1]:4010", "http://[::1]:4010"),
        ("https://[2001:db8::1]/v", "https://[2001:db8::1]/v"),
        ("https://example.com/a%20b/c;d=e@f", "https://example.com/a%20b/c;d=e@f"),
        ("https://example.com/a//b", "https://example.com/a//b"),
        ("https://1.example.com", "https://1.example.com"),
        ("https://a.0b", "https://a.0b"),
    ] {
        let url = BaseUrl::parse(text).unwrap();
        assert_eq!(format!("{url:?}"), shown);
        let joined = url.join("/v1/Widgets").unwrap();
        assert_eq!(joined, *format!("{shown}/v1/Widgets"));
    }
}

#[test]
fn base_url_of_any_other_form_is_a_configuration_error() {
    let long_label = format!("https://{}.example.com", "a".repeat(64));
    let long_host = format!("https://{}com", "example.".repeat(32));
    for text in [
        "",
        " ",
        "example.com",
        "//example.com",
        "/v1",
        "https:",
        "https://",
        "https:///v1",
        "https:example.com",
        "ftp://example.com",
        "file:///etc/passwd",
        "javascript://example.com",
        " https://example.com",
        "https://example.com\n",
        "https://exa mple.com",
        "https://exa\u{0}mple.com",
        "https://exämple.com",
        "https://user:password@example.com",
        "https://user@example.com",
        "https://@example.com",
        "https://example.com/?a=b",
        "https://example.com?",
        "https://example.com/#fragment",
        "https://example.com#",
        "https://example.com:99999",
        "https://example.com:65536",
        "https://example.com:0",
        "https://example.com:",
        "https://example.com:-1",
        "https://example.com:80a",
        "https://example.com:80:80",
        "https://[fe80::1%25eth0]",
        "https://[fe80::1%eth0]",
        "https://[::1",
        "https://[::g]",
        "https://[127.0.0.1]",
        "https://[v1.a]",
        "https://::1",
        "https://256.1.1.1",
        "https://1.2.3",
        "https://127.0.0.01",
        "https://0x7f.1",
        "https://example.0x1",
        "https://1.2.3.4.",
        "https://ex%61mple.com",
        "https://example..com",
        "https://.example.com",
        "https://.",
        "https://example.com!",
        "https://a,b",
        "https://example.com/../v1",
        "https://example.com/v1/.",
        "https://example.com/%2E%2e/v1",
        "https://example.com/.%2e",
        "https://example.com\\evil.example",
        "https://example.com/a\\b",
        "https://example.com/a\"b",
        "https://example.com/a{b}",
        "https://example.com/a|b",
        "https://example.com/%zz",
        "https://example.com/a%2",
        "https://example.com/ä",
        &long_label,
        &long_host,
    ] {
        let error = BaseUrl::parse(text).expect_err(text);
        assert_eq!(error.kind(), ErrorKind::Configuration, "{text}");
        let message = error.to_string();
        assert!(message.starts_with("the base URL "), "{text}: {message}");
        assert!(!message.contains("password") && !error.is_outcome_unknown());
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn base_url_is_read_alike_by_the_transport() {
    for text in [
        "https://example.com/twilio",
        "http://my_service:8080",
        "http://[::1]:4010",
        "https://example.com./a%20b/c;d=e@f!$&'()*+,~",
        "http://127.0.0.1:1/a//b",
    ] {
        let url = BaseUrl::parse(text).unwrap().join("/v1/Widgets?Page=1").unwrap();
        let read = reqwest::Url::parse(&url.to_string()).unwrap();
        assert_eq!(read.as_str(), url.to_string());
    }
}

#[test]
fn paths_are_put_after_the_base_url() {
    let url = BaseUrl::parse("https://example.com/twilio/").unwrap();
    let joined = url.join("/v1/Widgets?PageSize=2").unwrap();
    assert_eq!(joined, "https://example.com/twilio/v1/Widgets?PageSize=2");
}

#[test]
fn links_are_followed_to_the_same_origin_alone() {
    let base = BaseUrl::parse("https://example.com").unwrap();
    for (link, followed) in [
        (
            "https://example.com/v1?Page=1&PageToken=PA%2b+:.",
            "https://example.com/v1?Page=1&PageToken=PA%2b+:.",
        ),
        ("https://EXAMPLE.com:443/v1", "https://example.com/v1"),
        ("https://example.com//other.com/v1", "https://example.com//other.com/v1"),
    ] {
        assert_eq!(base.follow(link).unwrap(), followed);
    }
    for link in [
        "https://other.com/v1",
        "https://example.com.other.com/v1",
        "https://sub.example.com/v1",
        "http://example.com/v1",
        "http://example.com:443/v1",
        "https://example.com:8443/v1",
        "https://example.com@other.com/v1",
        "https://user@example.com/v1",
        r"https://other.com\@example.com/v1",
        "https://example.com\\.other.com/v1",
        "//example.com/v1",
        "/v1/Widgets?Page=1",
        "no link",
        "",
    ] {
        assert!(base.follow(link).is_err(), "{link}");
    }
}

#[test]
fn the_port_counts() {
    let base = BaseUrl::parse("http://127.0.0.1:4010").unwrap();
    assert!(base.follow("http://127.0.0.1:4010/v1").is_ok());
    assert!(base.follow("http://127.0.0.1:4011/v1").is_err());
    assert!(base.follow("http://127.0.0.1/v1").is_err());
}
