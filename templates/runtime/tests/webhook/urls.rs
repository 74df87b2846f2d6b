//! The URL of a webhook: port, user information, prefix, encoding.

use client_runtime::runtime::webhook::SignatureError;
use http::Request;

use crate::{SIGNATURE, get, validator};

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
fn user_information_is_removed_before_signing() {
    let with_port = "ZL7HHRlAT0sQ/LgaOIWNwwj+yrk=";
    for user in ["user:password@", "user@", "user:@", "user:p@s:s@", "@"] {
        for port in ["", ":443"] {
            let url = format!("https://{user}example.com{port}/hook");
            for signature in [SIGNATURE, with_port] {
                assert_eq!(get(&url, signature), Ok(()), "{url}");
            }
        }
    }
    // A user is not added if the URL configured at Twilio has none.
    let signature = "7exTY5HLLSoGgX96CiRdIzqYn8g=";
    assert_eq!(get("https://user:p@s:s@example.com/hook", signature), Ok(()));
    assert_eq!(
        get("https://example.com/hook", signature),
        Err(SignatureError::Mismatch)
    );
    let request = Request::get("/hook").header("X-Twilio-Signature", SIGNATURE);
    let request = request.body("").unwrap();
    let outcome =
        validator().validate_request("https://me:secret@example.com", &request);
    assert_eq!(outcome, Ok(()));
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
