//! Twilio's official SDK for Node as the peer: what it signs we accept, what it sends we send, and the access tokens that
//! it creates we create; and it uses the fake as it uses Twilio.

mod access_tokens;
mod fake;
mod peer;
mod sent_values;
mod token_server;
mod webhook_requests;
mod webhooks;
