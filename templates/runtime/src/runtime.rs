//! The parts of the client that no API document decides: credentials, requests, responses, errors and pages.

#[cfg(feature = "access-token")]
pub mod access_token;
pub mod authentication;
pub(crate) mod client;
mod error;
#[cfg(feature = "fake")]
pub mod fake;
#[cfg(any(test, feature = "mock"))]
pub mod mock;
pub(crate) mod paging;
pub(crate) mod request;
pub(crate) mod response;
mod retry;
mod telemetry;
pub mod transport;
pub(crate) mod url;
pub(crate) mod values;
pub(crate) mod waiting;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use self::authentication::Credentials;
pub use self::client::{Client, ClientBuilder};
pub use self::error::{Error, ErrorKind, Result};
pub use self::paging::{Items, Page, PageMeta, PageToken, Pages};
pub use self::request::RequestOptions;
pub use self::request::raw_request::RawRequest;
pub use self::response::ResponseFuture;
pub use self::response::typed_response::Response;
pub use self::retry::{FailedAttempt, RetryBudget, RetryDecision, RetryPolicy};
pub use self::values::{
    IntoJsonText, JsonText, Nullable, ParseSidError, Sid, SidOrName, UnknownValue,
    UnknownVariant,
};
pub use self::waiting::Waiter;

pub(crate) use self::paging::{
    ListRequest, Paging, PagingKind, TokenPaging, list_request,
};
pub(crate) use self::request::{
    Limited, Location, Method, Operation, ParameterValue, Request, Route, Separator,
    any_request, form_request, json_request, request,
};
pub(crate) use self::values::{
    Redacted, SidText, duration, non_null, nullable, nullable_from, number, object, sid,
    string_enum, text, timestamp, unions,
};
pub(crate) use self::waiting::{Progress, StatusReference};
