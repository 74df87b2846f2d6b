//! Refusals of requests.

use std::borrow::Cow;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde_json::json;

use super::tables;
use crate::runtime::transport::Bytes;

/// The refusal of a request.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: u32,
    pub(super) message: Cow<'static, str>,
}

impl Refusal {
    /// Refuses a path that leads to no instance.
    pub(super) fn not_found(path: &str) -> Self {
        // The API names the path without its version.
        let path = path.strip_prefix("/v1").unwrap_or(path);
        Self {
            status: 404,
            code: 20404,
            message: format!("The requested resource {path} was not found").into(),
        }
    }

    /// Returns the response.
    pub(super) fn response(&self) -> Response<Bytes> {
        let body = json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status,
        });
        let mut response = Response::new(Bytes::from(body.to_string()));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        response
    }
}

impl From<tables::Refusal> for Refusal {
    fn from(refusal: tables::Refusal) -> Self {
        Self {
            status: refusal.status,
            code: refusal.code,
            message: refusal.message.into(),
        }
    }
}
