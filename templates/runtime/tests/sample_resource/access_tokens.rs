//! Access tokens: how they are obtained, cached, renewed and redacted.

use std::error::Error;
use std::time::Duration;

use client_runtime::runtime::authentication::{
    AccessToken, TokenError, TokenFuture, TokenProvider, TokenRequest,
};
use client_runtime::runtime::{Credentials, ErrorKind, RetryPolicy};
use tokio::task::JoinSet;
use tokio::time::{Instant, advance};

use crate::token_api::Api;

/// Returns the messages of an error and of all its sources.
fn chain(error: &dyn Error) -> String {
    let cause = error.source().map(chain).unwrap_or_default();
    format!("{error} {error:?}\n{cause}")
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_once_and_used_by_all() {
    let api = Api::default();
    let client = api.client();
    let mut tasks = JoinSet::new();
    for _ in 0..200 {
        tasks.spawn(client.widget("WI1").fetch().send());
    }
    for widget in tasks.join_all().await {
        assert_eq!(widget.unwrap().sid, "WI1");
    }
    let form = "grant_type=client_credentials&client_id=OQ1&client_secret=s3cret%26%3D&scope=read+write";
    assert_eq!(api.state().exchanges, [form]);
    let authorizations = api.state().authorizations.clone();
    assert_eq!(authorizations, vec!["Bearer token-1"; 200]);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_replaced_shortly_before_it_expires() {
    for (life, lasts) in [(3600, 3540), (100, 90)] {
        let api = Api::default();
        api.state().life = life.into();
        let client = api.client();
        let start = Instant::now();
        client.widget("WI1").fetch().await.unwrap();
        advance(Duration::from_secs(lasts - 1).saturating_sub(start.elapsed())).await;
        client.widget("WI1").fetch().await.unwrap();
        assert_eq!(api.exchanges(), 1, "a token that is valid for {life} s");
        advance(Duration::from_secs(2)).await;
        client.widget("WI1").fetch().await.unwrap();
        assert_eq!(api.exchanges(), 2, "a token that was valid for {life} s");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_of_unknown_life_is_kept() {
    let api = Api::default();
    let client = api.client();
    client.widget("WI1").fetch().await.unwrap();
    advance(Duration::from_secs(86_400)).await;
    client.widget("WI1").fetch().await.unwrap();
    assert_eq!(api.exchanges(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_is_replaced_once() {
    let api = Api::default();
    let client = api.builder().retry_policy(RetryPolicy::never()).build().unwrap();
    client.widget("WI1").fetch().await.unwrap();
    api.state().revoked.insert("token-1".to_owned());
    client.widgets().create().await.unwrap();
    assert_eq!(api.exchanges(), 2);
    for token in ["token-2", "token-3"] {
        api.state().revoked.insert(token.to_owned());
    }
    let error = client.widget("WI1").fetch().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!((error.attempts(), api.exchanges()), (2, 3));
}

#[tokio::test(start_paused = true)]
async fn many_refusals_of_one_token_lead_to_one_exchange() {
    let api = Api::default();
    let client = api.client();
    client.widget("WI1").fetch().await.unwrap();
    api.state().revoked.insert("token-1".to_owned());
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        tasks.spawn(client.widget("WI1").fetch().send());
    }
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
    assert_eq!(api.exchanges(), 2);
}

#[tokio::test(start_paused = true)]
async fn credentials_that_are_refused_are_not_sent_again() {
    let api = Api::default();
    api.state().failures = vec![401];
    let error = api.client().widget("WI1").fetch().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 0));
    assert_eq!(error.operation(), Some("FetchWidget"));
    assert!(!error.is_outcome_unknown() && !error.is_unauthorized());
    assert_eq!(api.exchanges(), 1);
    let cause = error.source().unwrap().downcast_ref::<TokenError>().unwrap();
    assert!(!cause.is_transient());
    let cause = cause.source().unwrap();
    assert_eq!(
        cause.to_string(),
        "status 401 Unauthorized, Twilio error 20003 (https://www.twilio.com/docs/api/errors/20003)"
    );
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_fails_for_now_is_repeated() {
    let api = Api::default();
    api.state().failures = vec![503, 429];
    api.client().widgets().create().await.unwrap();
    assert_eq!(api.exchanges(), 3);
    assert_eq!(api.state().authorizations, ["Bearer token-3"]);
}

#[tokio::test(start_paused = true)]
async fn all_who_wait_share_a_failure() {
    let api = Api::default();
    api.state().failures = vec![503];
    let client = api.builder().retry_policy(RetryPolicy::never()).build().unwrap();
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        tasks.spawn(client.widget("WI1").fetch().send());
    }
    for widget in tasks.join_all().await {
        assert_eq!(widget.unwrap_err().kind(), ErrorKind::Credentials);
    }
    assert_eq!(api.exchanges(), 1);
    client.widget("WI1").fetch().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_is_used_on_if_there_is_no_other() {
    let api = Api::default();
    api.state().life = 100.into();
    let client = api.builder().retry_policy(RetryPolicy::never()).build().unwrap();
    client.widget("WI1").fetch().await.unwrap();
    api.state().failures = vec![500, 500];
    advance(Duration::from_secs(95)).await;
    client.widget("WI1").fetch().await.unwrap();
    advance(Duration::from_secs(10)).await;
    let error = client.widget("WI1").fetch().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_is_dropped_is_begun_by_the_next() {
    let api = Api::default();
    let client = api.client();
    let mut first = client.widget("WI1").fetch().send();
    let hurried = tokio::time::timeout(Duration::from_millis(5), &mut first).await;
    assert!(hurried.is_err());
    drop(first);
    client.widget("WI1").fetch().await.unwrap();
    assert_eq!(api.state().authorizations.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn nothing_shows_the_secret_or_a_token() {
    let api = Api::default();
    let client = api.client();
    client.widget("WI1").fetch().await.unwrap();
    let shown = format!("{client:?} {:?} {:?}", api.builder(), AccessToken::new("tok"));
    assert!(shown.contains("OQ1"), "{shown}");
    api.state().failures = vec![400];
    api.state().revoked.insert("token-1".to_owned());
    let error = client.widget("WI1").fetch().await.unwrap_err();
    for text in [shown, chain(&error)] {
        assert!(!text.contains("s3cret") && !text.contains("tok-"), "{text}");
        assert!(!text.contains("token-1") && !text.contains("\"tok\""), "{text}");
    }
}

/// Provider with one token.
#[derive(Debug)]
struct Vault;

impl TokenProvider for Vault {
    fn token(&self, _: TokenRequest) -> TokenFuture<'_> {
        Box::pin(async { Ok(AccessToken::new("from the vault")) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_of_ones_own_hands_out_tokens() {
    let api = Api::default();
    let credentials = Credentials::bearer(Vault).with_account_sid("AC1");
    let client = api.builder().credentials(credentials).build().unwrap();
    assert_eq!(client.account_sid(), Some("AC1"));
    client.widget("WI1").fetch().await.unwrap();
    api.state().revoked.insert("from the vault".to_owned());
    let error = client.widget("WI1").fetch().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(
        error.attempts(),
        1,
        "a provider that has no other token is not asked again"
    );
    assert_eq!(api.state().authorizations, ["Bearer from the vault"; 2]);
}
