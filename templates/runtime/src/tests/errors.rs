//! Contents and representations of errors.

use std::collections::{BTreeMap, HashMap};
use std::error::Error as _;
use std::time::{Duration, SystemTime};

use crate::runtime::request::operation::Call;
use crate::runtime::response::OperationResponse;
use crate::runtime::transport::{Bytes, TransportError, TransportErrorKind, http};
use crate::runtime::url::base_url::BaseUrl;
use crate::runtime::url::request_target::RequestTarget;
use crate::runtime::{Error, ErrorKind, JsonText, Method, Operation, Response, Route};

const FETCH: Operation = Operation {
    method: Method::GET,
    routes: &[Route {
        id: "FetchWidget",
        path: "/v1/Widgets/{Sid}",
    }],
};

fn call() -> Call {
    FETCH.call(0)
}

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<Bytes> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::copy_from_slice(body.as_bytes())).unwrap()
}

fn answer(response: http::Response<Bytes>) -> Result<OperationResponse, Error> {
    let base_url = BaseUrl::parse("https://conversations.twilio.com").unwrap();
    let target = RequestTarget::parse("/v1/Widgets/alice").unwrap();
    let url = base_url.join(&target).unwrap();
    OperationResponse::accept(call(), url, 1, response)
}

fn rejected(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    match answer(response(status, headers, body)) {
        Ok(_) => panic!("status {status} was taken for a success"),
        Err(error) => error,
    }
}

#[test]
fn a_legacy_error_is_read() {
    let body = r#"{"code": 20404, "message": "alice was not found", "status": 404,
        "more_info": "https://www.twilio.com/docs/errors/20404", "details": {"sid": "alice"}}"#;
    let error = rejected(404, &[("Twilio-Request-Id", "RQ1")], body);
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.code(), Some(20404));
    assert_eq!(error.message(), Some("alice was not found"));
    assert_eq!(error.more_info(), Some("https://www.twilio.com/docs/errors/20404"));
    assert_eq!(error.details().unwrap()["sid"], "alice");
    assert_eq!(error.request_id(), Some("RQ1"));
    assert_eq!(error.operation(), Some("FetchWidget"));
    assert_eq!(error.method(), Some(&Method::GET));
    assert_eq!(error.path_template(), Some("/v1/Widgets/{Sid}"));
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert!(error.is_not_found() && !error.is_conflict());
}

#[test]
fn a_v1_error_is_read() {
    let body = r#"{"code": 20429, "message": "slow down", "httpStatusCode": 429, "userError": true,
        "params": {"twilioErrorCodeUrl": "https://twilio.com/docs/20429", "limit": "5"}}"#;
    let error = rejected(429, &[], body);
    assert_eq!((error.code(), error.message()), (Some(20429), Some("slow down")));
    assert_eq!(error.more_info(), Some("https://twilio.com/docs/20429"));
    assert_eq!(error.details().unwrap()["limit"], "5");
    assert!(error.is_rate_limited());
}

#[test]
fn a_problem_of_rfc_9457_is_read() {
    let body = r#"{"type": "https://www.twilio.com/docs/api/errors/20001", "title": "Invalid parameter",
        "status": 400, "detail": "The PhoneNumber is missing.", "instance": "/x", "code": 20001,
        "errors": [{"detail": "missing", "pointer": "/PhoneNumber"}]}"#;
    let error = rejected(400, &[("Content-Type", "application/problem+json")], body);
    assert_eq!(error.code(), Some(20001));
    assert_eq!(error.message(), Some("The PhoneNumber is missing."));
    assert_eq!(error.more_info(), Some("https://www.twilio.com/docs/api/errors/20001"));
    assert_eq!(error.details().unwrap()[0]["detail"], "missing");
    let bare =
        rejected(400, &[], r#"{"type": "about:blank", "title": "Bad", "detail": null}"#);
    assert_eq!((bare.message(), bare.more_info()), (Some("Bad"), None));
}

#[test]
fn a_body_that_is_none_of_twilios_keeps_its_status() {
    let nested = "[".repeat(100_000);
    for body in
        ["", "<html>Bad Gateway</html>", "[1]", "null", "{\"code\":", nested.as_str()]
    {
        let error = rejected(502, &[("Content-Type", "text/html")], body);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert!(error.is_server_error());
        assert_eq!((error.code(), error.message()), (None, None));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.headers().unwrap()["content-type"], "text/html");
    }
    let odd =
        rejected(400, &[], r#"{"code": "20001", "message": 5, "more_info": null}"#);
    assert_eq!((odd.code(), odd.message(), odd.more_info()), (Some(20001), None, None));
    assert_eq!(rejected(400, &[], r#"{"code": -1}"#).code(), None);
}

#[test]
fn a_redirect_is_no_answer() {
    let error = rejected(302, &[("Location", "https://example.com")], "");
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 302);
}

#[test]
fn retry_after_is_a_number_or_a_date() {
    let wait = |headers: &[_]| rejected(429, headers, "").retry_after();
    assert_eq!(wait(&[]), None);
    assert_eq!(wait(&[("Retry-After", "120")]), Some(Duration::from_secs(120)));
    assert_eq!(wait(&[("Retry-After", "soon")]), None);
    assert_eq!(wait(&[("Retry-After", "-5")]), None);
    let clock = ("Date", "Thu, 29 Feb 2024 12:00:00 GMT");
    for end in [
        "Thu, 29 Feb 2024 12:01:30 GMT",
        "Thursday, 29-Feb-24 12:01:30 GMT",
        "Thu Feb 29 12:01:30 2024",
    ] {
        assert_eq!(wait(&[clock, ("Retry-After", end)]), Some(Duration::from_secs(90)));
    }
    let past = ("Retry-After", "Thu, 29 Feb 2024 11:00:00 GMT");
    assert_eq!(wait(&[clock, past]), Some(Duration::ZERO));
    let end = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
    let left = wait(&[("Retry-After", &end)]).unwrap();
    assert!(left > Duration::from_secs(3500) && left <= Duration::from_secs(3600));
}

#[test]
fn a_decode_error_names_the_place_and_quotes_nothing() {
    #[derive(serde::Deserialize)]
    #[allow(dead_code, reason = "it is only decoded")]
    struct Part {
        count: u32,
        date: Option<jiff::Timestamp>,
    }
    let decode = |body: &str| {
        let answer =
            answer(response(200, &[("Twilio-Request-Id", "RQ2")], body)).ok().unwrap();
        Response::new((), answer).decode::<Vec<Part>>().err().unwrap()
    };
    for (body, path, reason) in [
        (
            r#"[{"count": 1}, {"count": "alice, expected u32"}]"#,
            Some("[1].count"),
            "a value is not u32",
        ),
        (r#"[{"count": -7}]"#, Some("[0].count"), "a value is not u32"),
        (r#"[{"date": null}]"#, Some("[0].count"), "the property `count` is missing"),
        (
            r#"[{"count": 1, "date": "alice"}]"#,
            Some("[0].date"),
            "a value is not of its form",
        ),
        (r#"{"alice": 1}"#, Some("."), "a value is not a sequence"),
        ("<html>alice</html>", None, "it is not JSON"),
        ("[] alice", None, "it is not JSON"),
        (r#"[{"count": 1"#, None, "it ends too early"),
        ("", None, "the response body is empty"),
    ] {
        let error = decode(body);
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.json_path(), path, "{body}");
        let shown = error.to_string();
        assert!(shown.contains(reason), "{body}: {shown}");
        // A report of the sources does not repeat what the error contains.
        assert!(error.source().is_none(), "{body}");
        assert_eq!(
            (error.status().unwrap().as_u16(), error.request_id()),
            (200, Some("RQ2"))
        );
        assert_eq!(error.body(), Some(body.as_bytes()));
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("alice") && !shown.contains("-7"), "{shown}");
    }
}

#[test]
fn display_of_a_decode_error_says_what_is_wrong_and_where() {
    let shown = |headers: &[_], body: &str| {
        let answer = answer(response(200, headers, body)).ok().unwrap();
        let error = answer.decode::<Vec<crate::widgets::Widget>>().err().unwrap();
        let shown = error.to_string();
        let start = "FetchWidget (GET /v1/Widgets/{Sid}) failed: ";
        shown.strip_prefix(start).unwrap_or_else(|| panic!("{shown}")).to_owned()
    };
    assert_eq!(
        shown(&[("Twilio-Request-Id", "RQ1")], "[{}]"),
        "invalid response body: the property `sid` is missing (line 1, column 3), \
         at [0].sid, status 200 OK, request RQ1"
    );
    // The whole body has no path.
    assert_eq!(
        shown(&[], "{}"),
        "invalid response body: a value is not a sequence (line 1, column 0), status 200 OK"
    );
    let html = [("Content-Type", "text/html")];
    assert_eq!(
        shown(&html, "<html>"),
        "the response body is text/html, not JSON, status 200 OK"
    );
    assert_eq!(
        shown(&html, "[{}]"),
        "the response body is text/html, not JSON: the property `sid` is missing \
         (line 1, column 3), at [0].sid, status 200 OK"
    );
    assert_eq!(shown(&[], ""), "the response body is empty, status 200 OK");
    let text = JsonText::from("[".to_owned());
    assert_eq!(
        text.decode::<u32>().unwrap_err().to_string(),
        "invalid JSON text: a value is not u32 (line 1, column 0)"
    );
}

/// JSON of an application.
#[derive(Debug, serde::Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Kept {
    #[serde(default)]
    owners: BTreeMap<String, Owner>,
    #[serde(default)]
    by_number: HashMap<u64, Owner>,
    #[serde(default)]
    contact: Vec<Contact>,
    #[serde(default)]
    any: Option<Any>,
}

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Owner {
    #[serde(rename = "phoneNumber")]
    phone_number: Option<String>,
    ages: Option<BTreeMap<String, Vec<u8>>>,
}

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
enum Contact {
    Email { at: u32 },
    Phone(u32),
    Both(u32, u32),
    None,
}

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Any {
    #[serde(flatten)]
    more: BTreeMap<String, u32>,
}

#[test]
fn a_json_path_shows_fields_and_no_keys() {
    for (json, path) in [
        (r#"{"owners": {"alice@example.com": 1}}"#, "owners.[redacted]"),
        (
            r#"{"owners": {"b": {}, "alice@example.com": {"phoneNumber": 1}}}"#,
            "owners.[redacted].phoneNumber",
        ),
        // A key of a map that is named like a field is a key.
        (r#"{"owners": {"phoneNumber": 1}}"#, "owners.[redacted]"),
        (
            r#"{"owners": {"a": {"ages": {"alice": [1, 2, "alice"]}}}}"#,
            "owners.[redacted].ages.[redacted][2]",
        ),
        (r#"{"by_number": {"15550100": "alice"}}"#, "by_number.[redacted]"),
        (r#"{"contact": [{"Phone": 1}, {"Phone": "alice"}]}"#, "contact[1].Phone"),
        (r#"{"contact": [{"Email": {"at": "alice"}}]}"#, "contact[0].Email.at"),
        (r#"{"contact": [{"Both": [1, "alice"]}]}"#, "contact[0].Both[1]"),
        (r#"{"contact": ["alice"]}"#, "contact[0]"),
        (r#"{"any": {"alice": "alice"}}"#, "any"),
        (r#"["alice"]"#, "[0]"),
        (r#""alice""#, "."),
    ] {
        let error = JsonText::from(json.to_owned()).decode::<Kept>().unwrap_err();
        assert_eq!(error.json_path(), Some(path), "{json}");
        let shown = format!("{error} {error:?} {:?}", error.source());
        assert!(!shown.contains("alice") && !shown.contains("1555"), "{shown}");
    }
    let value = JsonText::from(r#"{"alice": {"bob": "carol"}}"#.to_owned());
    let error = value.decode::<HashMap<String, HashMap<String, u32>>>().unwrap_err();
    assert_eq!(error.json_path(), Some("[redacted].[redacted]"));
}

#[test]
fn a_failure_that_does_not_matter_leaves_no_trace_in_the_path() {
    /// Accepts any number, and any other value too.
    #[derive(Debug)]
    struct Lenient;
    impl<'de> serde::Deserialize<'de> for Lenient {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            let _ = Vec::<u8>::deserialize(deserializer);
            Ok(Self)
        }
    }
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code, reason = "it is only decoded")]
    struct Both {
        first: Lenient,
        second: u32,
    }
    let json = JsonText::from(r#"{"first": "alice", "second": "bob"}"#.to_owned());
    let error = json.decode::<Both>().unwrap_err();
    assert_eq!(error.json_path(), Some("second"));
}

#[test]
fn the_chain_of_causes_is_complete() {
    let io = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
    let error = Error::transport(TransportError::new(TransportErrorKind::Connect, io))
        .with_call(call());
    assert_eq!(error.kind(), ErrorKind::Transport);
    let cause = error.source().unwrap();
    assert!(cause.is::<TransportError>());
    assert!(cause.source().unwrap().is::<std::io::Error>());
    let timeout =
        Error::transport(TransportError::new(TransportErrorKind::Timeout, "late"));
    assert!(timeout.is_timeout());
}

#[test]
fn display_is_one_line_without_what_twilio_quotes() {
    let body = r#"{"code": 50433, "message": "alice is a participant already"}"#;
    let error = rejected(409, &[("Twilio-Request-Id", "RQ1")], body);
    assert_eq!(
        error.to_string(),
        "FetchWidget (GET /v1/Widgets/{Sid}) failed: status 409 Conflict, \
         Twilio error 50433 (https://www.twilio.com/docs/api/errors/50433), request RQ1"
    );
    let debug = format!("{error:?}");
    assert!(
        debug.contains("message: Some([redacted])") && !debug.contains("alice"),
        "{debug}"
    );
}

#[test]
fn display_links_the_page_of_the_error_and_no_other() {
    for link in [
        "https://www.twilio.com/docs/errors/50433",
        "https://twilio.com/docs/api/errors/50433",
        "https://www.twilio.com/docs/errors/alice",
        "https://www.twilio.com/docs/errors/7?to=alice",
        "https://example.com/docs/errors/50433",
    ] {
        let body = serde_json::json!({"code": 7, "more_info": link}).to_string();
        let error = rejected(400, &[], &body);
        assert_eq!(error.more_info(), Some(link));
        let expected = "status 400 Bad Request, \
                        Twilio error 7 (https://www.twilio.com/docs/api/errors/7)";
        assert!(error.to_string().ends_with(expected), "{error}");
    }
    for (link, shown) in [
        (
            "https://www.twilio.com/docs/errors/50433",
            ", https://www.twilio.com/docs/api/errors/50433",
        ),
        ("https://www.twilio.com/docs/errors/alice", ""),
    ] {
        let body = serde_json::json!({"more_info": link}).to_string();
        let error = rejected(400, &[], &body).to_string();
        assert!(error.ends_with(&format!("status 400 Bad Request{shown}")), "{error}");
    }
}

#[test]
fn what_a_response_says_is_bounded() {
    let id = "R".repeat(60_000);
    let message = format!("{}é", "m".repeat(4095));
    let link = format!("https://twilio.com/{}", "l".repeat(2048));
    let body = serde_json::json!({"code": 7, "message": message, "more_info": link});
    let error = rejected(400, &[("Twilio-Request-Id", &id)], &body.to_string());
    assert!(error.request_id() == Some(&id[..128]), "a request id of 60 KB");
    assert_eq!(error.message(), Some(&*format!("{}…", "m".repeat(4095))));
    assert_eq!((error.code(), error.more_info()), (Some(7), None));
    let shown = format!("{error} {error:?}");
    assert!(shown.len() < 2000, "{}", shown.len());
    assert_eq!(error.headers().unwrap()["twilio-request-id"], *id);
    // The maximum length.
    let (message, link) = ("m".repeat(4096), format!("https://{}", "l".repeat(2040)));
    let body = serde_json::json!({"message": message, "more_info": link});
    let error = rejected(400, &[], &body.to_string());
    assert_eq!(error.message(), Some(&*message));
    assert_eq!(error.more_info(), Some(&*link));
    for code in ["4294967296", "1e9", "-1", "1.5", "\"4294967296\"", "[1]", "true"] {
        let error = rejected(400, &[], &format!(r#"{{"code": {code}}}"#));
        assert_eq!(error.code(), None, "{code}");
    }
    let painted = r#"{"more_info": "https://twilio.com/\u001b[31m"}"#;
    assert_eq!(rejected(400, &[], painted).more_info(), None);
}

#[test]
fn a_body_of_an_error_is_read_up_to_64_kibibytes() {
    for (size, is_read) in [(64 * 1024, true), (64 * 1024 + 1, false)] {
        let mut body = r#"{"code": 7, "message": "m", "details": {}}"#.to_owned();
        body.extend(std::iter::repeat_n(' ', size - body.len()));
        let error = rejected(400, &[], &body);
        assert_eq!(error.code().is_some(), is_read);
        assert_eq!(error.message().is_some(), is_read);
        assert_eq!(error.details().is_some(), is_read);
        assert_eq!(error.body().unwrap().len(), size);
    }
}

#[test]
fn a_result_stays_small() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
