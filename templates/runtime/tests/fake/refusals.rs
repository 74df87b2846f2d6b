//! Requests that the fake refuses, whatever it holds.

use client_runtime::fake::FakeTwilio;
use serde_json::json;

use super::wire::{API_KEY, FORM, send, send_with};

const CREATE: (&str, &str) = ("POST", "/v1/Widgets");

#[tokio::test]
async fn credentials_are_those_of_the_account() {
    let token = "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDp0ZXN0LXRva2Vu";
    let configured = FakeTwilio::builder().access_token("token-1").build().unwrap();
    for (authorization, reason) in [
        (Some(API_KEY), None),
        (Some(token), None),
        (Some("bearer token-1"), None),
        (None, Some("the request has no `Authorization` header")),
        (
            Some("Bearer token-2"),
            Some("the fake was not configured with this access token"),
        ),
        (
            Some("Basic QUMxOnRva2Vu"),
            Some(
                "the user name and the password are neither the account SID and the auth token of the fake, nor its API key",
            ),
        ),
        (Some("Digest a"), Some("the scheme is neither `Basic` nor `Bearer`")),
    ] {
        let headers = authorization.map(|value| ("authorization", value));
        let headers: Vec<_> = headers.into_iter().collect();
        let target = ("GET", "/v1/Widgets?PageSize=1");
        let received = send_with(&configured, target, &headers, "").await;
        let Some(reason) = reason else {
            assert_eq!(received.status, 200, "{authorization:?}");
            continue;
        };
        assert_eq!(received.refusal(), (401, 20003, "Authenticate"));
        assert_eq!(received.body["details"], json!({"reason": reason}));
        assert_eq!(received.headers["www-authenticate"], "Basic realm=\"Twilio API\"");
    }
}

#[tokio::test]
async fn credentials_are_checked_before_anything_else() {
    let fake = FakeTwilio::new();
    for target in [("GET", "/v1/Gadgets"), ("PUT", "/v1/Widgets"), CREATE] {
        let received = send_with(&fake, target, &[], "Count=many").await;
        assert_eq!(received.status, 401, "{target:?}");
    }
}

#[tokio::test]
async fn an_operation_declares_its_credentials() {
    let fake = FakeTwilio::builder().access_token("token-1").build().unwrap();
    let workshop = "/v1/Workshops/WS0123456789abcdef0123456789abcdef";
    // `FetchWorkshop` takes none, and so the path is what is wrong.
    let received = send_with(&fake, ("GET", workshop), &[], "").await;
    assert_eq!(received.status, 404);
    // `ListAudit` takes access tokens only.
    let audits = format!("{workshop}/Audits");
    let headers = [("authorization", API_KEY)];
    let received = send_with(&fake, ("GET", &audits), &headers, "").await;
    let reason = "the operation requires an access token";
    assert_eq!(received.body["details"], json!({"reason": reason}));
    let headers = [("authorization", "Bearer token-1")];
    let received = send_with(&fake, ("GET", &audits), &headers, "").await;
    assert_eq!(received.status, 404);
}

#[tokio::test]
async fn a_refusal_has_the_format_of_twilios_errors() {
    let fake = FakeTwilio::new();
    let received = send(&fake, ("GET", "/v1/Gadgets/a%20b?PageSize=1"), "").await;
    assert_eq!(
        received.body,
        json!({
            "code": 20404,
            "message": "The requested resource /Gadgets/a%20b was not found",
            "more_info": "https://www.twilio.com/docs/errors/20404",
            "status": 404,
        })
    );
    assert_eq!(received.headers["content-type"], "application/json");
    assert_eq!(
        received.headers["twilio-request-id"],
        "RQ00000000000000000000000000000001"
    );
}

#[tokio::test]
async fn a_path_that_no_operation_has_is_not_found() {
    let fake = FakeTwilio::new();
    for target in [
        "/",
        "/v1",
        "/v1/",
        "/v1/widgets",
        "/v1/Widgets/",
        "//v1/Widgets",
        "/v1/Widgets/%ff",
        "/v1/Widgets/a/Parts/b",
        "/v2/Widgets",
    ] {
        let received = send(&fake, ("GET", target), "").await;
        assert_eq!(
            (received.status, received.body["code"].as_u64()),
            (404, Some(20404))
        );
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_refused() {
    let received = send(&FakeTwilio::new(), ("PUT", "/v1/Widgets/a"), "").await;
    let message = "Method not allowed: expected DELETE, GET, POST";
    assert_eq!(received.refusal(), (405, 20004, message));
    assert_eq!(received.headers["allow"], "DELETE, GET, POST");
}

#[tokio::test]
async fn a_body_is_a_form() {
    let fake = FakeTwilio::new();
    let json = [("authorization", API_KEY), ("content-type", "application/json")];
    let received = send_with(&fake, CREATE, &json, r#"{"Owner": "alice"}"#).await;
    let message = "Input request content type is invalid: found `application/json`, expected `application/x-www-form-urlencoded`";
    assert_eq!(received.refusal(), (415, 19056, message));
    for (place, target, body) in [
        ("body", "/v1/Widgets", &b"Owner=%4"[..]),
        ("body", "/v1/Widgets", b"Owner=%zz"),
        ("body", "/v1/Widgets", b"Owner=%ff"),
        ("body", "/v1/Widgets", b"Owner=\xff"),
        ("query", "/v1/Widgets?DryRun=%ff", b""),
    ] {
        let headers = [("authorization", API_KEY), ("content-type", FORM)];
        let received = send_with(&fake, ("POST", target), &headers, body.to_vec()).await;
        let message = format!(
            "The {place} is not encoded as a form: expected two hexadecimal digits after each `%`, and UTF-8"
        );
        assert_eq!(received.refusal(), (400, 20001, message.as_str()));
    }
}

#[tokio::test]
async fn the_size_of_a_body_is_limited() {
    let form = format!("Owner={}", "a".repeat(1024 * 1024));
    let received = send(&FakeTwilio::new(), CREATE, &form).await;
    let message = "The body of the request exceeds 1048576 bytes";
    assert_eq!(received.refusal(), (413, 20001, message));
}

#[tokio::test]
async fn a_parameter_that_the_operation_does_not_have_is_named() {
    let fake = FakeTwilio::new();
    for (request, form, message) in [
        (
            ("POST", "/v1/Workshops/WS0123456789abcdef0123456789abcdef"),
            "AskURL=https%3A%2F%2Fexample.com",
            "`UpdateWorkshop` has no parameter `AskURL` in the form: expected `AskUrl`, `TellUrl`, `Events`; the API would ignore it",
        ),
        (
            ("GET", "/v1/Widgets/a?State=active"),
            "",
            "`FetchWidget` has no parameter `State` in the query: expected none; the API would ignore it",
        ),
        (
            ("DELETE", "/v1/Widgets/a?PageToken=1"),
            "",
            "`DeleteWidget` has no parameter `PageToken` in the query: expected none; the API would ignore it",
        ),
    ] {
        let received = send(&fake, request, form).await;
        assert_eq!(received.refusal(), (400, 20001, message));
    }
}

#[tokio::test]
async fn parameters_that_the_operation_does_not_have_can_be_ignored() {
    let fake = FakeTwilio::builder().ignore_unknown_parameters().build().unwrap();
    let received = send(&fake, ("POST", "/v1/Widgets?Colour=red"), "Colour=red").await;
    assert_eq!(received.status, 201);
}

#[tokio::test]
async fn a_missing_parameter_is_named() {
    let form = "Owner=alice&Tag=a&DateUpdated=2024-02-29T12%3A00%3A00Z";
    let received = send(&FakeTwilio::new(), ("POST", "/v1/Widgets/a"), form).await;
    let message = "The required parameter `State` is missing: expected one of `active`, `out-of-order`, once";
    assert_eq!(received.refusal(), (400, 20001, message));
}

#[tokio::test]
async fn the_value_of_a_parameter_is_checked() {
    let fake = FakeTwilio::new();
    for (form, message) in [
        (
            "State=broken",
            "`State` is invalid: found `broken`, expected one of `active`, `out-of-order`, once",
        ),
        (
            "State=",
            "`State` is invalid: found ``, expected one of `active`, `out-of-order`, once",
        ),
        (
            "State=active&State=active",
            "`State` is invalid: found 2 values, expected one of `active`, `out-of-order`, once",
        ),
        (
            "Count=1.5",
            "`Count` is invalid: found `1.5`, expected an integer, once, at least -10, at most 10",
        ),
        (
            "Count=11",
            "`Count` is invalid: found `11`, expected an integer, once, at least -10, at most 10",
        ),
        (
            "Count=-11",
            "`Count` is invalid: found `-11`, expected an integer, once, at least -10, at most 10",
        ),
        ("Weight=heavy", "`Weight` is invalid: found `heavy`, expected a number, once"),
        ("Weight=NaN", "`Weight` is invalid: found `NaN`, expected a number, once"),
        (
            "Lifetime=10+minutes",
            "`Lifetime` is invalid: found `10 minutes`, expected an ISO 8601 duration such as `PT10M`, once, at least 60 seconds",
        ),
        (
            "Lifetime=PT59.9S",
            "`Lifetime` is invalid: found `PT59.9S`, expected an ISO 8601 duration such as `PT10M`, once, at least 60 seconds",
        ),
        (
            "DateCreated=2024-02-29",
            "`DateCreated` is invalid: found `2024-02-29`, expected a timestamp such as `2024-02-29T12:00:00Z`, once",
        ),
        (
            "Due=2023-02-29",
            "`Due` is invalid: found `2023-02-29`, expected a date such as `2024-02-29`, once",
        ),
        (
            "Due=2024-02-29T12:00:00",
            "`Due` is invalid: found `2024-02-29T12:00:00`, expected a date such as `2024-02-29`, once",
        ),
        (
            "PartSid=PA1",
            "`PartSid` is invalid: found `PA1`, expected a SID: two letters followed by 32 hexadecimal digits, once",
        ),
        (
            "AwaitedPartSid=PA1",
            "`AwaitedPartSid` is invalid: found `PA1`, expected a SID: two letters followed by 32 hexadecimal digits, once, or an empty text for null",
        ),
        ("Attributes=%7B", "`Attributes` is invalid: found `{`, expected JSON, once"),
        ("Attributes=", "`Attributes` is invalid: found ``, expected JSON, once"),
        (
            "LastInspection=-1",
            "`LastInspection` is invalid: found `-1`, expected an integer, once, at least 0, or an empty text for null",
        ),
        (
            "Size=3+x",
            "`Size` is invalid: found `x`, expected an integer, elements separated by ` `, or an empty text for null",
        ),
        (
            "Size=3&Size=4",
            "`Size` is invalid: found 2 values, expected an integer, elements separated by ` `, or an empty text for null",
        ),
        (
            "FormerState=active,lost",
            "`FormerState` is invalid: found `lost`, expected one of `active`, `out-of-order`, elements separated by `,`",
        ),
    ] {
        let received = send(&fake, CREATE, form).await;
        let message = format!("The parameter {message}");
        assert_eq!(received.refusal(), (400, 20001, message.as_str()), "{form}");
    }
}

#[tokio::test]
async fn parameters_of_the_query_and_of_headers_are_checked() {
    let fake = FakeTwilio::new();
    let received = send(&fake, ("POST", "/v1/Widgets?DryRun=1"), "").await;
    let message =
        "The parameter `DryRun` is invalid: found `1`, expected `true` or `false`, once";
    assert_eq!(received.refusal(), (400, 20001, message));
    let header = ("x-twilio-webhook-enabled", "yes");
    let headers = [("authorization", API_KEY), header];
    let received = send_with(&fake, CREATE, &headers, "").await;
    let message = "The parameter `X-Twilio-Webhook-Enabled` is invalid: found `yes`, expected `true` or `false`, once";
    assert_eq!(received.refusal(), (400, 20001, message));
}

#[tokio::test]
async fn a_refusal_repeats_only_the_beginning_of_a_value() {
    let form = format!("State={}", "ä".repeat(1000));
    let received = send(&FakeTwilio::new(), CREATE, &form).await;
    let found = received.body["details"]["found"].as_str().unwrap();
    assert_eq!(found, format!("`{}…", "ä".repeat(99)));
    assert_eq!(received.body["details"]["parameter"], "State");
}
