//! Every request matches the document: all parameters are in their declared locations and formats, and nothing else is sent.
//!
//! What is expected is made of the document as it stands, without the generator and without the overlay, but for the
//! parameters that the document forgot.

use std::collections::BTreeMap;
use std::env::consts::{ARCH, OS};

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tests::keywords::Keywords;
use tests::operations::{Input, Operation, all};
use tests::{documents, overlay};
use twilio_conversations::transport::Bytes;
use twilio_conversations::transport::http::{HeaderName, HeaderValue, Request};

use crate::calls::{Call, PRODUCT, find};
use crate::given::{Choice, Given, PathNames};
use crate::offline::Offline;

/// The extent of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Required parameters only.
    Minimal,
    /// All parameters.
    Full,
}

type Pairs = Vec<(String, String)>;

/// The parts of a request.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    method: String,
    origin: String,
    /// The percent-decoded segments of the path.
    segments: Vec<String>,
    /// By name; values of the same name in their order.
    query: Pairs,
    /// By name; values of the same name in their order.
    form: Pairs,
    headers: BTreeMap<String, String>,
}

/// `AC0123456789abcdef0123456789abcdef:token`
const AUTHORIZATION: &str =
    "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjp0b2tlbg==";

#[test]
fn every_request_is_what_our_document_says() {
    check(&documents::ours());
}

#[test]
fn every_request_is_what_the_official_document_says() {
    if let Some(official) = documents::official() {
        check(&official);
    }
}

/// The document with the parameters that only its request examples have.
fn completed(mut document: Value) -> Value {
    for scope in ["", "/Services/{ChatServiceSid}"] {
        let path = format!("/v1{scope}/Conversations/{{ConversationSid}}/Participants");
        let content = &mut document["paths"][path]["post"]["requestBody"]["content"];
        let schema = &mut content["application/x-www-form-urlencoded"]["schema"];
        schema["properties"]["MessagingBinding.ProxyAddressFallback"] =
            json!({"type": "string"});
    }
    document
}

/// Makes every call in three ways, and compares what was sent with what the document says.
fn check(document: &Value) {
    let overlaid = overlay::applied(document.clone(), &documents::overlay());
    let document = &completed(document.clone());
    let offline = Offline::new();
    let mut calls = 0;
    for (operation, refined) in all(document).zip(all(&overlaid)) {
        let ways = [
            (Extent::Minimal, Choice::First),
            (Extent::Full, Choice::First),
            (Extent::Full, Choice::Last),
        ];
        for (extent, choice) in ways {
            let given = Given::new(&overlaid, refined, choice, PathNames::Special);
            let expected = expected(document, operation, &given, extent);
            let sent = sent(&offline, find(operation.id()), &given, extent);
            assert_eq!(sent, expected, "{} {extent:?}", operation.id());
            calls += 1;
        }
    }
    assert_eq!(calls, 103 * 3);
}

/// Returns the expected request with these values.
fn expected(
    document: &Value,
    operation: Operation<'_>,
    given: &Given,
    extent: Extent,
) -> Parts {
    let mut parts = Parts {
        method: operation.method.to_uppercase(),
        origin: origin(document, operation),
        segments: segments(operation, given),
        headers: common_headers(),
        ..Parts::default()
    };
    for input in
        operation.inputs().filter(|input| extent == Extent::Full || input.required)
    {
        let pairs = || pairs(document, given, input);
        match input.location {
            "query" => parts.query.extend(pairs()),
            "form" => parts.form.extend(pairs()),
            "header" => parts.headers.extend(pairs()),
            _ => {}
        }
    }
    if !parts.form.is_empty() {
        let form = "application/x-www-form-urlencoded".to_owned();
        parts.headers.insert("content-type".to_owned(), form);
    } else if parts.method == "POST" {
        parts.headers.insert("content-length".to_owned(), "0".to_owned());
    }
    parts.query.sort_by(|(one, _), (other, _)| one.cmp(other));
    parts.form.sort_by(|(one, _), (other, _)| one.cmp(other));
    parts
}

/// Returns the server of an operation.
fn origin(document: &Value, operation: Operation<'_>) -> String {
    let path = &document["paths"][operation.path];
    path["servers"][0]["url"].as_str().expect("every path names its server").to_owned()
}

/// Returns the segments of the path with the values of its parameters.
fn segments(operation: Operation<'_>, given: &Given) -> Vec<String> {
    let fill = |segment: &str| {
        let name = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        name.map_or(segment, |name| given.text("path", name)).to_owned()
    };
    operation.path.split('/').skip(1).map(fill).collect()
}

/// Returns the names and values of a parameter.
///
/// The client sets the pagination parameters: it requests the first page without a page parameter, and limits the page
/// size to the maximum in the document.
fn pairs(document: &Value, given: &Given, input: Input<'_>) -> Pairs {
    let values = match (input.location, input.name) {
        ("query", "Page" | "PageToken") => Vec::new(),
        ("query", "PageSize") => {
            let largest = Keywords::of(document, input.schema).get("maximum");
            vec![largest.expect("pages have a largest size").to_string()]
        }
        (location, name) => given.texts(location, name).to_vec(),
    };
    let name = match input.location {
        "header" => input.name.to_lowercase(),
        _ => input.name.to_owned(),
    };
    values.into_iter().map(|value| (name.clone(), value)).collect()
}

fn common_headers() -> BTreeMap<String, String> {
    let user_agent = format!("{PRODUCT} ({OS}; {ARCH})");
    let headers = [
        ("accept", "application/json"),
        ("authorization", AUTHORIZATION),
        ("user-agent", &user_agent),
    ];
    headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

/// Makes a call and returns the parts of its request.
fn sent(offline: &Offline, call: &Call, given: &Given, extent: Extent) -> Parts {
    let answer = match extent {
        Extent::Minimal => (call.minimal)(offline.client(), given),
        Extent::Full => (call.full)(offline.client(), given),
    };
    // The call fails without a response; only the request matters.
    let outcome = offline.wait(answer);
    let requests = offline.requests();
    let [request] = requests.as_slice() else {
        panic!("{}: {outcome:?} after {requests:?}", call.id);
    };
    taken_apart(request)
}

fn taken_apart(request: &Request<Bytes>) -> Parts {
    let uri = request.uri();
    let headers = request.headers();
    assert_eq!(headers.keys_len(), headers.len(), "a header is repeated");
    let header = |(name, value): (&HeaderName, &HeaderValue)| {
        let value = value.to_str().expect("headers are text");
        (name.to_string(), value.to_owned())
    };
    Parts {
        method: request.method().to_string(),
        origin: format!(
            "{}://{}",
            uri.scheme().expect("it is absolute"),
            uri.authority().expect("it is absolute")
        ),
        segments: uri.path().split('/').skip(1).map(decoded).collect(),
        query: decoded_pairs(uri.query().unwrap_or_default().as_bytes()),
        form: decoded_pairs(request.body()),
        headers: headers.iter().map(header).collect(),
    }
}

/// Decodes a segment of a path, and asserts that special characters are encoded.
fn decoded(segment: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    assert!(segment.bytes().all(is_plain), "{segment} is not encoded");
    percent_decode_str(segment).decode_utf8().expect("it is UTF-8").into_owned()
}

fn decoded_pairs(encoded: &[u8]) -> Pairs {
    let mut pairs: Pairs = form_urlencoded::parse(encoded).into_owned().collect();
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    pairs
}
