//! Page links of an API on another server, with its own path prefix.

use crate::runtime::paging::page_link::PageLink;
use crate::runtime::url::base_url::BaseUrl;

/// Returns the path after the prefix that a client with this base URL requests.
fn target(base_url: &str, link: &str) -> Option<String> {
    let base_url = BaseUrl::parse(base_url).unwrap();
    let api = BaseUrl::parse("https://api.example.com/rest").unwrap();
    let link = PageLink::parse(link).unwrap();
    let target = link.target_at(&base_url, &api, "/v1/Rooms/{Sid}/Beds").ok()?;
    Some(target.as_str().to_owned())
}

#[test]
fn the_path_of_the_server_gives_way_to_that_of_the_base_url() {
    const OWN: &str = "https://api.example.com/rest";
    const GATEWAY: &str = "https://gateway.example/a/b";
    for (base_url, link) in [
        (OWN, "https://api.example.com/rest/v1/Rooms/1/Beds?Page=1"),
        (OWN, "/rest/v1/Rooms/1/Beds?Page=1"),
        (OWN, "/v1/Rooms/1/Beds?Page=1"),
        (GATEWAY, "https://api.example.com/rest/v1/Rooms/1/Beds?Page=1"),
        (GATEWAY, "https://gateway.example/a/b/v1/Rooms/1/Beds?Page=1"),
        (GATEWAY, "https://gateway.example/rest/v1/Rooms/1/Beds?Page=1"),
        (GATEWAY, "/a/b/v1/Rooms/1/Beds?Page=1"),
    ] {
        let found = target(base_url, link);
        assert_eq!(found.as_deref(), Some("/v1/Rooms/1/Beds?Page=1"), "{link}");
    }
    // Arguments and the prefix can be arbitrary strings.
    let found = target("https://gateway.example/v1", "/v1/Rooms/v1/Beds");
    assert_eq!(found.as_deref(), Some("/v1/Rooms/v1/Beds"));
}

#[test]
fn other_servers_have_no_regions() {
    for link in [
        "https://api.dublin.ie1.example.com/rest/v1/Rooms/1/Beds",
        "https://api.ie1.example.com/rest/v1/Rooms/1/Beds",
        "https://api.twilio.com/rest/v1/Rooms/1/Beds",
        "https://example.com/rest/v1/Rooms/1/Beds",
    ] {
        assert_eq!(target("https://gateway.example", link), None, "{link}");
    }
}
