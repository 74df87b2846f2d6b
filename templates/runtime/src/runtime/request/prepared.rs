//! Prepared requests.

use std::borrow::Cow;
use std::iter;

use bytes::Bytes;
use form_urlencoded::byte_serialize;
use http::{HeaderMap, HeaderValue, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::RequestOptions;
use super::operation::{Authentication, Call};
use super::parameters::Value;
use crate::runtime::url::base_url::{BaseUrl, RequestUrl};
use crate::runtime::url::request_target::has_dot_segment;
use crate::runtime::{Credentials, Error};

/// A request that is ready to be sent, except for the credentials and the headers that all requests share.
pub(crate) struct Prepared {
    /// The operation that is called.
    pub(crate) call: Call,
    /// The whole URL, with the query.
    pub(crate) url: RequestUrl,
    /// The headers that are parameters of the operation.
    pub(crate) headers: HeaderMap,
    /// The body; empty if there is none.
    pub(crate) body: Bytes,
    /// The media type of the body, if there is one.
    pub(crate) content_type: Option<HeaderValue>,
    /// The options of this request and of the client.
    pub(crate) options: RequestOptions,
    /// The origin that the URL belongs to.
    pub(crate) base_url: BaseUrl,
    /// `true` if nothing awaits the response yet. Such a request must not take the permit of one that is awaited.
    pub(crate) is_prefetch: bool,
}

impl Prepared {
    /// Returns the credentials for authenticating the request, or `None` if it is not authenticated.
    pub(crate) fn credentials(&self) -> Result<Option<Credentials>, Error> {
        if self.call.authentication == Authentication::None {
            return Ok(None);
        }
        let credentials = self.options.own_credentials().cloned();
        let credentials = credentials
            .ok_or_else(|| Error::configuration("the client has no credentials"))?;
        if self.call.authentication == Authentication::AccessToken
            && !credentials.are_access_tokens()
        {
            return Err(Error::configuration(
                "the operation requires an access token: use `Credentials::oauth`, `access_token` or `bearer`",
            ));
        }
        credentials.check().map(|()| Some(credentials))
    }
}

/// All characters that are not unreserved in RFC 3986, so that no URL parser can interpret them as syntax.
const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Fills the `{Name}`s of a path with the arguments, each encoded as one segment.
///
/// An empty argument is rejected: it would turn an item's path into its collection's. So is one with a segment `.` or
/// `..`, such as `..` or `a/../b`: parsers and gateways resolve it, percent-encoded or not, and the request would go to
/// another resource.
pub(crate) fn fill(path: &str, arguments: &[String]) -> Result<String, String> {
    let mut filled = String::with_capacity(path.len() + 36 * arguments.len());
    let mut arguments = arguments.iter();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let argument = arguments.next().map_or("", String::as_str);
        let segment = Cow::from(utf8_percent_encode(argument, RESERVED));
        if argument.is_empty() {
            return Err(format!("the path argument `{name}` is empty"));
        }
        if has_dot_segment(&segment) {
            return Err(format!(
                "the path argument `{name}` has a segment `.` or `..`, which would lead to another resource"
            ));
        }
        filled.push_str(before);
        filled.push_str(&segment);
        rest = tail;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Returns a query parameter with one value.
pub(crate) fn query_pair(name: &str, value: &str) -> String {
    let encoded = |text| utf8_percent_encode(text, RESERVED);
    format!("{}={}", encoded(name), encoded(value))
}

/// Returns the query, or an empty string if there are no parameters.
pub(crate) fn query(parameters: &[(Cow<'_, str>, Value)]) -> String {
    let mut query = String::new();
    for (name, value) in parameters {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.extend(utf8_percent_encode(name, RESERVED));
        for (element, separator) in value.elements().iter().zip(separators()) {
            query.push(separator);
            query.extend(utf8_percent_encode(element, RESERVED));
        }
    }
    query
}

/// Returns a form body, and its media type if there are parameters. A name that occurs several times is repeated.
pub(crate) fn form(
    parameters: &[(Cow<'_, str>, Value)],
) -> (Bytes, Option<HeaderValue>) {
    let mut form = String::new();
    for (name, value) in parameters {
        if !form.is_empty() {
            form.push('&');
        }
        form.extend(byte_serialize(name.as_bytes()));
        for (element, separator) in value.elements().iter().zip(separators()) {
            form.push(separator);
            form.extend(byte_serialize(element.as_bytes()));
        }
    }
    let media_type = HeaderValue::from_static("application/x-www-form-urlencoded");
    (form.into(), (!parameters.is_empty()).then_some(media_type))
}

/// Returns what precedes the elements of a value: `=` the first, and a comma each further one.
fn separators() -> impl Iterator<Item = char> {
    iter::once('=').chain(iter::repeat(','))
}

/// Rejects a body if the method does not allow one.
pub(crate) fn check_body(call: Call, body: &Bytes) -> Result<(), Error> {
    if !body.is_empty() && [Method::GET, Method::HEAD].contains(call.method) {
        let explanation = format!("a {} request has no body", call.method);
        return Err(Error::invalid_request(explanation));
    }
    Ok(())
}
