//! Header parameters that requests do not have.

use http::HeaderName;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};

/// The headers whose parameters are ignored according to OpenAPI: other members of the document describe them.
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// The headers that the client or the connection sets.
const SET_BY_CLIENT: [&str; 12] = [
    "connection",
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
}
