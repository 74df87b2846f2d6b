//! The client on an unreliable network: against a test server, over real sockets, which counts the requests.
#![cfg(feature = "rustls")]

mod abandoned;
mod answers;
mod connections;
mod hostile;
mod keep_alive;
mod message;
mod pages;
mod request_lines;
mod script;
mod server;
