//! Each refusal of `spec/fake.yaml`, once.

mod cases;

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};
use tests::workspace;
use twilio_conversations::conversations::ConversationState;
use twilio_conversations::fake::FakeTwilio;
use twilio_conversations::{Client, Error};

use self::cases::{CASES, Case};
use crate::{refusal, run};

/// Codes of refusals that need more than one request, in the tests below.
const OTHERS: [u32; 6] = [50056, 50361, 50416, 50417, 50422, 50425];

#[test]
fn requests_are_refused() {
    run(async {
        let fake = FakeTwilio::new();
        let client = fake.client();
        prepare(&client).await.expect("what the cases need is not refused");
        let mut wrong = Vec::new();
        for case in CASES {
            let error = send(&client, case).await.err();
            let found =
                error.map(|error| (error.status().map(|it| it.as_u16()), error.code()));
            let expected = Some((Some(case.status), Some(case.code)));
            if found != expected {
                wrong.push(format!(
                    "{} {:?}: {found:?}, expected {expected:?}",
                    case.path, case.form
                ));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn every_documented_refusal_is_tested() {
    let overlay = tests::documents::read(&workspace().join("spec/fake.yaml"));
    let mut documented = BTreeSet::new();
    add_codes(&overlay, &mut documented);
    let tested = CASES.iter().map(|case| case.code).chain(OTHERS);
    let missing: Vec<_> = documented.difference(&tested.collect()).copied().collect();
    assert_eq!(missing, Vec::<u32>::new());
}

fn add_codes(value: &Value, codes: &mut BTreeSet<u32>) {
    match value {
        Value::Object(members) => {
            let code = members.get("code").and_then(Value::as_u64);
            codes.extend(code.and_then(|code| u32::try_from(code).ok()));
            for member in members.values() {
                add_codes(member, codes);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                add_codes(element, codes);
            }
        }
        _ => {}
    }
}

/// Creates what the cases need.
async fn prepare(client: &Client) -> Result<(), Error> {
    client.users().create("erin").await?;
    for name in ["open", "closed"] {
        client.conversations().create().unique_name(name).await?;
        let participants = client.conversation(name).participants();
        participants.create().identity("alice").await?;
    }
    client.conversation("closed").update().state(ConversationState::Closed).await?;
    Ok(())
}

async fn send(client: &Client, case: &Case) -> Result<(), Error> {
    let method: Method = case.method.parse().expect("a method");
    let mut request = client.raw_request(method, case.path);
    for (name, value) in case.form {
        let value = match *value {
            LONG => "x".repeat(20_000),
            LONG_JSON => format!("\"{LONG}\"", LONG = "x".repeat(20_000)),
            value => value.to_owned(),
        };
        request = request.add_form_parameter(*name, value);
    }
    request.await.map(drop)
}

/// Stands for a text that is longer than any limit.
const LONG: &str = "(long)";
/// Stands for JSON text that is longer than any limit.
const LONG_JSON: &str = "(long JSON)";

#[test]
fn a_number_is_in_one_conversation_that_is_not_closed() {
    run(async {
        let client = FakeTwilio::new().client();
        let first = client.conversations().create().await.expect("it is created");
        let second = client.conversations().create().await.expect("it is created");
        let join = |conversation| {
            client
                .conversation(conversation)
                .participants()
                .create()
                .messaging_binding_address("+15558675310")
                .messaging_binding_proxy_address("+15557122661")
        };
        join(&first.sid).await.expect("the number is free");
        let error = join(&second.sid).await.expect_err("the number is taken");
        assert_eq!(error.code(), Some(50416));
        let message = error.message().expect("a refusal has a message");
        assert!(message.ends_with(first.sid.as_str()), "{message}");

        let first = client.conversation(&first.sid);
        first.update().state(ConversationState::Closed).await.expect("it is closed");
        join(&second.sid).await.expect("the number is free again");
    });
}

#[test]
fn a_conversation_has_a_limited_number_of_participants() {
    run(async {
        let client = FakeTwilio::new().client();
        let conversation = client.conversations().create().await.expect("it is created");
        let participants = client.conversation(&conversation.sid).participants();
        let of_number = |number: usize| {
            participants
                .create()
                .messaging_binding_address(format!("+1555867{number:04}"))
                .messaging_binding_proxy_address("+15557122661")
        };
        for number in 0..50 {
            of_number(number).await.expect("there are less than 50");
        }
        assert_eq!(refusal(of_number(50).await), (403, 50422));
        for number in 50..1000 {
            let identity = format!("user-{number}");
            participants
                .create()
                .identity(identity)
                .await
                .expect("there are less than 1000");
        }
        assert_eq!(refusal(participants.create().identity("zoe").await), (403, 50417));
    });
}

#[test]
fn a_conversation_has_a_limited_number_of_webhooks() {
    run(async {
        let client = FakeTwilio::new().client();
        let conversation = client.conversations().create().await.expect("it is created");
        let webhooks = client.conversation(&conversation.sid).webhooks();
        let create = || {
            webhooks
                .create("trigger")
                .configuration_url("https://example.com/twilio")
                .configuration_triggers(["help"])
        };
        for _ in 0..5 {
            create().await.expect("there are less than 5");
        }
        assert_eq!(refusal(create().await), (403, 50361));
    });
}

#[test]
fn participants_of_a_refused_conversation_are_not_there() {
    run(async {
        let client = FakeTwilio::new().client();
        let binding =
            json!({"address": "+15558675310", "proxy_address": "+15557122661"});
        let participant = json!({"messaging_binding": binding});
        let create = || {
            client.conversation_with_participants().create().participants([&participant])
        };
        create().await.expect("the number is free");
        assert_eq!(refusal(create().await), (409, 50425));
        let conversations = client.conversations().list().all().await.expect("a list");
        assert_eq!(conversations.len(), 1);
    });
}
