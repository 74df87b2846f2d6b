//! Errors for invalid responses.

use client_runtime::runtime::{Error, ErrorKind, RequestOptions};

use crate::network::{Deed, Fate, Network, answer};

const HTML: &str = "<html><body>Bad Gateway</body></html>";

/// Returns the error of a request with this response, sent once.
async fn error(deed: Deed, fate: Fate) -> Error {
    let network = Network::new([fate]);
    let policy = client_runtime::runtime::RetryPolicy::never();
    let client = network.builder().retry_policy(policy).build().unwrap();
    deed.done_by(&client).await.unwrap_err()
}

fn json(status: u16, body: &str) -> Fate {
    answer(status).body(body.to_owned()).header("content-type", "application/json")
}

#[tokio::test(start_paused = true)]
async fn every_form_of_an_error_is_read() {
    let legacy = r#"{"code": 50300, "message": "said", "status": 409, "more_info": "https://www.twilio.com/docs/errors/50300"}"#;
    let v1 = r#"{"code": 50300, "message": "said", "httpStatusCode": 409, "userError": true,
        "params": {"twilioErrorCodeUrl": "https://www.twilio.com/docs/errors/50300"}}"#;
    let rfc = r#"{"code": 50300, "detail": "said", "title": "Conflict", "status": 409,
        "type": "https://www.twilio.com/docs/errors/50300", "errors": [{"pointer": "/x"}]}"#;
    for body in [legacy, v1, rfc] {
        let fate = json(409, body).header("twilio-request-id", "RQ1");
        let error = error(Deed::Create, fate).await;
        assert!(error.is_conflict() && error.kind() == ErrorKind::Api);
        assert_eq!((error.code(), error.message()), (Some(50300), Some("said")));
        assert_eq!(error.more_info(), Some("https://www.twilio.com/docs/errors/50300"));
        assert_eq!(error.request_id(), Some("RQ1"));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!((error.attempts(), error.operation()), (1, Some("CreateWidget")));
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_of_something_in_between_keeps_its_status_and_body() {
    for body in [HTML, "", r#"{"code": 503"#, "[1, 2]", "\u{0}\u{1}", "{\"message\": 7}"]
    {
        let fate = answer(502).body(body).header("content-type", "text/html");
        let error = error(Deed::Fetch, fate.header("via", "1.1 proxy")).await;
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 502)
        );
        assert!(error.is_server_error());
        assert_eq!((error.code(), error.message()), (None, None));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.headers().unwrap()["via"], "1.1 proxy");
        assert_eq!(
            error.to_string(),
            "FetchWidget (GET /v1/Widgets/{Sid}) failed: status 502 Bad Gateway"
        );
    }
}

/// Successful response that cannot be decoded, and the resulting error.
async fn unreadable(fate: Fate) -> String {
    let error = error(Deed::Fetch, fate.header("twilio-request-id", "RQ1")).await;
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Decode, 200)
    );
    assert!(error.body().is_some() && !error.is_outcome_unknown());
    let text = error.to_string();
    let text =
        text.strip_prefix("FetchWidget (GET /v1/Widgets/{Sid}) failed: ").unwrap();
    text.strip_suffix(", status 200 OK, request RQ1").unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_success_that_cannot_be_read_says_what_is_wrong() {
    let html = || answer(200).body(HTML);
    let misfit = "the response body is text/html, not JSON";
    let no_json = "invalid response body: it is not JSON (line 1, column 1)";
    for (fate, expected) in [
        (html().header("content-type", "text/html"), misfit),
        (html().header("content-type", "text/html; charset=utf-8"), misfit),
        (html().header("content-type", "application/json"), no_json),
        (html(), no_json),
        (json(200, ""), "the response body is empty"),
        (
            json(200, r#"{"sid": "WI1", "owner"#),
            "invalid response body: it ends too early (line 1, column 21)",
        ),
        (
            json(200, r#"{"sid": "WI1"} {"#),
            "invalid response body: it is not JSON (line 1, column 16)",
        ),
        (
            json(200, "{}"),
            "invalid response body: the property `sid` is missing (line 1, column 2), at sid",
        ),
    ] {
        let fate_text = format!("{fate:?}");
        assert_eq!(unreadable(fate).await, expected, "{fate_text}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_compressed_without_being_asked_says_so() {
    let gzip = &b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"[..];
    for (status, kind) in [(200, ErrorKind::Decode), (404, ErrorKind::Api)] {
        let fate = json(status, "").body(gzip).header("content-encoding", "gzip");
        let error = error(Deed::Fetch, fate).await;
        assert_eq!((error.kind(), error.body()), (kind, Some(gzip)));
        let text = error.to_string();
        if kind == ErrorKind::Decode {
            assert!(text.contains("the response body is compressed (gzip)"), "{text}");
        }
    }
    let plain = json(200, "{").header("content-encoding", "identity");
    assert_eq!(error(Deed::Fetch, plain).await.kind(), ErrorKind::Decode);
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_body_is_enough_where_none_is_wanted() {
    for status in [200, 202, 204, 205] {
        for body in ["", HTML] {
            let network = Network::new([answer(status).body(body)]);
            Deed::Delete.done_by(&network.client()).await.unwrap();
        }
    }
    let error = error(Deed::Create, answer(204).body("")).await;
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Decode, 204)
    );
    assert!(error.to_string().contains("the response body is empty"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_content_type_is_not_needed_and_not_held_against_json() {
    for content_type in ["text/plain", "application/scim+json", "???", "text/html"] {
        let fate = answer(200).header("content-type", content_type);
        Deed::Fetch.done_by(&Network::new([fate]).client()).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_have_only_so_many_bytes() {
    let widget = r#"{"sid": "WI1"}"#;
    let size = widget.len() as u64;
    for (limit, fits) in [(size, true), (size - 1, false), (0, false), (u64::MAX, true)]
    {
        for deed in [Deed::Fetch, Deed::Create] {
            let network = Network::new([json(200, widget)]);
            let builder = network.builder().max_response_size(limit);
            let outcome = deed.done_by(&builder.build().unwrap()).await;
            assert_eq!(outcome.is_ok(), fits, "{limit}: {outcome:?}");
            if let Err(error) = outcome {
                assert_eq!(
                    (error.kind(), error.attempts()),
                    (ErrorKind::ResponseTooLarge, 1)
                );
                assert_eq!(error.is_outcome_unknown(), deed == Deed::Create);
            }
        }
    }
    let network = Network::new([json(200, widget)]);
    let client = network.builder().max_response_size(1).build().unwrap();
    let options = RequestOptions::new().max_response_size(size);
    client.widget("WI1").fetch().options(options).await.unwrap();
    // 32 MiB, unless configured otherwise.
    for (more, fits) in [(0, true), (1, false)] {
        let body = vec![b' '; 32 * 1024 * 1024 + more];
        let network = Network::new([answer(200).body(body)]);
        let outcome = Deed::Delete.done_by(&network.client()).await;
        assert_eq!(outcome.is_ok(), fits);
    }
}
