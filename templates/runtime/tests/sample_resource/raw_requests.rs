//! Requests that the OpenAPI document does not declare.

use client_runtime::runtime::transport::http::Method;
use client_runtime::runtime::transport::{Bytes, http};
use client_runtime::runtime::{ErrorKind, RawRequest, RequestOptions};

use crate::recorder::{ORIGIN, Recorder};

fn header<'a>(request: &'a http::Request<Bytes>, name: &str) -> &'a str {
    request.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_raw_request_has_the_credentials_and_any_body() {
    let recorder = Recorder::new(["{\"new\": [1, 2]}"; 5]);
    let client = recorder.client();
    let form = client.raw_request(Method::POST, "/v1/New%20Things?One=1");
    let form = form
        .add_query_parameter("Two", "a b")
        .add_form_parameter("Name", "alice & bob")
        .add_form_parameter("Tag", "x")
        .add_header("X-New", "1");
    let response = form.await.unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 1));
    let value: serde_json::Value = response.decode().unwrap();
    assert_eq!(value["new"][1], 2);
    let json = serde_json::json!({"name": "alice"});
    client.raw_request(Method::PUT, "/v1/New").json(&json).send().await.unwrap();
    let bytes = vec![0, 159, 255];
    client.raw_request(Method::PATCH, "/v1/New").body("image/png", bytes).await.unwrap();
    client.raw_request(Method::DELETE, "/v1/New").await.unwrap();
    client.raw_request(Method::POST, "/v1/New").await.unwrap();

    let requests = recorder.requests();
    assert!(
        requests.iter().all(|it| header(it, "authorization") == "Basic QUMxOnRva2Vu")
    );
    assert_eq!(
        requests[0].uri().to_string(),
        format!("{ORIGIN}/v1/New%20Things?One=1&Two=a%20b")
    );
    assert_eq!(requests[0].body(), "Name=alice+%26+bob&Tag=x");
    assert_eq!(
        header(&requests[0], "content-type"),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(header(&requests[0], "x-new"), "1");
    assert_eq!(requests[1].method(), Method::PUT);
    assert_eq!(requests[1].body(), r#"{"name":"alice"}"#);
    assert_eq!(header(&requests[1], "content-type"), "application/json");
    assert_eq!(requests[2].body(), &[0, 159, 255][..]);
    assert_eq!(header(&requests[2], "content-type"), "image/png");
    assert_eq!(
        (requests[3].method(), header(&requests[3], "content-type")),
        (&Method::DELETE, "")
    );
    assert_eq!(header(&requests[4], "content-length"), "0");
}

/// Returns the host of a raw request.
async fn host(recorder: &Recorder, request: RawRequest) -> String {
    request.await.unwrap();
    recorder.requests().last().unwrap().uri().authority().unwrap().to_string()
}

#[tokio::test]
async fn products_are_reached_where_the_client_is() {
    for (region, edge, product, regional) in [
        (None, None, "mcs.twilio.com", "mcs.us1.twilio.com"),
        (Some("us1"), None, "mcs.ashburn.us1.twilio.com", "mcs.us1.twilio.com"),
        (Some("ie1"), None, "mcs.dublin.ie1.twilio.com", "mcs.dublin.ie1.twilio.com"),
        (None, Some("dublin"), "mcs.dublin.us1.twilio.com", "mcs.dublin.us1.twilio.com"),
    ] {
        let recorder = Recorder::new(["{}"; 2]);
        let mut builder = recorder.builder();
        builder = region.into_iter().fold(builder, |it, region: &str| it.region(region));
        builder = edge.into_iter().fold(builder, |it, edge: &str| it.edge(edge));
        let client = builder.build().unwrap();
        let request = client.raw_request(Method::GET, "/v1/Services/IS1/Media/ME1");
        assert_eq!(host(&recorder, request.clone().product("mcs")).await, product);
        let request = request.regional_product("MCS");
        assert_eq!(host(&recorder, request).await, regional);
    }
    let recorder = Recorder::new(["{}"]);
    let client = recorder.client();
    let request = client.raw_request(Method::GET, "/v1/Services").product("mcs");
    let request = request.options(RequestOptions::new().region("ie1"));
    assert_eq!(host(&recorder, request).await, "mcs.dublin.ie1.twilio.com");
}

#[tokio::test]
async fn credentials_go_nowhere_else() {
    let recorder = Recorder::default();
    let client = recorder.client();
    for path in [
        "",
        "v1/New",
        "https://evil.com/v1",
        "@evil.com/v1",
        "\\evil.com/v1",
        "/v1/../evil",
        "/v1/%2e%2e/evil",
        "/v1/\\evil",
        "/v1#fragment",
        "/v1 /x",
        "/v1\r\nHost: evil.com",
        "/v1/%zz",
    ] {
        let error = client.raw_request(Method::GET, path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{path}");
        assert!(!error.to_string().contains("evil"), "{error}");
    }
    for product in
        ["", "evil.com/", "evil.com", "a.b", "a/b", "a@b", "a#", "xn--mcs", "a:1", " a"]
    {
        let request = client.raw_request(Method::GET, "/v1");
        for request in
            [request.clone().product(product), request.regional_product(product)]
        {
            let error = request.await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{product}");
        }
    }
    // A base URL leads to one place, whatever there is behind it.
    let elsewhere = recorder.builder().base_url("http://127.0.0.1:4010/mock");
    let elsewhere = elsewhere.build().unwrap();
    let request = elsewhere.raw_request(Method::GET, "/v1/New").product("mcs");
    assert_eq!(request.await.unwrap_err().kind(), ErrorKind::Configuration);
    assert!(recorder.requests().is_empty());
    recorder.answer(200, "{}");
    recorder.answer(200, "{}");
    elsewhere.raw_request(Method::GET, "//evil.com/v1").await.unwrap();
    let options = RequestOptions::new().region("us1");
    let request = elsewhere.raw_request(Method::GET, "/v1").product("mcs");
    request.options(options).await.unwrap();
    let urls: Vec<_> =
        recorder.requests().iter().map(|it| it.uri().to_string()).collect();
    let expected = [
        "http://127.0.0.1:4010/mock//evil.com/v1",
        "https://mcs.ashburn.us1.twilio.com/v1",
    ];
    assert_eq!(urls, expected);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused() {
    let recorder = Recorder::default();
    let client = recorder.client();
    let raw = |method| client.raw_request(method, "/v1/New");
    for (request, kind) in [
        (raw(Method::GET).add_form_parameter("A", "b"), ErrorKind::InvalidRequest),
        (raw(Method::HEAD).json(&1), ErrorKind::InvalidRequest),
        (
            raw(Method::POST).json(&1).add_form_parameter("A", "b"),
            ErrorKind::InvalidRequest,
        ),
        (raw(Method::POST).body("image\n", ""), ErrorKind::InvalidRequest),
        (raw(Method::CONNECT), ErrorKind::InvalidRequest),
        (raw(Method::from_bytes(b"alice").unwrap()), ErrorKind::InvalidRequest),
        (raw(Method::GET).add_header("Authorization", "x"), ErrorKind::Configuration),
        (raw(Method::GET).add_header("Content-Type", "x"), ErrorKind::Configuration),
        (
            raw(Method::POST).json(&std::collections::HashMap::from([(vec![1], 1)])),
            ErrorKind::InvalidRequest,
        ),
    ] {
        let error = request.await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 0), "{error}");
        assert_eq!(error.operation(), Some("RawRequest"));
        assert!(!error.to_string().contains("alice"), "{error}");
    }
    assert!(recorder.requests().is_empty());
}

#[tokio::test]
async fn only_idempotent_methods_are_retried() {
    for (method, attempts) in [
        (Method::GET, 2),
        (Method::HEAD, 2),
        (Method::OPTIONS, 2),
        (Method::PUT, 2),
        (Method::DELETE, 2),
        (Method::POST, 1),
        (Method::PATCH, 1),
    ] {
        let recorder = Recorder::default();
        recorder.answer(503, "");
        recorder.answer(200, "{}");
        let client = recorder.retrying_client();
        let outcome = client.raw_request(method.clone(), "/v1/New").await;
        assert_eq!(recorder.requests().len(), attempts, "{method}");
        assert_eq!(outcome.is_ok(), attempts == 2);
        if let Err(error) = outcome {
            assert!(error.is_server_error() && error.is_outcome_unknown());
            assert_eq!(error.method(), Some(&method));
        }
    }
}

#[tokio::test]
async fn a_raw_request_and_its_failure_show_nothing_personal() {
    let recorder = Recorder::default();
    recorder.answer(404, r#"{"code": 20404, "message": "alice"}"#);
    recorder.answer(200, "alice");
    let request = recorder.client().raw_request(Method::POST, "/v1/alice?b=alice");
    let request = request.add_query_parameter("q", "alice").json(&"alice");
    assert!(!format!("{request:?}").contains("alice"), "{request:?}");
    let error = request.clone().await.unwrap_err();
    assert_eq!((error.code(), error.path_template()), (Some(20404), None));
    assert!(!format!("{error} {error:?}").contains("alice"), "{error:?}");
    assert!(
        error.to_string().starts_with("RawRequest (POST) failed: status 404"),
        "{error}"
    );
    let response = request.await.unwrap();
    assert!(!format!("{response:?}").contains("alice"), "{response:?}");
    let error = response.decode::<u32>().unwrap_err();
    assert!(error.was_carried_out());
    assert!(!format!("{error} {error:?}").contains("alice"), "{error:?}");
}
