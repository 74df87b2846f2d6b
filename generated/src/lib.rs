//! A client for the Conversations API.
