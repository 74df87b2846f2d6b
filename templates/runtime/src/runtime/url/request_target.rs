//! Paths and queries that every URL parser parses in the same way.

use std::fmt;

use http::uri::PathAndQuery;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// The path and query of a request, in a form that every URL parser keeps byte for byte.
///
/// Parsers differ: `http` keeps a backslash and a dot segment, while the WHATWG parser of reqwest treats the first as a
/// slash and resolves the second, percent-encoded or not. Whatever is checked must be what is sent, so all paths pass
/// through [`parse`](Self::parse): those of operations with their arguments, of page links and tokens, and of base
/// URLs. It encodes what some parsers encode, and rejects what some of them remove or resolve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RequestTarget(PathAndQuery);

/// The reason why a string is not a request target, formatted to follow a noun, as in "the link has a backslash in its
/// path".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InvalidTarget(&'static str);

/// The characters that the URL standard or RFC 3986 does not allow unencoded in a path.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The characters that the URL standard encodes in a query, and the backslash. The rest is kept: page tokens are
/// opaque.
const IN_QUERY: &AsciiSet =
    &CONTROLS.add(b'"').add(b'\'').add(b'<').add(b'>').add(b'\\');

impl RequestTarget {
    /// Parses a path, which starts with a slash and may have a query.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidTarget> {
        if !text.starts_with('/') {
            return Err(InvalidTarget("has no path that starts with a slash"));
        }
        if text.contains(|character: char| character.is_control() || character == ' ') {
            return Err(InvalidTarget("contains a space or a control character"));
        }
        if text.contains('#') {
            return Err(InvalidTarget("contains a fragment"));
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        check_path(path)?;
        let mut target = String::with_capacity(text.len());
        target.extend(utf8_percent_encode(path, IN_PATH));
        if let Some(query) = query {
            target.push('?');
            target.extend(utf8_percent_encode(query, IN_QUERY));
        }
        let target = PathAndQuery::try_from(target);
        target.map(Self).map_err(|_| InvalidTarget("is too long"))
    }

    /// Returns the target in the form that URLs are built from.
    pub(crate) fn as_path_and_query(&self) -> &PathAndQuery {
        &self.0
    }

    /// Returns the target as a string, percent-encoded.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the path, percent-encoded.
    pub(crate) fn path(&self) -> &str {
        self.0.path()
    }

    /// Returns the query, percent-encoded.
    pub(crate) fn query(&self) -> Option<&str> {
        self.0.query()
    }
}

/// Returns `true` if the percent-decoded path has a segment `.` or `..`, between slashes or backslashes.
///
/// Gateways may decode `%2F` before they resolve dot segments, and some servers cut off what follows a `;`.
pub(crate) fn has_dot_segment(path: &str) -> bool {
    // Most paths have neither.
    if !path.contains(['.', '%']) {
        return false;
    }
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    decoded
        .split(['/', '\\'])
        .filter_map(|segment| segment.split(';').next())
        .any(|segment| matches!(segment, "." | ".."))
}

/// Rejects paths that URL parsers do not agree on.
fn check_path(path: &str) -> Result<(), InvalidTarget> {
    let reason = if path.contains('\\') {
        "has a backslash in its path"
    } else if !is_well_encoded(path) {
        "has an invalid percent-encoding in its path"
    } else if has_dot_segment(path) {
        "has a segment `.` or `..` in its path"
    } else {
        return Ok(());
    };
    Err(InvalidTarget(reason))
}

/// Returns `true` if two hexadecimal digits follow each `%`, and the decoded bytes are UTF-8.
fn is_well_encoded(path: &str) -> bool {
    let is_encoded_byte = |rest: &str| {
        rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
    };
    path.split('%').skip(1).all(is_encoded_byte)
        && percent_decode_str(path).decode_utf8().is_ok()
}

impl fmt::Display for InvalidTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}
