//! Signatures and their headers.

use client_runtime::runtime::webhook::{
    SignatureError, SignatureValidator, SignedRequest,
};
use http::Request;

use crate::{HOOK, SIGNATURE, form, get, validator};

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
fn whatever_is_changed_is_noticed() {
    let url = "https://example.com/hook?a=1";
    let signature = "FmaqusdAv2gEUtE0UIphTVeAZdU=";
    for changed in [
        "http://example.com/hook?a=1",
        "https://example.com.evil.example/hook?a=1",
        "https://EXAMPLE.com/hook?a=1",
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
    let request = SignedRequest::new("GET", url, signature);
    assert_eq!(other.validate(&request), Err(SignatureError::Mismatch));
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
        // The last two bits are unused, and have to be 0.
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
