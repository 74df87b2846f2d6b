//! Responses to events.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};

/// Response to an event.
///
/// Events that are sent before an action have methods that create one: `accept`, and `reject` if the action can be
/// rejected. If the action can be changed, `accept` returns a type with setters, which `into()` converts to a `Reply`;
/// without a call of its setters, the action is carried out as it is. For any other event, [`Reply::default`]
/// acknowledges it.
///
/// ```ignore
/// use client_runtime::events::{Event, Reply};
/// use client_runtime::http::StatusCode;
///
/// fn reply(event: &Event) -> Reply {
///     match event {
///         Event::MessageAdd(message) => {
///             let text = message.body.as_deref().unwrap_or_default();
///             if text.len() > 500 {
///                 message.reject(StatusCode::PAYLOAD_TOO_LARGE)
///             } else if text.contains("password") {
///                 message.accept().body("(removed)").into()
///             } else {
///                 message.accept().into()
///             }
///         }
///         _ => Reply::default(),
///     }
/// }
/// ```
///
/// `Debug` shows the names of the properties that it changes, not their values.
#[derive(Clone, Default, PartialEq)]
#[must_use = "a reply does nothing until it is sent as the response"]
pub struct Reply {
    status: StatusCode,
    changes: Map<String, Value>,
}

impl Reply {
    /// Converts the reply to a response. It has a body only if the reply changes the action.
    pub fn into_response(self) -> Response<String> {
        let mut response = Response::new(String::new());
        *response.status_mut() = self.status;
        if !self.changes.is_empty() {
            let json = HeaderValue::from_static("application/json");
            response.headers_mut().insert(CONTENT_TYPE, json);
            *response.body_mut() = Value::Object(self.changes).to_string();
        }
        response
    }
}

impl Reply {
    /// Creates a reply that rejects the action. Another status than 4xx and 5xx would accept it: a mistake of the caller,
    /// which must not let the action pass.
    #[track_caller]
    pub(crate) fn rejection(status: StatusCode) -> Self {
        let is_error = status.is_client_error() || status.is_server_error();
        debug_assert!(
            is_error,
            "status {status} would accept the action: reject it with 4xx or 5xx"
        );
        Self {
            status: if is_error {
                status
            } else {
                StatusCode::FORBIDDEN
            },
            changes: Map::new(),
        }
    }

    /// Changes a property. A value that cannot be serialized, which no value of the crate's types is, changes nothing.
    pub(crate) fn change(mut self, name: &str, value: impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.changes.insert(name.to_owned(), value);
        }
        self
    }
}

impl From<Reply> for Response<String> {
    fn from(reply: Reply) -> Self {
        reply.into_response()
    }
}

#[cfg(feature = "axum")]
impl axum_core::response::IntoResponse for Reply {
    fn into_response(self) -> axum_core::response::Response {
        Self::into_response(self).map(axum_core::body::Body::from)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Reply")
            .field("status", &self.status)
            .field("changes", &self.changes.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// Implements the conversions of a reply that may change the action, a newtype over [`Reply`].
#[rustfmt::skip]
macro_rules! reply {
    ($name:ident) => {
        impl $name {
            /// Converts the reply to a response. It has a body only if the reply changes the action.
            pub fn into_response(self) -> http::Response<String> {
                self.0.into_response()
            }
        }

        impl From<$name> for $crate::runtime::webhook::events::Reply {
            fn from(reply: $name) -> Self {
                reply.0
            }
        }

        impl From<$name> for http::Response<String> {
            fn from(reply: $name) -> Self {
                reply.into_response()
            }
        }

        #[cfg(feature = "axum")]
        impl axum_core::response::IntoResponse for $name {
            fn into_response(self) -> axum_core::response::Response {
                axum_core::response::IntoResponse::into_response(self.0)
            }
        }
    };
}

pub(crate) use reply;
