//! The client on a bad network: against a server of our own, over real sockets, which counts what arrives.
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
