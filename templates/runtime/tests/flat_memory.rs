//! Memory used by a long list: no more than by a short one. In its own process, because all allocations are counted.

use client_runtime::runtime::transport::{
    Bytes, Transport, TransportFuture, http::Request, http::Response,
};
use client_runtime::runtime::{Client, Credentials};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const ITEMS_A_PAGE: usize = 100;

/// Server with an endless list.
struct Endless;

impl Transport for Endless {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let query = request.uri().query().unwrap_or_default();
        let page =
            query.split_once("Page=").map_or(0, |(_, page)| page.parse().unwrap());
        Box::pin(async move { Ok(Response::new(body(page).into())) })
    }
}

fn body(page: usize) -> String {
    let next = format!("https://conversations.twilio.com/v1/Widgets?Page={}", page + 1);
    let widget = |item| serde_json::json!({"sid": format!("WI{page}-{item}"), "owner": "x".repeat(100)});
    let widgets: Vec<_> = (0..ITEMS_A_PAGE).map(widget).collect();
    serde_json::json!({"widgets": widgets, "meta": {"next_page_url": next}}).to_string()
}

/// Server with one page whose items cannot be decoded, with headers of the maximum size.
struct Undecodable;

const UNDECODABLE_ITEMS: usize = 20_000;

impl Transport for Undecodable {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let items = vec!["7"; UNDECODABLE_ITEMS].join(",");
        let response = Response::builder().header("X-Large", "x".repeat(60_000));
        let response = response.body(format!(r#"{{"widgets": [{items}]}}"#).into());
        Box::pin(async move { Ok(response.unwrap()) })
    }
}

/// Returns the peak memory usage in bytes while this number of pages is read.
async fn peak(pages: usize, prefetch: bool) -> usize {
    let credentials = Credentials::auth_token("AC1", "token");
    let client = Client::builder().credentials(credentials).transport(Endless);
    let list = client.build().unwrap().widgets().list().prefetch(prefetch);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut items = list.stream();
    for _ in 0..pages * ITEMS_A_PAGE {
        items.try_next().await.unwrap().unwrap();
    }
    MEMORY.peak_usage() - before
}

async fn a_long_list_takes_no_more_memory_than_a_short_one() {
    for prefetch in [false, true] {
        let short = peak(10, prefetch).await;
        let long = peak(1000, prefetch).await;
        // Each page takes eight bytes, in a table that doubles as it grows and exists twice when prefetching.
        let noted = 1000 * 8 * 8;
        assert!(long < short + noted, "{short} bytes for 10 pages, {long} for 1000");
        let text_of_all = 1000 * body(0).len();
        assert!(short + noted < text_of_all / 10, "{short} bytes show nothing");
    }
}

async fn many_errors_take_no_more_memory_than_one() {
    let credentials = Credentials::auth_token("AC1", "token");
    let client = Client::builder().credentials(credentials).transport(Undecodable);
    let list = client.build().unwrap().widgets().list();
    let mut items = list.clone().stream();
    assert_eq!(items.try_next().await.unwrap_err().item_index(), Some(0));
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    for index in 1..UNDECODABLE_ITEMS {
        assert_eq!(items.try_next().await.unwrap_err().item_index(), Some(index));
    }
    assert!(MEMORY.peak_usage() - before < 100_000, "{}", MEMORY.peak_usage() - before);
    let mut pages = list.pages();
    assert!(pages.try_next().await.is_err());
    let page = pages.try_next().await.unwrap().unwrap();
    assert_eq!(page.undecodable_items(), UNDECODABLE_ITEMS);
    assert!(
        MEMORY.peak_usage() - before < 1_000_000,
        "{}",
        MEMORY.peak_usage() - before
    );
}

/// A single test, because no other test may allocate memory meanwhile.
#[tokio::test]
async fn memory_stays_flat() {
    a_long_list_takes_no_more_memory_than_a_short_one().await;
    many_errors_take_no_more_memory_than_one().await;
}
