//! Bodies that are too large, too slow, broken or false about their size.

use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http_body::{Body, Frame, SizeHint};
use http_body_util::{Full, StreamBody};
use tokio::time::{Instant, sleep};

use crate::{EVENT, assert_refused, outcome, receiver, signed};

/// What a body does next.
#[derive(Clone)]
enum Step {
    Data(Bytes),
    Trailers,
    Fail,
    Wait(Duration),
}

/// Returns a body that does as it is told, and the number of steps that were taken. It is neither `Unpin` nor `Sync`.
fn scripted(
    steps: impl IntoIterator<Item = Step, IntoIter: Send + 'static>,
) -> (impl Body<Data = Bytes, Error = &'static str> + Send + 'static, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let state = (steps.into_iter(), Cell::new(()), Arc::clone(&taken));
    let frames = stream::unfold(state, |mut state| async move {
        loop {
            let step = state.0.next()?;
            state.2.fetch_add(1, Ordering::SeqCst);
            let frame = match step {
                Step::Data(data) => Ok(Frame::data(data)),
                Step::Trailers => Ok(Frame::trailers(http::HeaderMap::new())),
                Step::Fail => Err("the connection broke"),
                Step::Wait(duration) => {
                    sleep(duration).await;
                    continue;
                }
            };
            return Some((frame, state));
        }
    });
    (StreamBody::new(frames), taken)
}

/// A body that declares a size.
struct Declaring<B>(Pin<Box<B>>, u64);

impl<B: Body> Body for Declaring<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        self.0.as_mut().poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.1)
    }
}

fn pieces(text: &str, size: usize) -> Vec<Step> {
    let chunks = text.as_bytes().chunks(size);
    chunks.map(|chunk| Step::Data(Bytes::copy_from_slice(chunk))).collect()
}

#[tokio::test]
async fn a_body_in_pieces_is_passed_on_whole() {
    for size in [1, 2, 7, 1000] {
        let mut steps = pieces(EVENT, size);
        steps.insert(0, Step::Data(Bytes::new()));
        steps.push(Step::Trailers);
        let (body, _) = scripted(steps);
        let (status, echoed, _) = outcome(receiver(), signed(EVENT).map(|_| body)).await;
        assert_eq!((status.as_u16(), &*echoed), (200, EVENT.as_bytes()), "{size}");
    }
}

#[tokio::test]
async fn a_body_up_to_the_limit_is_passed_on_and_a_larger_one_refused() {
    let text = format!("Body={}", "a".repeat(1000));
    let limited = receiver().max_body_size(text.len());
    for size in [1, 64, 2000] {
        let (body, _) = scripted(pieces(&text, size));
        let request = signed(text.clone()).map(|_| body);
        let (status, echoed, _) = outcome(limited.clone(), request).await;
        assert_eq!((status.as_u16(), echoed.len()), (200, text.len()), "{size}");
        let limit = receiver().max_body_size(text.len() - 1);
        let (body, _) = scripted(pieces(&text, size));
        let request = signed(text.clone()).map(|_| body);
        assert_refused("too large", outcome(limit, request).await, 413);
    }
    // A message with the longest text and attributes that Twilio accepts, percent-encoded.
    let (umlaut, quote) = ("%C3%BC".repeat(16 * 1024), "%22".repeat(16 * 1024));
    let longest = format!("EventType=onMessageAdd&Body={umlaut}&Attributes={quote}");
    let request = signed(longest).map(Full::<Bytes>::from);
    assert_eq!(outcome(receiver(), request).await.0, 200);
    let ten_megabytes = "a".repeat(10_000_000);
    let request = signed(ten_megabytes).map(Full::<Bytes>::from);
    assert_refused("10 MB", outcome(receiver(), request).await, 413);
}

#[tokio::test]
async fn no_more_than_the_limit_is_read() {
    let step = Step::Data(Bytes::from_static(&[b'a'; 100]));
    let (endless, taken) = scripted(std::iter::repeat(step));
    let request = signed(EVENT).map(|_| endless);
    let limited = receiver().max_body_size(1000);
    assert_refused("endless", outcome(limited.clone(), request).await, 413);
    assert_eq!(taken.load(Ordering::SeqCst), 11);
    // One that declares that it is too large is not read.
    let (body, taken) = scripted(pieces(EVENT, 10));
    let body = Declaring(Box::pin(body), 1001);
    let request = signed(EVENT).map(|_| body);
    assert_refused("declared", outcome(limited.clone(), request).await, 413);
    assert_eq!(taken.load(Ordering::SeqCst), 0);
    // One that declares less than it has.
    let step = Step::Data(Bytes::from_static(&[b'a'; 100]));
    let (endless, taken) = scripted(std::iter::repeat(step));
    let body = Declaring(Box::pin(endless), 10);
    let request = signed(EVENT).map(|_| body);
    assert_refused("false", outcome(limited, request).await, 413);
    assert_eq!(taken.load(Ordering::SeqCst), 11);
}

#[tokio::test]
async fn an_unsigned_body_is_not_read() {
    let (body, taken) = scripted(pieces(EVENT, 10));
    let mut request = signed(EVENT).map(|_| body);
    request.headers_mut().remove("X-Twilio-Signature");
    assert_refused("unsigned", outcome(receiver(), request).await, 403);
    assert_eq!(taken.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_broken_body_is_refused() {
    for before in [0, 10] {
        let mut steps = pieces(&EVENT[..before], 5);
        steps.push(Step::Fail);
        let (body, _) = scripted(steps);
        let request = signed(EVENT).map(|_| body);
        assert_refused("broken", outcome(receiver(), request).await, 400);
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_is_refused() {
    let second = Duration::from_secs(1);
    let trickle =
        pieces(EVENT, 1).into_iter().flat_map(move |step| [step, Step::Wait(second)]);
    let (body, taken) = scripted(trickle);
    let started = Instant::now();
    let request = signed(EVENT).map(|_| body);
    assert_refused("slow", outcome(receiver(), request).await, 408);
    assert_eq!(started.elapsed(), 5 * second);
    assert!(taken.load(Ordering::SeqCst) < 20);
    let (body, _) = scripted([Step::Wait(Duration::MAX)]);
    let request = signed(EVENT).map(|_| body);
    let impatient = receiver().read_timeout(second);
    let started = Instant::now();
    assert_refused("silent", outcome(impatient, request).await, 408);
    assert_eq!(started.elapsed(), second);
    let mut steps = pieces(EVENT, 10);
    steps.insert(1, Step::Wait(4 * second));
    let (body, _) = scripted(steps);
    let request = signed(EVENT).map(|_| body);
    assert_eq!(outcome(receiver(), request).await.0, 200);
}
