//! Bodies of webhooks, which are covered by the parameters of a form, or by a hash.

use client_runtime::runtime::webhook::{SignatureError, SignedRequest};
use http::Request;

use crate::{
    EVENT, FORM, HASHED, HASHED_SIGNATURE, HOOK, JSON, SIGNATURE, form, get, json, post,
    validator,
};

#[test]
fn parameters_are_sorted_by_name_and_not_by_what_follows_it() {
    let signature = "lCfVD2F2R7y1lhlyOSSp2LPkGrs=";
    let body = "ReasonConferenceEnded=bye&Reason=Participant+left";
    assert_eq!(form(HOOK, signature, body), Ok(()));
    // Uppercase letters come first.
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
    // An empty value can be sent without its equals sign; an invalid escape is kept.
    assert_eq!(form(HOOK, signature, body.replace("Empty=", "Empty")), Ok(()));
    assert_eq!(form(HOOK, "yDdTRQ7p6pQz0nha4B8DjvjbGF8=", "Body=%zz%4"), Ok(()));
}

#[test]
fn invalid_utf8_is_not_taken_for_something_else() {
    let signature = "Fb9r0Ma3sGYmo2kgyKIDtTM5b5Y=";
    assert_eq!(form(HOOK, signature, "Body=%FF%FE"), Ok(()));
    assert_eq!(form(HOOK, signature, b"Body=\xff\xfe"), Ok(()));
    assert_eq!(form(HOOK, signature, "Body=%FF%FD"), Err(SignatureError::Mismatch));
    // The signature of the same body with two replacement characters, as a lossy parser would return it.
    let replaced = "kLEL6qSQ4GzqLMo9PF59rG84ypU=";
    assert_eq!(form(HOOK, replaced, "Body=%FF%FE"), Err(SignatureError::Mismatch));
}

#[test]
fn values_beyond_the_basic_plane_are_sorted_by_either_encoding() {
    let body = "a=%F0%9F%91%8B&a=%EF%BC%81";
    for signature in ["zWdGrxcAa6uV5Ubt9QOldA+d8fU=", "iXwKkCP99m5Bq0w5+C/ldWUdswA="] {
        assert_eq!(form(HOOK, signature, body), Ok(()));
    }
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
        let found = post(HOOK, signature, Some(content_type), b"a=lower&B=upper");
        assert_eq!(found, outcome, "{content_type}");
    }
}

#[test]
fn parameters_can_be_given_decoded() {
    let signature = "lCfVD2F2R7y1lhlyOSSp2LPkGrs=";
    let parameters = [("ReasonConferenceEnded", "bye"), ("Reason", "Participant left")];
    let request = SignedRequest::new("POST", HOOK, signature);
    let outcome = validator().validate_parameters(&request, parameters);
    assert_eq!(outcome, Ok(()));
    let outcome = validator().validate_parameters(&request, [parameters[0]]);
    assert_eq!(outcome, Err(SignatureError::Mismatch));
    let nothing: [(&str, &str); 0] = [];
    let request = SignedRequest::new("GET", HOOK, SIGNATURE);
    assert_eq!(validator().validate_parameters(&request, nothing), Ok(()));
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
                let outcome = post(url, signature, content_type, body);
                assert_eq!(
                    outcome,
                    Err(SignatureError::BodyMismatch),
                    "{content_type:?}"
                );
            }
        }
    }
}

/// As Twilio sends the status of regulatory bundles: with a hash, and without a body that matches it.
#[test]
fn a_get_request_without_a_body_is_signed_by_its_url_whatever_hash_that_has() {
    let target = "/hook?bodySHA256=b7a80df52b4d45926de7e92a63219b4dec8e93e3527a65188d147b54c880ea9f&Status=pending-review";
    let signature = "ZwHotDWYXlfcvtgVcrsxocn2wKs=";
    let outcome = |method: &str, body: &'static str| {
        let request = Request::builder().method(method).uri(target);
        let request = request.header("X-Twilio-Signature", signature);
        let request = request.body(body).unwrap();
        validator().validate_request("https://example.com", &request)
    };
    assert_eq!((outcome("GET", ""), outcome("HEAD", "")), (Ok(()), Ok(())));
    assert_eq!(outcome("GET", "{}"), Err(SignatureError::BodyMismatch));
    for method in ["POST", "PUT", "get"] {
        assert_eq!(outcome(method, ""), Err(SignatureError::BodyMismatch), "{method}");
    }
    let url = format!("https://example.com{target}");
    assert_eq!(get(&url, signature), Ok(()));
    let other = url.replace("pending-review", "twilio-approved");
    assert_eq!(get(&other, signature), Err(SignatureError::Mismatch));
}

#[test]
fn a_body_without_a_hash_is_refused() {
    assert_eq!(json(HOOK, SIGNATURE, EVENT), Err(SignatureError::UnsignedBody));
    assert_eq!(post(HOOK, SIGNATURE, None, b"a=1"), Err(SignatureError::UnsignedBody));
    // A fragment is not a query.
    let fragment = HASHED.replace('?', "#?");
    assert_eq!(json(&fragment, SIGNATURE, EVENT), Err(SignatureError::UnsignedBody));
    assert_eq!(json(HOOK, SIGNATURE, b""), Ok(()));
}
