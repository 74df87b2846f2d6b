//! Request bodies that are streamed in chunks.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// Size of a chunk in bytes.
const PIECE: usize = 64 * 1024;

/// Returns the body of a request.
///
/// A connection keeps writing the data it received, even if nobody waits for the response any longer. A large body is
/// therefore provided chunk by chunk, and the request is aborted when it is dropped.
pub(super) fn body(bytes: Bytes) -> reqwest::Body {
    if bytes.len() > PIECE {
        reqwest::Body::wrap(Pieces(bytes))
    } else {
        bytes.into()
    }
}

/// Remaining part of the body.
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
