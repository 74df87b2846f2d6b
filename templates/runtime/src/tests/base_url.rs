//! Where requests go.

use crate::api::BASE_URL;
use crate::runtime::ErrorKind;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::request_target::RequestTarget;

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
    ] {
        for (region, edge) in [(Some(name), None), (None, Some(name))] {
            let error = BaseUrl::regional(BASE_URL, region, edge).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{name}");
        }
    }
}

#[test]
fn base_url_is_an_origin_and_a_path() {
    let shown = |text: &str| format!("{:?}", BaseUrl::parse(text).unwrap());
    assert_eq!(shown("http://127.0.0.1:4010"), "http://127.0.0.1:4010");
    assert_eq!(shown("https://example.com/twilio/"), "https://example.com/twilio");
    for text in [
        "",
        "example.com",
        "/v1",
        "ftp://example.com",
        "https://user:password@example.com",
        "https://example.com/?a=b",
        "https://exa mple.com",
        "https://example.com/twilio/../other",
        "https://example.com/twilio/%2e%2E",
        "https://example.com/twilio/.",
        "https://example.com/twi\\lio",
        "https://example.com/%2F..%2f",
        "https://example.com/%",
    ] {
        let error = BaseUrl::parse(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{text}");
        assert!(!error.to_string().contains("password"));
    }
}

#[test]
fn paths_are_put_after_the_base_url() {
    let url = BaseUrl::parse("https://example.com/twilio/").unwrap();
    let target = RequestTarget::parse("/v1/Widgets?PageSize=2").unwrap();
    let joined = url.join(&target).unwrap();
    assert_eq!(joined.to_string(), "https://example.com/twilio/v1/Widgets?PageSize=2");
}
