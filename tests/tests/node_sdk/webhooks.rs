//! Our validation of webhooks and that of Twilio's SDK for Node judge the same requests.
//!
//! The SDK signs each request of a table with an auth token, and with a shared key by either algorithm. Then its
//! middleware and our validator judge it, and what becomes of it when something is changed on the way.

use serde_json::{Value, json};
use twilio_conversations::webhook::{RequestSigner, SignatureValidator, SignedRequest};

use crate::peer::Peer;
use crate::webhook_requests::{FORM, Row, TABLE, Verdict};

const AUTH_TOKEN: &str = "12345678901234567890123456789012";
const SHARED_KEY: &str = "a shared key";

/// A way to sign: the algorithm, the secret, and the header that tells of a shared key.
const SCHEMES: [(&str, &str, Option<&str>); 3] = [
    ("HMAC_SHA1", AUTH_TOKEN, None),
    ("HMAC_SHA256", SHARED_KEY, Some("key=webhooks_sharedkey_01,algorithm=HMAC_SHA256")),
    ("HMAC_SHA1", SHARED_KEY, Some("key=webhooks_sharedkey_01,algorithm=HMAC_SHA1")),
];

/// A request as the server has it.
#[derive(Clone, Debug)]
struct Received {
    method: &'static str,
    url: String,
    content_type: Option<&'static str>,
    body: String,
    signature: String,
    signature_settings: Option<&'static str>,
}

impl Received {
    /// Returns the task that lets the SDK's middleware judge it.
    fn validation(&self) -> Value {
        json!({
            "do": "validate",
            "auth_token": AUTH_TOKEN,
            "shared_key": SHARED_KEY,
            "request": {
                "url": self.url,
                "content_type": self.content_type,
                "body": self.body,
                "signature": self.signature,
                "signature_settings": self.signature_settings,
            },
        })
    }

    fn is_valid(&self) -> bool {
        let mut request = SignedRequest::new(self.method, &self.url, &self.signature);
        if let Some(content_type) = self.content_type {
            request = request.content_type(content_type);
        }
        if let Some(signature_settings) = self.signature_settings {
            request = request.signature_settings(signature_settings);
        }
        validator().validate(&request.body(&self.body)).is_ok()
    }
}

fn validator() -> SignatureValidator {
    SignatureValidator::new(AUTH_TOKEN)
        .and_then(|validator| validator.also_accept_shared_key(SHARED_KEY))
        .expect("the secrets can be used")
}

/// Lets the SDK sign every request of the table in every way.
fn signed(peer: &Peer) -> Vec<(Row, Received)> {
    let hashes = TABLE.iter().map(|row| json!({"do": "hash", "body": row.body}));
    let hashes = peer.run(hashes.collect());
    let requests: Vec<_> = TABLE
        .iter()
        .zip(hashes)
        .flat_map(|(row, hash)| SCHEMES.map(|scheme| (row, hash.clone(), scheme)))
        .map(|(row, hash, (algorithm, secret, settings))| {
            let hash = hash.as_str().expect("a hash is text");
            let url = row.signed.replace("{hash}", hash);
            // The hash covers the body, form or not.
            let content_type = row.content_type.filter(|_| !url.contains("bodySHA256"));
            let task = json!({
                "do": "sign",
                "secret": secret,
                "algorithm": algorithm,
                "request": {"url": url, "content_type": content_type, "body": row.body},
            });
            let received = Received {
                method: row.method,
                url: row.known.replace("{hash}", hash),
                content_type: row.content_type,
                body: row.body.to_owned(),
                signature: String::new(),
                signature_settings: settings,
            };
            (task, *row, received)
        })
        .collect();
    let signatures = peer.run(requests.iter().map(|(task, ..)| task.clone()).collect());
    let requests = requests.into_iter().zip(signatures);
    requests
        .map(|((_, row, mut received), signature)| {
            signature
                .as_str()
                .expect("a signature is text")
                .clone_into(&mut received.signature);
            (row, received)
        })
        .collect()
}

#[test]
fn both_judge_alike_what_the_sdk_signed() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    let requests = signed(&peer);
    let validations = requests.iter().map(|(_, received)| received.validation());
    let theirs = peer.run(validations.collect());
    assert_eq!(requests.len(), TABLE.len() * SCHEMES.len());
    for ((row, received), theirs) in requests.iter().zip(theirs) {
        let expected = match row.verdict {
            Verdict::Valid => (true, true),
            Verdict::OnlyTheirs(_) => (false, true),
            Verdict::OnlyOurs(_) => (true, false),
        };
        assert_eq!(
            (received.is_valid(), theirs == true),
            expected,
            "{row:?} {received:?}"
        );
    }
}

#[test]
fn our_signatures_are_those_of_the_sdk() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    let token = RequestSigner::auth_token(AUTH_TOKEN).unwrap();
    let shared = RequestSigner::shared_key("webhooks_sharedkey_01", SHARED_KEY).unwrap();
    let mut compared = 0;
    for (row, received) in signed(&peer) {
        let is_decoded_alike = !row.body.contains("%FF");
        // We sign as Twilio does, and not with user and password as the SDK does where it is given them.
        if row.signed != row.known || row.signed.contains('@') || !is_decoded_alike {
            continue;
        }
        let signer = match received.signature_settings {
            None => &token,
            Some(settings) if settings.ends_with("SHA256") => &shared,
            Some(_) => continue,
        };
        let is_form =
            row.content_type == Some(FORM) && !received.url.contains("bodySHA256");
        let body = if is_form { row.body.as_bytes() } else { b"" };
        let parameters = form_urlencoded::parse(body);
        let parameters: Vec<(String, String)> = parameters.into_owned().collect();
        let ours = signer.signature(&received.url, parameters);
        assert_eq!(ours.as_ref(), Ok(&received.signature), "{received:?}");
        compared += 1;
    }
    assert!(compared > TABLE.len());
}

#[test]
fn both_refuse_what_was_changed_on_the_way() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    let valid =
        signed(&peer).into_iter().filter(|(row, _)| row.verdict == Verdict::Valid);
    let changed: Vec<_> = valid.flat_map(|(_, received)| changes(&received)).collect();
    let theirs = peer.run(changed.iter().map(Received::validation).collect());
    assert!(changed.len() > 500);
    for (received, theirs) in changed.iter().zip(theirs) {
        assert_eq!(
            (received.is_valid(), theirs == true),
            (false, false),
            "{received:?}"
        );
    }
}

/// Changes a request in all the ways that somebody on the way could.
fn changes(received: &Received) -> Vec<Received> {
    let with = |change: &dyn Fn(&mut Received)| {
        let mut changed = received.clone();
        change(&mut changed);
        changed
    };
    let mut changes = vec![
        with(&|it| it.url.push_str("/x")),
        with(&|it| it.url = it.url.replace(".com", ".net").replace("db8", "db9")),
        with(&|it| it.url = it.url.replacen("http", "HTTP+", 1)),
        with(&|it| it.signature = flipped(&it.signature)),
        with(&|it| it.signature.truncate(8)),
        with(&|it| it.signature.clear()),
        // The other kind of secret, the other algorithm, and one that nobody knows.
        with(&|it| it.signature_settings = other_settings(it.signature_settings)),
        with(&|it| it.signature_settings = Some("key=1,algorithm=HMAC_MD5")),
    ];
    if received.content_type == Some(FORM) {
        changes.push(with(&|it| it.body.push_str("&Added=1")));
        changes.push(with(&|it| it.body.push_str("&Body=more")));
    }
    if !received.body.is_empty() {
        let last =
            received.body.len() - received.body.chars().last().map_or(0, char::len_utf8);
        if received.content_type == Some("application/json") {
            changes.push(with(&|it| it.body.push(' ')));
            changes.push(with(&|it| "{}".clone_into(&mut it.body)));
        } else {
            changes.push(with(&|it| it.body.push('x')));
            changes.push(with(&|it| it.body.truncate(last)));
        }
    }
    changes
}

/// Changes one bit in the middle.
fn flipped(signature: &str) -> String {
    let mut bytes = signature.as_bytes().to_vec();
    bytes[9] = if bytes[9] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).expect("base64 is ASCII")
}

fn other_settings(settings: Option<&str>) -> Option<&'static str> {
    match settings {
        None => Some("key=1,algorithm=HMAC_SHA1"),
        Some(_) => None,
    }
}
