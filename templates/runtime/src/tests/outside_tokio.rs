//! The client without a tokio runtime, with a transport that does not need one.

use std::time::Duration;

use crate::runtime::RetryPolicy;
use crate::runtime::mock::{MockResponse, MockTransport};

const SOON: Duration = Duration::from_millis(1);

#[test]
fn a_request_is_sent_again() {
    let mock = MockTransport::new();
    mock.push(MockResponse::text(503, ""))
        .push(MockResponse::text(200, r#"{"sid": "WI1"}"#));
    let policy = RetryPolicy::new().base_delay(SOON);
    let client = mock.client_builder().retry_policy(policy).build().unwrap();
    let widget = pollster::block_on(client.widget("WI1").fetch().send()).unwrap();
    assert_eq!(widget.sid, "WI1");
    mock.assert_all_used();
}

#[test]
fn a_request_has_an_end() {
    let mock = MockTransport::new();
    mock.push(MockResponse::never());
    let builder = mock.client_builder().attempt_timeout(SOON);
    let client = builder.retry_policy(RetryPolicy::never()).build().unwrap();
    let error = pollster::block_on(client.widgets().create().send()).unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown());
}
