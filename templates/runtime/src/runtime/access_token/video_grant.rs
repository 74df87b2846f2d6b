//! Access to Video.

use super::grant::Grant;

/// Grant for the Video SDKs: joining rooms.
///
/// ```
/// use client_runtime::access_token::VideoGrant;
///
/// let any_room = VideoGrant::new();
/// let one_room = VideoGrant::new().room("order-1042");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "a grant has no effect until it is added to a token"]
pub struct VideoGrant {
    room: Option<String>,
}

impl VideoGrant {
    /// Creates a grant for all rooms of the account.
    pub fn new() -> Self {
        Self::default()
    }

    /// Restricts the grant to one room, by its name or SID.
    pub fn room(mut self, room: impl Into<String>) -> Self {
        self.room = Some(room.into());
        self
    }
}

impl From<VideoGrant> for Grant {
    fn from(grant: VideoGrant) -> Self {
        Self::of_product("video", |members| members.text("room", grant.room.as_deref()))
    }
}
