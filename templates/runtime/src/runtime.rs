//! The parts of the client that no API document decides: credentials, requests, answers, errors and pages.

pub(crate) mod answer;
pub(crate) mod base_url;
mod builder;
mod client;
mod clock;
mod concurrency;
mod destination;
pub(crate) mod duration;
pub(crate) mod environment;
mod error;
mod execution;
mod future;
pub(crate) mod http_url;
mod items;
mod json_path;
mod json_text;
mod list;
mod location;
pub(crate) mod operation;
mod options;
mod page;
mod page_body;
pub(crate) mod page_link;
mod page_token;
mod parameter;
mod paths;
pub(crate) mod prepared;
mod redacted;
mod region;
mod reply;
pub(crate) mod request_target;
mod requests;
mod retry;
mod secret;
pub(crate) mod sids;
mod string_enums;
mod telemetry;
pub(crate) mod timestamp;
mod trail;
mod walk;

pub mod authentication;
#[cfg(any(test, feature = "mock"))]
pub mod mock;
pub mod transport;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use self::authentication::Credentials;
pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::error::{Error, ErrorKind, Result};
pub use self::future::ResponseFuture;
pub use self::items::Items;
pub use self::json_text::JsonText;
pub use self::options::RequestOptions;
pub use self::page::Page;
pub use self::page_body::PageMeta;
pub use self::page_token::PageToken;
pub use self::retry::{FailedAttempt, RetryBudget, RetryDecision, RetryPolicy};
pub use self::sids::{ParseSidError, Sid, SidOrName};
pub use self::walk::Pages;

pub(crate) use self::list::{ListRequest, list_request};
pub(crate) use self::location::Location;
pub(crate) use self::operation::{Method, Operation, Paging, Route};
pub(crate) use self::parameter::ParameterValue;
pub(crate) use self::redacted::Redacted;
pub(crate) use self::requests::{Request, request};
pub(crate) use self::sids::sid;
pub(crate) use self::string_enums::string_enum;
