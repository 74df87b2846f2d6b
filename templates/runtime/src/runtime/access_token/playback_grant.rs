//! Access to live streams.

use std::fmt;

use serde_json::Value;

use super::grant::Grant;

/// Grant for the player of Twilio Live: access to one stream.
///
/// ```
/// use client_runtime::access_token::PlaybackGrant;
/// use serde_json::json;
///
/// // The `grant` of a PlaybackGrant resource, which Twilio's API creates.
/// let grant = PlaybackGrant::new(json!({"playbackUrl": "https://playback.example.com/1"}));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use = "a grant has no effect until it is added to a token"]
#[doc(alias = "player")]
pub struct PlaybackGrant(Value);

impl PlaybackGrant {
    /// Creates a grant from the object that Twilio's API returns for a stream.
    pub fn new(grant: Value) -> Self {
        Self(grant)
    }
}

impl From<PlaybackGrant> for Grant {
    fn from(grant: PlaybackGrant) -> Self {
        Self::custom("player", grant.0)
    }
}

/// Redacts the object, since its URL gives access to the stream.
impl fmt::Debug for PlaybackGrant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PlaybackGrant").finish_non_exhaustive()
    }
}
