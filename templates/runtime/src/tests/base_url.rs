//! Destinations of requests.

use crate::api::BASE_URL;
use crate::runtime::ErrorKind;
use crate::runtime::url::base_url::BaseUrl;
use crate::runtime::url::region::Product;
use crate::runtime::url::request_target::RequestTarget;

#[test]
fn region_and_edge_stand_in_the_host() {
    for (region, edge, labels) in [
        (None, None, ""),
        (Some("us1"), None, ".ashburn.us1"),
        (Some("ie1"), None, ".dublin.ie1"),
        (Some("au1"), None, ".sydney.au1"),
        (Some("ie1"), Some("dublin"), ".dublin.ie1"),
        (Some("au1"), Some("sydney"), ".sydney.au1"),
        (Some("us1"), Some("frankfurt"), ".frankfurt.us1"),
        (Some("jp1"), Some("tokyo"), ".tokyo.jp1"),
        (None, Some("ashburn"), ".ashburn.us1"),
        (None, Some("dublin"), ".dublin.us1"),
        (Some("IE1"), Some("Dublin"), ".dublin.ie1"),
    ] {
        let url = BaseUrl::regional(BASE_URL, region, edge).unwrap();
        assert_eq!(
            format!("{url:?}"),
            format!("https://conversations{labels}.twilio.com")
        );
    }
}

#[test]
fn region_and_edge_must_belong_together() {
    for (region, edge, advice) in [
        ("jp1", None, "set the edge too"),
        ("us2", None, "set the edge too"),
        ("ie1", Some("ashburn"), "`dublin`"),
        ("au1", Some("dublin"), "`sydney`"),
        ("AU1", Some("dublin"), "`sydney`"),
    ] {
        let error = BaseUrl::regional(BASE_URL, Some(region), edge).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = error.to_string();
        let region = region.to_ascii_lowercase();
        assert!(
            text.contains(&format!("`{region}`")) && text.contains(advice),
            "{text}"
        );
    }
}

#[test]
fn a_server_that_is_not_twilio_has_no_regions() {
    for base in ["https://example.com", "https://api.example.com", "https://twilio.com"]
    {
        assert!(BaseUrl::regional(base, None, None).is_ok());
        let error = BaseUrl::regional(base, Some("ie1"), None).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{base}");
    }
}

#[test]
fn another_product_is_in_the_domain_of_the_api() {
    let product = |name: &str| Product {
        name: name.to_owned(),
        is_regional: false,
    };
    // The prefix is that of the API.
    let base = "https://conversations.twilio.com/prefix";
    let url = BaseUrl::of_product(base, &product("Messaging"), None, None).unwrap();
    assert_eq!(format!("{url:?}"), "https://messaging.twilio.com");
    for base in ["https://example.com", "https://api.example.com", "https://twilio.com"]
    {
        let url = BaseUrl::of_product(base, &product("mcs"), None, None);
        assert_eq!(url.unwrap_err().kind(), ErrorKind::Configuration, "{base}");
    }
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
        (
            "https://example.com/a\"b/{c}|/ä",
            "https://example.com/a%22b/%7Bc%7D%7C/%C3%A4",
        ),
    ] {
        let url = BaseUrl::parse(text).unwrap();
        assert_eq!(format!("{url:?}"), shown);
        let target = RequestTarget::parse("/v1/Widgets").unwrap();
        let joined = url.join(&target).unwrap();
        assert_eq!(joined.to_string(), format!("{shown}/v1/Widgets"));
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
        "https://example.com/%zz",
        "https://example.com/a%2",
        &long_label,
        &long_host,
        "https://example.com/twilio/../other",
        "https://example.com/twilio/%2e%2E",
        "https://example.com/twilio/.",
        "https://example.com/twi\\lio",
        "https://example.com/%2F..%2f",
        "https://example.com/%",
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
        "https://example.com./a%20b/c;d=e@f!$&'()*+,~/{ä}",
        "http://127.0.0.1:1/a//b",
    ] {
        let target = RequestTarget::parse("/v1/Widgets?Page=1").unwrap();
        let url = BaseUrl::parse(text).unwrap().join(&target).unwrap();
        let read = reqwest::Url::parse(&url.to_string()).unwrap();
        assert_eq!(read.as_str(), url.to_string());
    }
}

#[test]
fn paths_are_put_after_the_base_url() {
    let url = BaseUrl::parse("https://example.com/twilio/").unwrap();
    let target = RequestTarget::parse("/v1/Widgets?PageSize=2").unwrap();
    let joined = url.join(&target).unwrap();
    assert_eq!(joined.to_string(), "https://example.com/twilio/v1/Widgets?PageSize=2");
}
