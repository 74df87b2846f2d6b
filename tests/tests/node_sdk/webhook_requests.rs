//! The requests that both sides judge.

/// The form that Conversations sends.
pub const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const TEXT: &str = "text/plain";

/// How the two judge a request that the SDK signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Both accept it.
    Valid,
    /// We refuse what the SDK accepts, for that reason.
    OnlyTheirs(&'static str),
    /// The SDK refuses what we accept, for that reason.
    OnlyOurs(&'static str),
}

use Verdict::{OnlyOurs, OnlyTheirs, Valid};

/// A request.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub method: &'static str,
    /// The URL that is signed; `{hash}` stands for the hash of the body.
    pub signed: &'static str,
    /// The URL that the server knows.
    pub known: &'static str,
    pub content_type: Option<&'static str>,
    pub body: &'static str,
    pub verdict: Verdict,
}

const fn get(signed: &'static str, known: &'static str, verdict: Verdict) -> Row {
    Row {
        method: "GET",
        signed,
        known,
        content_type: None,
        body: "",
        verdict,
    }
}

const fn post(
    url: &'static str,
    content_type: &'static str,
    body: &'static str,
    verdict: Verdict,
) -> Row {
    Row {
        method: "POST",
        signed: url,
        known: url,
        content_type: Some(content_type),
        body,
        verdict,
    }
}

const fn form(body: &'static str) -> Row {
    post(HOOK, FORM, body, Valid)
}

const fn url(url: &'static str) -> Row {
    get(url, url, Valid)
}

const HOOK: &str = "https://example.com/hook";
const HASHED: &str = "https://example.com/hook?bodySHA256={hash}";

const LETTER: &str =
    "a URL is the signed one to the letter, not one that encodes to the same";
const REMOVED: &str = "Twilio removes user and password before it signs; the SDK leaves that to its caller";
const UNCOVERED: &str = "nothing covers the body, so anybody could have written it";
const LOSSY: &str = "bytes that are not UTF-8 are signed as they are: replaced, all of them would be one";
const ABSENT: &str = "a body that is absent is not `{}`";
const NO_BODY: &str =
    "a GET request has no body that the hash could be of; Twilio sends such requests";

pub const TABLE: &[Row] = &[
    // Forms.
    form("EventType=onMessageAdded&Author=alice&Body=Hello%2C+how+are+you%3F"),
    form("b=2&a=1&B=3&A=4"),
    form("ReasonConferenceEnded=bye&Reason=Participant+left"),
    form("To=b&To=a&To=b&To=c&From=a"),
    form("Media=%5B%7B%22Sid%22%3A%22ME1%22%7D%5D&Attributes=%7B%7D"),
    form("Body=Gr%C3%BC%C3%9Fe+%F0%9F%91%8B+%E4%BD%A0%E5%A5%BD&%C3%A4=%C3%B6"),
    form("Body=%F0%9F%91%8B&Body=%EF%BC%81&Body=z"),
    form("%F0%9F%91%8B=1&%EF%BC%81=2"),
    form("Body=&Author=&EventType=onMessageAdded"),
    form("Body"),
    form("Body=++spaced++&Name%20=%09tab%0D%0A"),
    form("Body=100%25+%26+%3D+%2B"),
    form("Body=a=b=c"),
    form(""),
    post("https://example.com/hook?b=2&a=1", FORM, "a=3&b=4", Valid),
    // URLs.
    url("https://example.com/hook"),
    url("https://example.com"),
    url("https://example.com/"),
    url("https://EXAMPLE.com/Hook/?A=1&&b="),
    url("https://example.com/hook?name=William+O'hara&x=%40%3a%2F"),
    url("https://example.com/a%20b/%C3%BC?q=%F0%9F%91%8B#fragment"),
    url("https://example.com/hook?a=1&a=2&b"),
    url("https://[2001:db8::1]/hook"),
    get(
        "https://example.com/hook?n=O%27Hara",
        "https://example.com/hook?n=O'Hara",
        OnlyTheirs(LETTER),
    ),
    get("https://example.com/hook", "https://EXAMPLE.com/hook", OnlyTheirs(LETTER)),
    get("https://example.com/", "https://example.com", OnlyTheirs(LETTER)),
    // Ports.
    url("https://example.com:8443/hook"),
    url("http://example.com:8080/hook?a=1"),
    get("https://example.com/hook", "https://example.com:443/hook", Valid),
    get("https://example.com:443/hook", "https://example.com/hook", Valid),
    get("http://example.com/hook", "http://example.com:80/hook", Valid),
    get("http://example.com:80/hook", "http://example.com/hook", Valid),
    get("https://example.com/hook", "https://example.com:8443/hook", Valid),
    get("https://[2001:db8::1]:443/hook", "https://[2001:db8::1]/hook", Valid),
    // User information.
    url("https://user:password@example.com/hook"),
    url("https://user:p@s:s@example.com:443/hook"),
    get(
        "https://example.com/hook",
        "https://user:password@example.com/hook",
        OnlyOurs(REMOVED),
    ),
    get(
        "https://example.com/hook",
        "https://user@example.com:443/hook",
        OnlyOurs(REMOVED),
    ),
    // Bodies by their hash.
    post(HASHED, JSON, r#"{"EventType":"onMessageAdded"}"#, Valid),
    post(
        "https://example.com:8443/hook?a=1&bodySHA256={hash}&z=2",
        JSON,
        r#"{"text":"Grüße 👋"}"#,
        Valid,
    ),
    post(HASHED, TEXT, "text", Valid),
    post(HASHED, FORM, "a=1&b=2", Valid),
    post(HOOK, TEXT, "", Valid),
    post(HOOK, TEXT, "text", OnlyTheirs(UNCOVERED)),
    post(HOOK, FORM, "Body=%FF%FE", OnlyTheirs(LOSSY)),
    // The hash of `{}`, which the SDK takes an absent body for.
    post(
        "https://example.com/hook?bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        TEXT,
        "",
        OnlyTheirs(ABSENT),
    ),
    get(
        "https://example.com/hook?bodySHA256=b7a80df52b4d45926de7e92a63219b4dec8e93e3527a65188d147b54c880ea9f&Status=pending-review",
        "https://example.com/hook?bodySHA256=b7a80df52b4d45926de7e92a63219b4dec8e93e3527a65188d147b54c880ea9f&Status=pending-review",
        OnlyOurs(NO_BODY),
    ),
];
