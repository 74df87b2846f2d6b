//! What the document says of the API as a whole; a stand-in for the file that the generator writes.

/// Where the API is served when the caller names no other place.
pub(crate) const BASE_URL: &str = "https://conversations.twilio.com";
