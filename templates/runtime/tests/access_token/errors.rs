//! What Twilio would reject.

use std::error::Error as _;
use std::time::Duration;

use client_runtime::jiff::Timestamp;
use client_runtime::runtime::access_token::{
    AccessToken, AccessTokenError, ChatGrant, Grant, PlaybackGrant, SyncGrant,
    TaskRouterGrant, VideoGrant, VoiceGrant,
};
use client_runtime::runtime::{Error, ErrorKind};
use serde_json::json;

use crate::{ACCOUNT, KEY, SECRET, SERVICE, at, token};

/// Returns the error of a token, with and without details.
fn error(token: &AccessToken) -> (AccessTokenError, String) {
    let error = token.to_jwt().unwrap_err();
    let text = error.to_string();
    let rest = text.strip_prefix("invalid access token: ").expect("errors say so");
    (error.clone(), rest.to_owned())
}

#[test]
fn account_and_key_are_checked() {
    let of = |account, key, secret: &str| {
        error(&AccessToken::new(account, key, secret).identity("alice")).1
    };
    let expected = "expected a SID: AC followed by 32 hexadecimal digits; found";
    for (account, found) in [
        ("", "0 characters"),
        ("AC123", "5 characters"),
        (KEY, "a text that starts with \"SK\""),
        ("AC0123456789abcdef0123456789abcdeg", "non-hexadecimal characters"),
        ("AC0123456789abcdef0123456789abcdef\n", "35 characters"),
    ] {
        let text = of(account, KEY, SECRET);
        assert_eq!(text, format!("account SID: {expected} {found}"));
    }
    let text = of(ACCOUNT, ACCOUNT, SECRET);
    let found = "found a text that starts with \"AC\"";
    assert!(text.starts_with("API key SID: ") && text.ends_with(found), "{text}");
    for (secret, fault) in [
        ("", "is empty"),
        ("sentinel\n", "has white space around it"),
        ("sen\0tinel", "contains control characters"),
    ] {
        assert_eq!(of(ACCOUNT, KEY, secret), format!("the API key secret {fault}"));
    }
}

#[test]
fn an_identity_is_required() {
    let missing = AccessToken::new(ACCOUNT, KEY, SECRET);
    for token in [missing, token().identity("")] {
        let (error, text) = error(&token);
        assert_eq!(error, AccessTokenError::MissingIdentity);
        assert!(text.contains("`identity`"), "{text}");
    }
    // Characters, not bytes.
    token().identity("ß".repeat(256)).to_jwt().unwrap();
    let (error, _) = error(&token().identity("ß".repeat(257)));
    assert_eq!(error, AccessTokenError::IdentityTooLong { length: 257 });
}

#[test]
fn an_identity_for_voice_has_no_special_characters() {
    for identity in ["alice", "alice_2", "alice@example.com", "Zoë", "a-b.c:d/e"] {
        let token = token().identity(identity).grant(VoiceGrant::new());
        assert!(token.to_jwt().is_ok(), "{identity}");
    }
    for character in " <>#%\"{}|\\^[]`\t\u{7f}".chars() {
        let token = token().identity(format!("alice{character}"));
        assert!(token.to_jwt().is_ok(), "{character:?}");
        let (error, _) = error(&token.grant(VoiceGrant::new()));
        assert_eq!(error, AccessTokenError::InvalidVoiceIdentity, "{character:?}");
    }
}

#[test]
fn a_lifetime_is_a_second_to_a_day() {
    for ttl in [Duration::from_secs(1), Duration::from_secs(86_400)] {
        let jwt = token().ttl(ttl).to_jwt().unwrap();
        assert_eq!(jwt.expires_at(), at(1_700_000_000) + ttl);
    }
    for ttl in [
        Duration::ZERO,
        Duration::from_millis(999),
        Duration::from_millis(86_400_001),
        Duration::MAX,
    ] {
        let (error, text) = error(&token().ttl(ttl));
        assert_eq!(error, AccessTokenError::InvalidTtl { ttl });
        assert!(text.starts_with("`ttl` is "), "{text}");
    }
}

#[test]
fn a_token_is_valid_before_it_expires() {
    let token = token().ttl(Duration::from_secs(60));
    token.clone().not_before(at(1_700_000_059)).to_jwt().unwrap();
    token.clone().not_before(Timestamp::MIN).to_jwt().unwrap();
    for not_before in [at(1_700_000_060), Timestamp::MAX] {
        let (error, text) = error(&token.clone().not_before(not_before));
        assert_eq!(error, AccessTokenError::InvalidNotBefore);
        assert!(text.contains("`not_before`"), "{text}");
    }
    for issued_at in [at(-1), Timestamp::MIN, Timestamp::MAX] {
        let (error, text) = error(&token.clone().issued_at(issued_at));
        assert_eq!(error, AccessTokenError::InvalidIssuedAt);
        assert!(text.contains("`issued_at`"), "{text}");
    }
}

#[test]
fn regions_and_identifiers_are_checked() {
    for region in ["", " ie1", "ie1.twilio.com", "-ie1", "ie1\n"] {
        let (error, _) = error(&token().region(region));
        assert_eq!(error, AccessTokenError::InvalidRegion, "{region:?}");
    }
    assert_eq!(error(&token().token_id("")).0, AccessTokenError::EmptyTokenId);
}

#[test]
fn grants_are_checked() {
    let of = |grant: Grant| error(&token().grant(grant)).1;
    let sid = |prefix, found| {
        format!(
            "expected a SID: {prefix} followed by 32 hexadecimal digits; found {found}"
        )
    };
    let text = of(ChatGrant::new("").into());
    assert_eq!(
        text,
        format!(
            "grant \"chat\": `service_sid` is invalid: {}",
            sid("IS", "0 characters")
        )
    );
    let found = "a text that starts with \"IS\"";
    let chat = ChatGrant::new(SERVICE);
    for (grant, member, prefix) in [
        (chat.clone().push_credential_sid(SERVICE).into(), "push_credential_sid", "CR"),
        (chat.clone().deployment_role_sid(SERVICE).into(), "deployment_role_sid", "RL"),
        (
            VoiceGrant::new().outgoing_application_sid(SERVICE).into(),
            "application_sid",
            "AP",
        ),
        (
            VoiceGrant::new().push_credential_sid(SERVICE).into(),
            "push_credential_sid",
            "CR",
        ),
        (TaskRouterGrant::new(SERVICE).into(), "workspace_sid", "WS"),
        (TaskRouterGrant::new(SERVICE).worker_sid(SERVICE).into(), "worker_sid", "WK"),
    ] {
        let text = of(grant);
        let expected = format!(": `{member}` is invalid: {}", sid(prefix, found));
        assert!(text.ends_with(&expected), "{text}");
    }
    let text = of(SyncGrant::new("mine").into());
    assert!(text.starts_with("grant \"data_sync\": `service_sid` is invalid"), "{text}");
    for grant in [
        chat.endpoint_id("").into(),
        VoiceGrant::new().endpoint_id("").into(),
        SyncGrant::new("default").endpoint_id("").into(),
    ] {
        let text = of(grant);
        assert!(text.ends_with(": `endpoint_id` is empty"), "{text}");
    }
    let text = of(VideoGrant::new().room("").into());
    assert_eq!(text, "grant \"video\": `room` is empty");
    let text = of(VoiceGrant::new().outgoing_application_param("a", "b").into());
    assert!(text.contains("`outgoing_application_sid` is not"), "{text}");
}

#[test]
fn custom_grants_are_objects_with_a_name() {
    let of = |grant: Grant| error(&token().grant(grant)).1;
    assert_eq!(of(Grant::custom("", json!({}))), "grant \"\": it has no name");
    let text = of(Grant::custom("identity", json!({})));
    assert_eq!(text, "grant \"identity\": its name is reserved for the identity");
    for value in [json!(null), json!("x"), json!([{}])] {
        let text = of(Grant::custom("a\n", value.clone()));
        assert_eq!(text, "grant \"a\\n\": it is not a JSON object");
        let text = of(PlaybackGrant::new(value).into());
        assert_eq!(text, "grant \"player\": it is not a JSON object");
    }
}

#[test]
fn errors_convert_into_those_of_the_client() {
    let sign = || -> Result<(), Error> {
        token().identity("").to_jwt()?;
        Ok(())
    };
    let error = sign().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let source = error.source().unwrap().downcast_ref::<AccessTokenError>();
    assert_eq!(source, Some(&AccessTokenError::MissingIdentity));
}
