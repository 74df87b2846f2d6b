//! Bodies of requests that are handed out piece by piece.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// How large a piece is, in bytes.
const PIECE: usize = 64 * 1024;

/// The body of a request.
///
/// A connection keeps writing what it was handed, even if nobody waits for the answer any longer. So a large body is
/// handed out as there is room for it, and the request ends in the middle when it is dropped.
pub(super) fn body(bytes: Bytes) -> reqwest::Body {
    if bytes.len() > PIECE {
        reqwest::Body::wrap(Pieces(bytes))
    } else {
        bytes.into()
    }
}

/// What was not handed out yet.
struct Pieces(Bytes);

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let length = self.0.len().min(PIECE);
        let piece = self.0.split_to(length);
        Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.len() as u64)
    }
}
