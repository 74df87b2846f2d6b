//! Header parameters that the client sets, and those that requests do not have.

use http::HeaderName;
use indexmap::IndexMap;
use serde_json::Value;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{Location, Parameter, Role, Type};

/// The headers whose parameters are ignored according to OpenAPI: other members of the document describe them.
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// The headers that the client or the connection sets.
const SET_BY_CLIENT: [&str; 14] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

impl Lowering<'_> {
    /// Returns `true` if a header parameter is sent. Reports those that are not, and invalid names.
    pub(super) fn check_header(&mut self, name: &str, pointer: &Pointer) -> bool {
        let pointer = pointer.join("name");
        let lower = name.to_ascii_lowercase();
        let problem = if DESCRIBED_ELSEWHERE.contains(&lower.as_str()) {
            Diagnostic::note(pointer, format!("the parameter `{name}` is ignored"))
                .expected("another header: media types and `security` describe this one")
        } else if SET_BY_CLIENT.contains(&lower.as_str()) {
            Diagnostic::warning(pointer, format!("the parameter `{name}` is ignored"))
                .expected("a header that the client does not set itself")
        } else if HeaderName::from_bytes(lower.as_bytes()).is_err() {
            // An empty name is reported already.
            if !name.is_empty() {
                self.diagnostics.push(
                    Diagnostic::error(pointer, format!("invalid header name `{name}`"))
                        .expected("letters, digits and `-`, such as `X-Request-Source`")
                        .help("correct the name in the document or in an overlay"),
                );
            }
            return false;
        } else {
            return true;
        };
        self.diagnostics.push(problem.help("remove the parameter"));
        false
    }

    /// Decides whether the client sets a parameter to a random key: a header named `Idempotency-Key`, unless the extension
    /// says otherwise. Callers need not set it, even if it is required.
    pub(super) fn mark_idempotency_key(
        &mut self,
        parameter: &mut Parameter,
        extensions: &IndexMap<String, Value>,
    ) {
        let declared = extensions.get("x-idempotency-key").and_then(Value::as_bool);
        let is_text_in_header =
            parameter.location == Location::Header && parameter.ty == Type::String;
        if declared == Some(true) && !is_text_in_header {
            self.diagnostics.push(
                Diagnostic::error(
                    parameter.pointer.join("x-idempotency-key"),
                    format!("the parameter `{}` cannot be a random key", parameter.wire),
                )
                .expected("a header parameter of type `string`")
                .help("remove `x-idempotency-key`, or declare the header as a string"),
            );
        }
        let is_key = declared
            .unwrap_or_else(|| parameter.wire.eq_ignore_ascii_case("Idempotency-Key"));
        if is_key && is_text_in_header {
            parameter.is_idempotency_key = true;
            parameter.role = Role::Setter;
        }
    }
}
