//! Twilio's official SDK for Node as the peer: what it signs we accept, and what it sends we send.

mod peer;
mod sent_values;
mod webhook_requests;
mod webhooks;
