//! What belongs to the client's own account, and to another one.

use client_runtime::runtime::{Credentials, ErrorKind, RequestOptions};

use crate::recorder::Recorder;

const LEDGER: &str = r#"{"balance": "1.50"}"#;

#[tokio::test]
async fn the_account_is_that_of_the_credentials_unless_it_is_named() {
    let recorder = Recorder::new([LEDGER; 3]);
    let own = || Credentials::auth_token("AC1", "secret");
    let client = recorder.builder().credentials(own()).build().unwrap();
    client.ledger().fetch().await.unwrap();
    client.account("AC2").ledger().fetch().await.unwrap();
    let key = Credentials::api_key("SK1", "secret").with_account_sid("AC3");
    let options = RequestOptions::new().credentials(key);
    client.ledger().fetch().options(options).await.unwrap();
    let paths =
        recorder.requests().into_iter().map(|request| request.uri().path().to_owned());
    assert_eq!(
        paths.collect::<Vec<_>>(),
        [
            "/v1/Accounts/AC1/Ledger",
            "/v1/Accounts/AC2/Ledger",
            "/v1/Accounts/AC3/Ledger"
        ]
    );
}

#[tokio::test]
async fn credentials_without_an_account_need_its_name() {
    let recorder = Recorder::new([LEDGER]);
    let key = Credentials::api_key("SK1", "secret");
    let client = recorder.builder().credentials(key).build().unwrap();
    let error = client.ledger().fetch().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    assert_eq!(error.operation(), Some("FetchLedger"));
    assert!(error.to_string().contains("has no account SID"), "{error}");
    client.account("AC2").ledger().fetch().await.unwrap();
}
