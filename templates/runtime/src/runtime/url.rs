//! URLs: destinations of requests, and paths and queries that every URL parser parses in the same way.

pub(crate) mod base_url;
pub(crate) mod destination;
pub(crate) mod http_url;
pub(crate) mod paths;
pub(crate) mod region;
pub(crate) mod request_target;
