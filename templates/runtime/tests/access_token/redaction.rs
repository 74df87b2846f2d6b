//! Secrets and personal data in `Debug` and errors.

use client_runtime::runtime::access_token::{
    AccessToken, ChatGrant, Grant, PlaybackGrant, SyncGrant, VoiceGrant,
};
use serde_json::json;

use crate::{ACCOUNT, KEY, SECRET, SERVICE, at};

#[test]
fn debug_and_errors_show_no_secret_and_no_personal_data() {
    let chat = ChatGrant::new(SERVICE).endpoint_id(SECRET);
    let voice = VoiceGrant::new()
        .outgoing_application_sid("AP0123456789abcdef0123456789abcdef")
        .outgoing_application_param(SECRET, SECRET)
        .endpoint_id(SECRET);
    let sync = SyncGrant::new("default").endpoint_id(SECRET);
    let playback = PlaybackGrant::new(json!({"playbackUrl": SECRET}));
    let custom = Grant::custom("rtc", json!({"x": SECRET}));
    let mut shown = vec![
        format!("{chat:?}"),
        format!("{voice:?}"),
        format!("{sync:?}"),
        format!("{playback:?}"),
        format!("{custom:?}"),
    ];
    let token = AccessToken::new(ACCOUNT, KEY, SECRET)
        .identity(SECRET)
        .grant(chat)
        .grant(voice)
        .grant(sync)
        .grant(playback)
        .grant(custom);
    let jwt = token.to_jwt().unwrap();
    shown.push(format!("{token:?}"));
    shown.push(format!("{jwt:?}"));
    for invalid in [
        token.clone().identity(format!("{SECRET}<")),
        token.clone().identity(SECRET.repeat(100)),
        token.clone().region(format!("{SECRET}.")),
        token.clone().grant(ChatGrant::new(SECRET)),
        AccessToken::new(SECRET, KEY, SECRET),
        AccessToken::new(ACCOUNT, SECRET, SECRET),
        AccessToken::new(ACCOUNT, KEY, format!("{SECRET} ")),
    ] {
        let error = invalid.to_jwt().unwrap_err();
        shown.push(format!("{error} {error:?}"));
    }
    for text in shown {
        assert!(!text.contains(SECRET) && !text.contains("eyJ"), "{text}");
    }
}

#[test]
fn debug_shows_what_helps() {
    let token = AccessToken::new(ACCOUNT, KEY, SECRET)
        .identity("alice")
        .grant(ChatGrant::new(SERVICE))
        .region("ie1")
        .issued_at(at(1_700_000_000));
    let shown = format!("{token:?} {:?}", token.to_jwt().unwrap());
    for part in [ACCOUNT, KEY, "Some([redacted])", "[\"chat\"]", "3600s", "ie1", "Hs256"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(shown.ends_with("Jwt { expires_at: 2023-11-14T23:13:20Z, .. }"), "{shown}");
}
