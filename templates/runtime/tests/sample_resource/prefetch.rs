//! Prefetching of pages.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use client_runtime::runtime::transport::{
    Bytes, Transport, TransportError, TransportErrorKind, TransportFuture, http,
};
use client_runtime::runtime::{Client, Credentials, Pages, RetryPolicy};
use client_runtime::widgets::Widget;
use futures_core::Stream;

/// List that all of these tests read: pages of two items each.
const PAGES: usize = 5;

/// Returns a page with a link to the next one.
fn page(origin: &str, number: usize) -> String {
    let next =
        (number + 1 < PAGES).then(|| format!("{origin}/v1/Widgets?Page={}", number + 1));
    let page = serde_json::json!({
        "widgets": [{"sid": format!("{number}a")}, {"sid": format!("{number}b")}],
        "meta": {"next_page_url": next},
    });
    page.to_string()
}

/// Returns the number of the requested page.
fn number(target: &str) -> usize {
    target.split_once("Page=").map_or(0, |(_, number)| number.parse().unwrap())
}

/// Transport that responds after a number of polls, and records the outcomes of requests.
#[derive(Clone, Default)]
struct Slow(Arc<Mutex<Noted>>);

#[derive(Default)]
struct Noted {
    asked: Vec<usize>,
    abandoned: Vec<usize>,
    /// Failures of later requests, by page.
    failures: Vec<(usize, TransportErrorKind)>,
    /// Number of times that a request is polled before its response is ready.
    polls: u32,
}

impl Slow {
    fn new(polls: u32, failures: &[(usize, TransportErrorKind)]) -> Self {
        let slow = Self::default();
        slow.0.lock().unwrap().polls = polls;
        slow.0.lock().unwrap().failures = failures.to_vec();
        slow
    }

    /// Returns a client that sends each request once, and one at a time.
    fn client(&self) -> Client {
        let credentials = Credentials::auth_token("AC1", "token");
        Client::builder()
            .credentials(credentials)
            .transport(self.clone())
            .retry_policy(RetryPolicy::never())
            .max_concurrent_requests(1)
            .build()
            .unwrap()
    }

    fn pages(&self, prefetch: bool) -> Pages<Widget> {
        self.client().widgets().list().prefetch(prefetch).pages()
    }

    fn asked(&self) -> Vec<usize> {
        self.0.lock().unwrap().asked.clone()
    }
}

/// Records the request as dropped, unless it got a response.
struct OnItsWay(Slow, usize);

impl Drop for OnItsWay {
    fn drop(&mut self) {
        self.0.0.lock().unwrap().abandoned.push(self.1);
    }
}

impl Transport for Slow {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let page_number = number(&request.uri().to_string());
        let polls = {
            let mut noted = self.0.lock().unwrap();
            noted.asked.push(page_number);
            noted.polls
        };
        Box::pin(async move {
            let on_its_way = OnItsWay(self.clone(), page_number);
            turns(polls).await;
            std::mem::forget(on_its_way);
            let mut noted = self.0.lock().unwrap();
            let failure =
                noted.failures.iter().position(|(page, _)| *page == page_number);
            if let Some(failure) = failure {
                let (_, kind) = noted.failures.remove(failure);
                return Err(TransportError::new(kind, "as it was to be"));
            }
            let body = page("https://conversations.twilio.com", page_number);
            Ok(http::Response::new(body.into()))
        })
    }
}

/// Returns `Poll::Ready` after this number of polls.
async fn turns(mut count: u32) {
    poll_fn(move |context| {
        if count == 0 {
            return Poll::Ready(());
        }
        count -= 1;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[tokio::test]
async fn a_page_ahead_is_in_nobodys_way() {
    let slow = Slow::default();
    let client = slow.client();
    let mut pages = client.widgets().list().prefetch(true).pages();
    slow.0.lock().unwrap().polls = 3;
    pages.try_next().await.unwrap();
    assert_eq!(slow.asked(), [0, 1], "the page ahead is on its way");
    client.widgets().list().await.unwrap();
    assert_eq!(slow.asked(), [0, 1, 0]);
}

#[tokio::test]
async fn the_next_page_is_asked_for_and_no_other() {
    for (prefetch, ahead) in [(true, 1), (false, 0)] {
        for polls in [0, 3] {
            let slow = Slow::new(polls, &[]);
            let mut pages = slow.pages(prefetch);
            assert!(slow.asked().is_empty());
            for number in 0..PAGES {
                let page = pages.try_next().await.unwrap().unwrap();
                assert_eq!(page.items[0].sid, *format!("{number}a"));
                let asked: Vec<usize> = (0..PAGES.min(number + 1 + ahead)).collect();
                assert_eq!(slow.asked(), asked, "{prefetch} {polls}");
            }
            assert!(pages.try_next().await.unwrap().is_none());
            assert!(slow.0.lock().unwrap().abandoned.is_empty());
        }
    }
}

#[tokio::test]
async fn what_exceeds_the_limit_is_not_asked_for_ahead() {
    for (limit, asked) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2)] {
        let slow = Slow::new(0, &[]);
        let list = slow.client().widgets().list().prefetch(true).limit(limit);
        let items = list.all().await.unwrap();
        assert_eq!((items.len(), slow.asked().len()), (limit, asked));
    }
}

#[tokio::test]
async fn items_and_concurrent_work_drive_the_prefetch() {
    let is_there = |pages: &mut Pages<Widget>| {
        let mut context = Context::from_waker(Waker::noop());
        Pin::new(pages).poll_next(&mut context).is_ready()
    };
    for (prefetch, work, there) in [(true, 0, false), (true, 9, true), (false, 9, false)]
    {
        let slow = Slow::new(5, &[]);
        let mut pages = slow.pages(prefetch);
        pages.try_next().await.unwrap();
        assert_eq!(
            pages
                .prefetch_while(async {
                    turns(work).await;
                    "done"
                })
                .await,
            "done"
        );
        assert_eq!(is_there(&mut pages), there, "{prefetch} {work}");
    }
    // Twice with the page before it, once with its second item, and with the work.
    let slow = Slow::new(4, &[]);
    let mut items = slow.client().widgets().list().prefetch(true).stream();
    items.try_next().await.unwrap();
    items.try_next().await.unwrap();
    items.prefetch_while(turns(0)).await;
    let mut context = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut items).poll_next(&mut context).is_ready());
}

#[tokio::test]
async fn an_error_ahead_is_reported_when_it_is_its_turn() {
    let slow = Slow::new(0, &[(1, TransportErrorKind::Other)]);
    let mut items = slow.client().widgets().list().prefetch(true).stream();
    assert_eq!(items.try_next().await.unwrap().unwrap().sid, "0a");
    assert_eq!(items.try_next().await.unwrap().unwrap().sid, "0b");
    assert!(slow.asked().contains(&1));
    items.try_next().await.unwrap_err();
    assert!(items.try_next().await.unwrap().is_none());
    let token = items.continuation().unwrap();
    let mut items = slow.client().widgets().list().resume(token).stream();
    assert_eq!(items.try_next().await.unwrap().unwrap().sid, "1a");
}

#[tokio::test]
async fn a_page_ahead_that_ran_out_of_time_is_asked_for_once_more() {
    let slow = Slow::new(0, &[(1, TransportErrorKind::Timeout)]);
    let mut pages = slow.pages(true);
    pages.try_next().await.unwrap();
    assert_eq!(pages.try_next().await.unwrap().unwrap().items[0].sid, "1a");
    let slow = Slow::new(
        0,
        &[(1, TransportErrorKind::Timeout), (1, TransportErrorKind::Timeout)],
    );
    let mut pages = slow.pages(true);
    pages.try_next().await.unwrap();
    assert!(pages.try_next().await.unwrap_err().is_timeout());
    // Without prefetching there is nothing to make up for.
    let slow = Slow::new(0, &[(1, TransportErrorKind::Timeout)]);
    let mut pages = slow.pages(false);
    pages.try_next().await.unwrap();
    assert!(pages.try_next().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn dropping_the_stream_abandons_the_page_ahead() {
    let slow = Slow::new(5, &[]);
    let mut pages = slow.pages(true);
    pages.try_next().await.unwrap();
    drop(pages);
    assert_eq!(slow.asked(), [0, 1]);
    assert_eq!(slow.0.lock().unwrap().abandoned, [1]);
}

/// The same with the default transport, which spawns a task for each connection.
#[cfg(feature = "rustls")]
mod on_a_socket {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
    use tokio::time::timeout;

    use super::{Client, Credentials, PAGES, number, page};

    /// Starts a server that keeps its connections open, and reports which pages are requested.
    async fn serve() -> (String, UnboundedReceiver<usize>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (asked, answers) = unbounded_channel();
        tokio::spawn({
            let origin = origin.clone();
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(answer(stream, origin.clone(), asked.clone()));
                }
            }
        });
        (origin, answers)
    }

    /// Responds to the requests of a connection.
    async fn answer(
        mut stream: TcpStream,
        origin: String,
        asked: UnboundedSender<usize>,
    ) {
        let mut request = String::new();
        let mut chunk = [0; 1024];
        while let Ok(length @ 1..) = stream.read(&mut chunk).await {
            request.push_str(std::str::from_utf8(&chunk[..length]).unwrap());
            if !request.ends_with("\r\n\r\n") {
                continue;
            }
            let number = number(request.split(' ').nth(1).unwrap());
            asked.send(number).unwrap();
            let body = page(&origin, number);
            let length = body.len();
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
            let response = format!("{head}\r\nContent-Length: {length}\r\n\r\n{body}");
            stream.write_all(response.as_bytes()).await.unwrap();
            request.clear();
        }
    }

    #[tokio::test]
    async fn the_server_is_asked_while_the_caller_does_something_else() {
        let (origin, mut asked) = serve().await;
        let credentials = Credentials::auth_token("AC1", "token");
        let client = Client::builder().credentials(credentials).base_url(&origin);
        let client = client.build().unwrap();
        let mut pages = client.widgets().list().prefetch(true).pages();
        assert!(pages.try_next().await.unwrap().is_some());
        assert_eq!(asked.recv().await, Some(0));
        for number in 1..PAGES {
            // The stream is not polled meanwhile; only a failing test takes this long.
            let arrived = timeout(Duration::from_secs(20), asked.recv()).await;
            assert_eq!(arrived, Ok(Some(number)));
            assert!(pages.try_next().await.unwrap().is_some());
        }
        assert!(pages.try_next().await.unwrap().is_none());
        assert!(asked.try_recv().is_err());
    }
}
