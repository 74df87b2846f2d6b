//! Grants, as they are in the token.

use client_runtime::runtime::access_token::{
    ChatGrant, Grant, PlaybackGrant, SyncGrant, TaskRouterGrant, VideoGrant, VoiceGrant,
};
use client_runtime::sid::WidgetSid;
use serde_json::{Value, json};

use crate::{SERVICE, token};

/// Returns a SID with this prefix.
fn sid(prefix: &str) -> String {
    format!("{prefix}0123456789abcdef0123456789abcdef")
}

/// Returns the grants of a token, without the identity.
fn grants(grant: impl Into<Grant>) -> Value {
    let jwt = token().grant(grant).to_jwt().unwrap();
    let mut grants = jwt.claims()["grants"].clone();
    grants.as_object_mut().unwrap().remove("identity");
    grants
}

#[test]
fn a_grant_has_the_members_that_are_set() {
    let chat = ChatGrant::new(SERVICE);
    assert_eq!(grants(chat.clone()), json!({"chat": {"service_sid": SERVICE}}));
    let chat = chat
        .push_credential_sid(sid("CR"))
        .deployment_role_sid(sid("RL"))
        .endpoint_id("phone");
    let expected = json!({"chat": {
        "service_sid": SERVICE,
        "push_credential_sid": sid("CR"),
        "deployment_role_sid": sid("RL"),
        "endpoint_id": "phone",
    }});
    assert_eq!(grants(chat), expected);

    assert_eq!(grants(VoiceGrant::new()), json!({"voice": {}}));
    assert_eq!(grants(VoiceGrant::new().incoming_allow(false)), json!({"voice": {}}));
    let voice = VoiceGrant::new()
        .incoming_allow(true)
        .outgoing_application_sid(sid("AP"))
        .outgoing_application_param("tier", "gold")
        .outgoing_application_param("age", 7)
        .push_credential_sid(sid("CR"))
        .endpoint_id("phone");
    let expected = json!({"voice": {
        "incoming": {"allow": true},
        "outgoing": {"application_sid": sid("AP"), "params": {"tier": "gold", "age": 7}},
        "push_credential_sid": sid("CR"),
        "endpoint_id": "phone",
    }});
    assert_eq!(grants(voice), expected);

    assert_eq!(grants(VideoGrant::new()), json!({"video": {}}));
    assert_eq!(grants(VideoGrant::new().room("1")), json!({"video": {"room": "1"}}));

    let sync = SyncGrant::new("default").endpoint_id("phone");
    let expected =
        json!({"data_sync": {"service_sid": "default", "endpoint_id": "phone"}});
    assert_eq!(grants(sync), expected);
    let expected = json!({"data_sync": {"service_sid": SERVICE}});
    assert_eq!(grants(SyncGrant::new(SERVICE)), expected);

    let router = TaskRouterGrant::new(sid("WS")).worker_sid(sid("WK")).role("worker");
    let expected = json!({"task_router": {
        "workspace_sid": sid("WS"), "worker_sid": sid("WK"), "role": "worker",
    }});
    assert_eq!(grants(router), expected);

    let playback = PlaybackGrant::new(json!({"playbackUrl": "https://example.com"}));
    let expected = json!({"player": {"playbackUrl": "https://example.com"}});
    assert_eq!(grants(playback), expected);
    assert_eq!(
        grants(Grant::custom("rtc", json!({"x": [1]}))),
        json!({"rtc": {"x": [1]}})
    );
}

#[test]
fn grants_take_the_types_of_sids() {
    let sid = WidgetSid::from(SERVICE);
    assert_eq!(ChatGrant::new(&sid), ChatGrant::new(SERVICE));
    assert_eq!(ChatGrant::new(sid), ChatGrant::new(SERVICE));
}

#[test]
fn a_custom_grant_replaces_one_of_the_same_name() {
    let token = token()
        .grant(ChatGrant::new(SERVICE))
        .grant(VideoGrant::new())
        .grant(Grant::custom("chat", json!({"service_sid": "x"})));
    let jwt = token.to_jwt().unwrap();
    let expected =
        json!({"identity": "alice", "chat": {"service_sid": "x"}, "video": {}});
    assert_eq!(jwt.claims()["grants"], expected);
}
