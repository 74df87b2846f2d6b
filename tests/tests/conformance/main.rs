//! Conformance tests of the client crate: calls every operation through the public API.

mod calls;
mod description;
mod enumerations;
mod ergonomics;
mod example;
mod examples_decode;
mod given;
mod lists;
mod mock_server;
mod mutation;
mod mutations;
mod offline;
mod paging;
mod report;
mod requests;
mod secrecy;
mod tainted;
mod telemetry;
