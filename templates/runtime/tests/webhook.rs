//! Signatures of webhooks. The expected ones were computed apart from this crate, with Python's `hmac` and `hashlib`:
//! `b64encode(hmac.new(token, url + "".join(name + value ...), sha1).digest())`. Two are published: see
//! `the_documented_examples`.
#![cfg(feature = "webhook")]

use client_runtime::runtime::ErrorKind;
use client_runtime::runtime::webhook::{SignatureError, SignatureValidator};
use http::Request;

type Outcome = Result<(), SignatureError>;

const FORM: Option<&str> = Some("application/x-www-form-urlencoded");
const JSON: Option<&str> = Some("application/json");
const HOOK: &str = "https://example.com/hook";
/// The signature of `HOOK` alone.
const SIGNATURE: &str = "JuPavG0Zweu3T+LUwMO9lxmVvgY=";

const EVENT: &[u8] = br#"{"EventType":"onMessageAdded"}"#;
/// `HOOK` with the SHA-256 of `EVENT`.
const HASHED: &str = "https://example.com/hook?bodySHA256=725c660c48c6de96f36c72c46fc1563666260d73156e12745dd62ee9d11bf1ff";
const HASHED_SIGNATURE: &str = "S6R3gMfgpAeiLhpyQryMlapUDAw=";

fn validator() -> SignatureValidator {
    SignatureValidator::new("12345").unwrap()
}

fn form(url: &str, signature: &str, body: impl AsRef<[u8]>) -> Outcome {
    validator().validate(url, signature, FORM, body.as_ref())
}

fn get(url: &str, signature: &str) -> Outcome {
    validator().validate(url, signature, None, b"")
}

fn json(url: &str, signature: &str, body: &[u8]) -> Outcome {
    validator().validate(url, signature, JSON, body)
}

#[test]
fn the_documented_examples() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    for (caller, signature) in [
        ("%2B12349013030", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="),
        ("%2B14158675309", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    ] {
        let body = format!(
            "Digits=1234&To=%2B18005551212&From={caller}&Caller={caller}&CallSid=CA1234567890ABCDE"
        );
        assert_eq!(form(url, signature, body), Ok(()));
    }
}

#[test]
fn a_request_without_a_body_is_signed_by_its_url() {
    assert_eq!(
        get("https://example.com/hook?a=1", "FmaqusdAv2gEUtE0UIphTVeAZdU="),
        Ok(())
    );
    assert_eq!(get(HOOK, SIGNATURE), Ok(()));
    assert_eq!(form(HOOK, SIGNATURE, ""), Ok(()));
}

#[test]
fn a_port_may_be_there_in_either_place() {
    for (url, with_port, signature, signature_with_port) in [
        (
            "https://example.com/hook?a=1",
            "https://example.com:443/hook?a=1",
            "FmaqusdAv2gEUtE0UIphTVeAZdU=",
            "B/uIZ2EvMiBrJ1Lxki7c6c9wR6o=",
        ),
        (
            "http://example.com/hook?a=1",
            "http://example.com:80/hook?a=1",
            "nZZ7NWl3n7iy6bYGJQ2xsTay6RM=",
            "WcImXwdX47UDzDpvH0W2Sul79eQ=",
        ),
        (
            "https://[2001:db8::1]/hook",
            "https://[2001:db8::1]:443/hook",
            "Kn6iisjumVKbcjSSQU7XtCUUtxY=",
            "QfGtlfDhj6P28BDHDI8gumudDvM=",
        ),
        (
            "https://user:p@s:s@example.com/hook",
            "https://user:p@s:s@example.com:443/hook",
            "7exTY5HLLSoGgX96CiRdIzqYn8g=",
            "dI61xkbr3BbOUTEhMgK8BXboGXw=",
        ),
    ] {
        for url in [url, with_port] {
            assert_eq!(get(url, signature), Ok(()), "{url}");
            assert_eq!(
                get(url, signature_with_port),
                Ok(()),
                "{url} signed with a port"
            );
        }
    }
}

#[test]
fn another_port_may_be_left_out_of_what_is_signed_but_not_exchanged() {
    let url = "https://example.com:8443/hook?a=1";
    assert_eq!(get(url, "lPf7LSPlW32DR94g8q2jdEmvAY4="), Ok(()));
    assert_eq!(get(url, "FmaqusdAv2gEUtE0UIphTVeAZdU="), Ok(()));
    assert_eq!(get(url, "B/uIZ2EvMiBrJ1Lxki7c6c9wR6o="), Err(SignatureError::Mismatch));
}

#[test]
fn parameters_are_sorted_by_name_and_not_by_what_follows_it() {
    let signature = "lCfVD2F2R7y1lhlyOSSp2LPkGrs=";
    let body = "ReasonConferenceEnded=bye&Reason=Participant+left";
    assert_eq!(form(HOOK, signature, body), Ok(()));
    // Capitals come first.
    assert_eq!(form(HOOK, "YrvBGb9JtD2YfGImPtubOjjmPDI=", "a=lower&B=upper"), Ok(()));
}

#[test]
fn of_a_repeated_key_each_value_counts_once_in_order() {
    let signature = "6yGeAH6++HSNTqGvCwu8e5RmYMo=";
    let body = "EventType=onConversationAdd&MessagingBinding.Address=%2B18550000000\
        &MessagingBinding.Address=%2B18330000000&MessagingBinding.Address=%2B18550000000\
        &MessagingBinding.AuthorAddress=%2B16020000000&Attributes=%7B%7D";
    assert_eq!(form(HOOK, signature, body), Ok(()));
    let without_one = body.replace("&MessagingBinding.Address=%2B18330000000", "");
    assert_eq!(form(HOOK, signature, without_one), Err(SignatureError::Mismatch));
}

#[test]
fn a_form_is_decoded_to_bytes_and_nothing_is_trimmed() {
    let signature = "qOfOoKpNVxkQlU06ZnYDYt0PIfc=";
    let body = "Body=Gr%C3%BC%C3%9Fe+%f0%9f%91%8b+%3D+100%25+%26+%2B+more&&Empty=&Name%20=++spaced+";
    assert_eq!(form(HOOK, signature, body), Ok(()));
    // A value that is empty may do without its equals sign; what is no escape is itself.
    assert_eq!(form(HOOK, signature, body.replace("Empty=", "Empty")), Ok(()));
    assert_eq!(form(HOOK, "yDdTRQ7p6pQz0nha4B8DjvjbGF8=", "Body=%zz%4"), Ok(()));
}

#[test]
fn invalid_utf8_is_not_taken_for_something_else() {
    let signature = "Fb9r0Ma3sGYmo2kgyKIDtTM5b5Y=";
    assert_eq!(form(HOOK, signature, "Body=%FF%FE"), Ok(()));
    assert_eq!(form(HOOK, signature, b"Body=\xff\xfe"), Ok(()));
    assert_eq!(form(HOOK, signature, "Body=%FF%FD"), Err(SignatureError::Mismatch));
    // The signature of the same with two replacement characters, as a lossy parser would have it.
    let replaced = "kLEL6qSQ4GzqLMo9PF59rG84ypU=";
    assert_eq!(form(HOOK, replaced, "Body=%FF%FE"), Err(SignatureError::Mismatch));
}

#[test]
fn the_query_is_not_encoded_anew() {
    let url = "https://example.com/hook?name=William+O'hara&x=%40%3a";
    let signature = "WTQC/k0Cp/30z0anyVniU0DJ9Tk=";
    assert_eq!(get(url, signature), Ok(()));
    assert_eq!(get(&url.replace('\'', "%27"), signature), Err(SignatureError::Mismatch));
    assert_eq!(
        get(&url.replace("%3a", "%3A"), signature),
        Err(SignatureError::Mismatch)
    );
    let request = Request::get("/hook?name=William+O'hara&x=%40%3a")
        .header("X-Twilio-Signature", signature)
        .body("")
        .unwrap();
    assert_eq!(validator().validate_request("https://example.com", &request), Ok(()));
}

#[test]
fn a_body_that_is_no_form_is_signed_by_its_hash() {
    assert_eq!(json(HASHED, HASHED_SIGNATURE, EVENT), Ok(()));
    assert_eq!(
        json(
            &HASHED.replace(".com/", ".com:443/"),
            "nFiBiRAvJo355SuQYmE8cEnJy9U=",
            EVENT
        ),
        Ok(())
    );
    let behind_another = HASHED.replace('?', "?a=1&");
    assert_eq!(json(&behind_another, "bzAJGiFOLzVzSOpqAWDJRbCsfSI=", EVENT), Ok(()));
    let (url, hash) = HASHED.split_once('=').unwrap();
    let capital = format!("{url}={}", hash.to_uppercase());
    assert_eq!(json(&capital, "8QnC5jNLbIPRoy5qdxGAXozL470=", EVENT), Ok(()));
    let of_nothing = format!(
        "{url}=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(json(&of_nothing, "cfb23bVdutDJJaMT67x8YB2/xpM=", b""), Ok(()));
}

#[test]
fn a_body_with_another_hash_is_refused_whatever_it_is_called() {
    let no_hash = "https://example.com/hook?bodySHA256=xyz";
    let no_hash_signature = "zHhxoKT55DCoV7zEh7VzTiWWx84=";
    for content_type in [JSON, FORM, None, Some("text/plain")] {
        for body in [&b"{}"[..], b"", b"=", &EVENT[1..]] {
            for (url, signature) in
                [(HASHED, HASHED_SIGNATURE), (no_hash, no_hash_signature)]
            {
                let outcome = validator().validate(url, signature, content_type, body);
                assert_eq!(
                    outcome,
                    Err(SignatureError::BodyMismatch),
                    "{content_type:?}"
                );
            }
        }
    }
}

#[test]
fn a_body_without_a_hash_is_refused() {
    assert_eq!(json(HOOK, SIGNATURE, EVENT), Err(SignatureError::UnsignedBody));
    assert_eq!(
        validator().validate(HOOK, SIGNATURE, None, b"a=1"),
        Err(SignatureError::UnsignedBody)
    );
    // A fragment is no query.
    let fragment = HASHED.replace('?', "#?");
    assert_eq!(json(&fragment, SIGNATURE, EVENT), Err(SignatureError::UnsignedBody));
    assert_eq!(json(HOOK, SIGNATURE, b""), Ok(()));
}

#[test]
fn a_form_may_name_its_encoding() {
    for (content_type, outcome) in [
        ("application/x-www-form-urlencoded; charset=utf-8", Ok(())),
        ("Application/X-WWW-Form-Urlencoded ;charset=UTF-8", Ok(())),
        ("application/x-www-form-urlencoded2", Err(SignatureError::UnsignedBody)),
        ("multipart/form-data; boundary=x", Err(SignatureError::UnsignedBody)),
    ] {
        let signature = "YrvBGb9JtD2YfGImPtubOjjmPDI=";
        let found = validator().validate(
            HOOK,
            signature,
            Some(content_type),
            b"a=lower&B=upper",
        );
        assert_eq!(found, outcome, "{content_type}");
    }
}

#[test]
fn whatever_is_changed_is_noticed() {
    let url = "https://example.com/hook?a=1";
    let signature = "FmaqusdAv2gEUtE0UIphTVeAZdU=";
    for changed in [
        "http://example.com/hook?a=1",
        "https://example.com.evil.example/hook?a=1",
        "https://EXAMPLE.com/hook?a=1",
        "https://user@example.com/hook?a=1",
        "https://example.com/hook/?a=1",
        "https://example.com/Hook?a=1",
        "https://example.com/hook?a=2",
        "https://example.com/hook?a=1&",
        "https://example.com/hook",
    ] {
        assert_eq!(get(changed, signature), Err(SignatureError::Mismatch), "{changed}");
    }
    assert_eq!(form(url, signature, "b=2"), Err(SignatureError::Mismatch));
    let other = SignatureValidator::new("12346").unwrap();
    assert_eq!(other.validate(url, signature, None, b""), Err(SignatureError::Mismatch));
}

#[test]
fn every_bit_of_the_signature_counts() {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    let right = BASE64_STANDARD.decode(SIGNATURE).unwrap();
    for bit in 0..right.len() * 8 {
        let mut wrong = right.clone();
        wrong[bit / 8] ^= 1 << (bit % 8);
        let wrong = BASE64_STANDARD.encode(wrong);
        assert_eq!(get(HOOK, &wrong), Err(SignatureError::Mismatch), "bit {bit}");
    }
}

#[test]
fn what_is_no_signature_is_refused() {
    for malformed in [
        "",
        "=",
        "no signature",
        "\u{fffd}",
        "JuPavG0Zweu3T+LUwMO9lxmVvgY",
        "JuPavG0Zweu3T+LUwMO9lxmVvgY==",
        "JuPavG0Zweu3T-LUwMO9lxmVvgY=",
        " JuPavG0Zweu3T+LUwMO9lxmVvgY=",
        // The last two bits are no part of it, and have to be 0.
        "JuPavG0Zweu3T+LUwMO9lxmVvgZ=",
        // One byte less, and one more.
        "JuPavG0Zweu3T+LUwMO9lxmVvg==",
        "JuPavG0Zweu3T+LUwMO9lxmVvgYA",
    ] {
        let outcome = get(HOOK, malformed);
        assert_eq!(outcome, Err(SignatureError::MalformedSignature), "{malformed:?}");
    }
}

#[test]
fn the_public_url_comes_before_the_path_of_the_request() {
    let request = |target: &str, signature: &str| {
        let request = Request::get(target).header("x-twilio-signature", signature);
        request.header("host", "10.0.0.7:8080").body(Vec::new()).unwrap()
    };
    let signature = "FmaqusdAv2gEUtE0UIphTVeAZdU=";
    for target in ["/hook?a=1", "http://10.0.0.7:8080/hook?a=1"] {
        for public_url in ["https://example.com", "https://example.com/"] {
            let outcome =
                validator().validate_request(public_url, &request(target, signature));
            assert_eq!(outcome, Ok(()), "{public_url} {target}");
        }
    }
    let prefixed = request("/hook?a=1", "ZlnSTwJs54aWvVpoROMb7KbXnVY=");
    let outcome = validator().validate_request("https://example.com/chat", &prefixed);
    assert_eq!(outcome, Ok(()));
    let outcome = validator().validate_request("http://10.0.0.7:8080", &prefixed);
    assert_eq!(outcome, Err(SignatureError::Mismatch));
}

#[test]
fn a_url_that_cannot_be_is_said_to_be_wrong() {
    for url in [
        "",
        "example.com/hook",
        "/hook",
        "https://",
        "https:///hook",
        "://x",
        "https://@:443/",
        "https://example.com:/hook",
        "https://example.com:0/hook",
        "https://example.com:99999/hook",
        "https://example.com:+443/hook",
        "https://example.com:a",
        "https://[::1]:65536/hook",
    ] {
        assert_eq!(get(url, SIGNATURE), Err(SignatureError::InvalidUrl), "{url}");
    }
    let request = Request::get("/hook").header("x-twilio-signature", SIGNATURE);
    let request = request.body(Vec::new()).unwrap();
    for public_url in [
        "example.com",
        "https://example.com?a=1",
        "https://example.com/#",
        "https://example.com:99999",
    ] {
        let outcome = validator().validate_request(public_url, &request);
        assert_eq!(outcome, Err(SignatureError::InvalidUrl), "{public_url}");
    }
}

#[test]
fn a_request_needs_one_signature_and_one_content_type() {
    let form = "application/x-www-form-urlencoded";
    let signature = "YrvBGb9JtD2YfGImPtubOjjmPDI=";
    let outcome = |headers: &[(&str, &[u8])]| {
        let mut request = Request::post("/hook");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body("a=lower&B=upper").unwrap();
        validator().validate_request("https://example.com", &request)
    };
    let form = ("content-type", form.as_bytes());
    let json = ("content-type", &b"application/json"[..]);
    let signed = ("X-Twilio-Signature", signature.as_bytes());
    assert_eq!(outcome(&[form, signed]), Ok(()));
    assert_eq!(outcome(&[form]), Err(SignatureError::MissingSignature));
    assert_eq!(
        outcome(&[form, signed, signed]),
        Err(SignatureError::MalformedSignature)
    );
    let unreadable = ("x-twilio-signature", &b"\xff"[..]);
    assert_eq!(outcome(&[form, unreadable]), Err(SignatureError::MalformedSignature));
    assert_eq!(outcome(&[form, json, signed]), Err(SignatureError::UnsignedBody));
    assert_eq!(outcome(&[signed]), Err(SignatureError::UnsignedBody));
}

#[test]
fn parameters_can_be_given_decoded() {
    let signature = "lCfVD2F2R7y1lhlyOSSp2LPkGrs=";
    let parameters = [("ReasonConferenceEnded", "bye"), ("Reason", "Participant left")];
    let outcome = validator().validate_parameters(HOOK, signature, parameters);
    assert_eq!(outcome, Ok(()));
    let outcome = validator().validate_parameters(HOOK, signature, [parameters[0]]);
    assert_eq!(outcome, Err(SignatureError::Mismatch));
    let nothing: [(&str, &str); 0] = [];
    assert_eq!(validator().validate_parameters(HOOK, SIGNATURE, nothing), Ok(()));
}

#[test]
fn several_tokens_can_be_accepted() {
    let both = validator().also_accept("67890").unwrap();
    for signature in [SIGNATURE, "CFEbvJIoYTgn0JMwovFcijBKgYE="] {
        assert_eq!(both.validate(HOOK, signature, None, b""), Ok(()));
    }
    let signed_with_nothing = "xQOF1APtyntRalj3wBIyoHzQGho=";
    let outcome = both.validate(HOOK, signed_with_nothing, None, b"");
    assert_eq!(outcome, Err(SignatureError::Mismatch));
    assert_eq!(get(HOOK, "CFEbvJIoYTgn0JMwovFcijBKgYE="), Err(SignatureError::Mismatch));
}

#[test]
fn a_token_that_cannot_be_is_refused() {
    for token in ["", " ", "12345\n"] {
        let error = SignatureValidator::new(token).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let error = validator().also_accept(token).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error} {error:?}").contains("12345"));
    }
}

#[test]
fn no_token_is_shown() {
    let validator = SignatureValidator::new("sentinel").unwrap();
    assert!(!format!("{validator:?}").contains("sentinel"));
}
