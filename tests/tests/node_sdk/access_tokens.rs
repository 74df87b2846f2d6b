//! Access tokens, as the SDK creates them.

use std::time::Duration;

use serde_json::{Value, json};
use twilio_conversations::access_token::{
    AccessToken, ChatGrant, Grant, PlaybackGrant, SigningAlgorithm, SyncGrant,
    TaskRouterGrant, VideoGrant, VoiceGrant,
};
use twilio_conversations::jiff::Timestamp;

use crate::peer::Peer;

pub const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
pub const KEY: &str = "SK0123456789abcdef0123456789abcdef";
const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";
const PUSH: &str = "CR0123456789abcdef0123456789abcdef";
const ROLE: &str = "RL0123456789abcdef0123456789abcdef";
const APPLICATION: &str = "AP0123456789abcdef0123456789abcdef";
const WORKSPACE: &str = "WS0123456789abcdef0123456789abcdef";
const WORKER: &str = "WK0123456789abcdef0123456789abcdef";
const SECRET: &str = "aTBl1PhJnykIjWll4TOiXKtD1ugxiz6f";
const ALGORITHMS: [(SigningAlgorithm, &str); 3] = [
    (SigningAlgorithm::Hs256, "HS256"),
    (SigningAlgorithm::Hs384, "HS384"),
    (SigningAlgorithm::Hs512, "HS512"),
];

/// The same token for both sides.
struct Row {
    /// The options that the SDK is given.
    options: Value,
    /// The grants that the SDK is given: class and options.
    grants: Value,
    /// Our token.
    token: AccessToken,
}

/// Returns a row for alice, unless the options name another identity.
fn row(
    mut options: Value,
    grants: Value,
    token: impl FnOnce(AccessToken) -> AccessToken,
) -> Row {
    if options["identity"].is_null() {
        options["identity"] = "alice".into();
    }
    let ours = AccessToken::new(ACCOUNT, KEY, SECRET).identity("alice");
    Row {
        options,
        grants,
        token: token(ours),
    }
}

/// Returns a row with one grant.
fn grant(name: &str, options: Value, grant: impl Into<Grant>) -> Row {
    let grants = vec![Value::from(vec![Value::from(name), options])];
    row(json!({}), grants.into(), |token| token.grant(grant))
}

fn table() -> Vec<Row> {
    let mut rows = of_options();
    rows.extend(of_chat());
    rows.extend(of_voice());
    rows.extend(of_other_products());
    rows.push(of_all_products());
    rows
}

fn of_options() -> Vec<Row> {
    vec![
        row(json!({}), json!([]), |token| token),
        row(json!({"identity": "Zoë 👋\n\"\\"}), json!([]), |token| {
            token.identity("Zoë 👋\n\"\\")
        }),
        row(json!({"ttl": 1}), json!([]), |token| token.ttl(Duration::from_secs(1))),
        row(json!({"ttl": 86_400}), json!([]), |token| {
            token.ttl(Duration::from_secs(86_400))
        }),
        row(json!({"region": "ie1"}), json!([]), |token| token.region("ie1")),
        row(json!({"nbf": 1_700_000_000}), json!([]), |token| {
            token.not_before(second(1_700_000_000))
        }),
    ]
}

fn of_chat() -> Vec<Row> {
    let chat = || ChatGrant::new(SERVICE);
    vec![
        grant("ChatGrant", json!({"serviceSid": SERVICE}), chat()),
        grant(
            "ChatGrant",
            json!({"serviceSid": SERVICE, "pushCredentialSid": PUSH}),
            chat().push_credential_sid(PUSH),
        ),
        grant(
            "ChatGrant",
            json!({
                "serviceSid": SERVICE, "endpointId": "phone", "deploymentRoleSid": ROLE,
                "pushCredentialSid": PUSH,
            }),
            chat()
                .push_credential_sid(PUSH)
                .deployment_role_sid(ROLE)
                .endpoint_id("phone"),
        ),
        // Of two grants of a kind, the last.
        row(
            json!({}),
            json!([
                ["ChatGrant", {"serviceSid": SERVICE, "endpointId": "phone"}],
                ["ChatGrant", {"serviceSid": SERVICE}],
            ]),
            |token| token.grant(chat().endpoint_id("phone")).grant(chat()),
        ),
    ]
}

fn of_voice() -> Vec<Row> {
    vec![
        grant("VoiceGrant", json!({}), VoiceGrant::new()),
        grant(
            "VoiceGrant",
            json!({"incomingAllow": true}),
            VoiceGrant::new().incoming_allow(true),
        ),
        grant(
            "VoiceGrant",
            json!({"incomingAllow": false}),
            VoiceGrant::new().incoming_allow(false),
        ),
        grant(
            "VoiceGrant",
            json!({"outgoingApplicationSid": APPLICATION}),
            VoiceGrant::new().outgoing_application_sid(APPLICATION),
        ),
        grant(
            "VoiceGrant",
            json!({
                "incomingAllow": true,
                "outgoingApplicationSid": APPLICATION,
                "outgoingApplicationParams": {"tier": "gold", "age": 7, "tags": ["a"]},
                "pushCredentialSid": PUSH,
                "endpointId": "phone",
            }),
            VoiceGrant::new()
                .incoming_allow(true)
                .outgoing_application_sid(APPLICATION)
                .outgoing_application_param("tier", "gold")
                .outgoing_application_param("age", 7)
                .outgoing_application_param("tags", json!(["a"]))
                .push_credential_sid(PUSH)
                .endpoint_id("phone"),
        ),
    ]
}

fn of_other_products() -> Vec<Row> {
    let stream =
        json!({"requestCredentials": null, "playbackUrl": "https://example.com"});
    vec![
        grant("VideoGrant", json!({}), VideoGrant::new()),
        grant("VideoGrant", json!({"room": "1042"}), VideoGrant::new().room("1042")),
        grant("SyncGrant", json!({"serviceSid": SERVICE}), SyncGrant::new(SERVICE)),
        grant(
            "SyncGrant",
            json!({"serviceSid": "default", "endpointId": "phone"}),
            SyncGrant::new("default").endpoint_id("phone"),
        ),
        grant(
            "TaskRouterGrant",
            json!({"workspaceSid": WORKSPACE, "workerSid": WORKER, "role": "worker"}),
            TaskRouterGrant::new(WORKSPACE).worker_sid(WORKER).role("worker"),
        ),
        grant("PlaybackGrant", json!({"grant": stream}), PlaybackGrant::new(stream)),
    ]
}

fn of_all_products() -> Row {
    row(
        json!({"ttl": 900, "region": "au1", "nbf": 1_700_000_001}),
        json!([
            ["VoiceGrant", {"incomingAllow": true}],
            ["VideoGrant", {"room": "1042"}],
            ["SyncGrant", {"serviceSid": SERVICE}],
            ["ChatGrant", {"serviceSid": SERVICE}],
            ["TaskRouterGrant", {"workspaceSid": WORKSPACE}],
        ]),
        |token| {
            token
                .ttl(Duration::from_secs(900))
                .region("au1")
                .not_before(second(1_700_000_001))
                .grant(VoiceGrant::new().incoming_allow(true))
                .grant(VideoGrant::new().room("1042"))
                .grant(SyncGrant::new(SERVICE))
                .grant(ChatGrant::new(SERVICE))
                .grant(TaskRouterGrant::new(WORKSPACE))
        },
    )
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("it is in range")
}

/// Returns the task to verify a token at a time in seconds, or when it was issued.
fn verification(token: &str, secret: &str, algorithm: &str, now: Option<i64>) -> Value {
    json!({
        "do": "verifyToken", "token": token, "secret": secret, "algorithms": [algorithm],
        "now": now,
    })
}

/// Returns what the peer says of tokens of ours.
fn verified(peer: &Peer, tokens: &[(String, &str)]) -> Vec<Value> {
    let tasks = tokens
        .iter()
        .map(|(token, algorithm)| verification(token, SECRET, algorithm, None));
    peer.run(tasks.collect())
}

#[test]
fn our_tokens_have_the_headers_and_claims_of_the_sdk() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    let rows: Vec<(Row, _)> = ALGORITHMS
        .into_iter()
        .flat_map(|algorithm| table().into_iter().map(move |row| (row, algorithm)))
        .collect();
    let tasks = rows.iter().map(|(row, (_, algorithm))| {
        json!({
            "do": "createToken", "account": ACCOUNT, "key": KEY, "secret": SECRET,
            "options": row.options, "grants": row.grants, "algorithm": algorithm,
        })
    });
    let theirs = peer.run(tasks.collect());
    let theirs: Vec<(String, &str)> = theirs
        .iter()
        .zip(&rows)
        .map(|(jwt, (_, (_, name)))| {
            (jwt.as_str().expect("it is text").to_owned(), *name)
        })
        .collect();
    let theirs = verified(&peer, &theirs);
    // With the time and the identifier that the SDK chose.
    let ours: Vec<(String, &str)> = rows
        .iter()
        .zip(&theirs)
        .map(|((row, (algorithm, name)), theirs)| {
            let issued_at = theirs["payload"]["iat"].as_i64().expect("it has a time");
            let id = theirs["payload"]["jti"].as_str().expect("it has an identifier");
            let token = row.token.clone().algorithm(*algorithm).token_id(id);
            let jwt = token.issued_at(second(issued_at)).to_jwt();
            (jwt.expect("it is valid").expose_secret().to_owned(), *name)
        })
        .collect();
    assert!(ours.len() > 60);
    for ((ours, theirs), (row, _)) in
        verified(&peer, &ours).iter().zip(&theirs).zip(&rows)
    {
        assert!(ours["header"].is_object(), "{ours}");
        assert_eq!(ours, theirs, "{} {}", row.options, row.grants);
    }
}

#[test]
fn changed_tokens_are_refused() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    let now = 1_700_000_000;
    let token = AccessToken::new(ACCOUNT, KEY, SECRET)
        .identity("alice")
        .issued_at(second(now))
        .not_before(second(now))
        .grant(ChatGrant::new(SERVICE));
    for (algorithm, name) in ALGORITHMS {
        let jwt = token.clone().algorithm(algorithm).to_jwt().expect("it is valid");
        let jwt = jwt.expose_secret();
        let parts: Vec<&str> = jwt.split('.').collect();
        let other = token.clone().identity("mallory").to_jwt().expect("it is valid");
        let other: Vec<&str> = other.expose_secret().split('.').collect();
        let with_claims = format!("{}.{}.{}", parts[0], other[1], parts[2]);
        let unsigned = format!("{}.{}.", parts[0], parts[1]);
        let at = |token: &str, now| verification(token, SECRET, name, Some(now));
        let verdicts = peer.run(vec![
            at(jwt, now),
            at(jwt, now + 3_599),
            at(&with_claims, now),
            at(&unsigned, now),
            at(&jwt[..jwt.len() - 4], now),
            verification(jwt, "another secret", name, Some(now)),
            at(jwt, now + 3_600),
            at(jwt, now - 1),
        ]);
        let claims =
            |verdict: &Value| verdict["payload"]["grants"]["identity"] == "alice";
        assert!(verdicts[..2].iter().all(claims), "{verdicts:?}");
        let refusals = [
            "invalid signature",
            "jwt signature is required",
            "invalid signature",
            "invalid signature",
            "jwt expired",
            "jwt not active",
        ];
        assert_eq!(verdicts[2..], refusals, "{name}");
    }
}

/// Returns the header and the claims of a token that is signed with this secret.
pub fn verify(peer: &Peer, token: &str, secret: &str) -> Value {
    peer.run(vec![verification(token, secret, "HS256", None)]).remove(0)
}
