//! Bodies of limited size.

use std::future::poll_fn;
use std::pin::pin;

use bytes::{Buf, BufMut, Bytes};
use http_body::Body;

use super::error::ReceiveError;

/// Reads a body completely, without its trailers. Never allocates more than the limit, whatever size the body declares.
pub(super) async fn read<B: Body>(body: B, limit: usize) -> Result<Bytes, ReceiveError> {
    if usize::try_from(body.size_hint().lower()).map_or(true, |size| size > limit) {
        return Err(ReceiveError::TooLarge);
    }
    let mut body = pin!(body);
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let frame = frame.map_err(|_| ReceiveError::Unreadable)?;
        if let Ok(data) = frame.into_data() {
            reserve(&mut bytes, data.remaining(), limit)?;
            bytes.put(data);
        }
    }
    Ok(bytes.into())
}

/// Makes room for more bytes. The capacity doubles, as that of any vector, but only up to the limit.
fn reserve(
    bytes: &mut Vec<u8>,
    additional: usize,
    limit: usize,
) -> Result<(), ReceiveError> {
    if additional > limit - bytes.len() {
        return Err(ReceiveError::TooLarge);
    }
    let needed = bytes.len() + additional;
    if needed > bytes.capacity() {
        let capacity = bytes.capacity().saturating_mul(2).clamp(needed, limit);
        bytes.reserve_exact(capacity - bytes.len());
    }
    Ok(())
}
