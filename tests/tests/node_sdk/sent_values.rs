//! Values in requests, as the SDK writes them.

use serde_json::{Value, json};
use tokio::runtime::Builder;
use twilio_conversations::mock::{MockResponse, MockTransport};
use twilio_conversations::{Client, Nullable, Result};

use crate::peer::Peer;

const CONVERSATION: &str = "CH0123456789abcdef0123456789abcdef";
const PARTICIPANT: &str = "MB0123456789abcdef0123456789abcdef";
const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";
const USER: &str = "US0123456789abcdef0123456789abcdef";

/// Returns the form that a call of ours sends.
fn ours(call: impl AsyncFnOnce(Client) -> Result<()>) -> String {
    let mock = MockTransport::new();
    let answer = json!({
        "sid": "MB1", "conversation_sid": "CH1", "participant_sid": "MB1", "user_sid": "US1",
        "chat_service_sid": "IS1", "account_sid": "AC1",
    });
    mock.push(MockResponse::json(200, answer));
    let runtime = Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("it needs nothing");
    runtime.block_on(call(mock.client())).expect("the answer is a success");
    let requests = mock.requests();
    String::from_utf8(requests[0].body().to_vec()).expect("a form is ASCII")
}

/// Returns the forms that the same calls of the SDK send.
fn theirs(peer: &Peer, calls: &[(Value, &str, Value)]) -> Vec<String> {
    let tasks = calls.iter().map(|(resource, method, parameters)| {
        json!({"do": "send", "resource": resource, "method": method, "parameters": parameters})
    });
    let forms = peer.run(tasks.collect()).into_iter();
    forms.map(|form| form.as_str().expect("a form is text").to_owned()).collect()
}

fn participants() -> [Value; 2] {
    let rest =
        [json!(["conversations", CONVERSATION]), json!(["participants", PARTICIPANT])];
    let service = json!(["services", SERVICE]);
    [json!(rest), json!([service, rest[0], rest[1]])]
}

fn user_conversations() -> [Value; 2] {
    let rest = [json!(["users", USER]), json!(["userConversations", CONVERSATION])];
    let service = json!(["services", SERVICE]);
    [json!(rest), json!([service, rest[0], rest[1]])]
}

#[test]
fn null_clears_what_participants_and_users_have_read() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    for (index, given) in [(None, json!(null)), (Some(0), json!(0)), (Some(7), json!(7))]
    {
        let calls: Vec<_> = participants()
            .into_iter()
            .chain(user_conversations())
            .map(|place| (place, "update", json!({"lastReadMessageIndex": given})))
            .collect();
        let sent = [
            ours(async |client| {
                let participant =
                    client.conversation(CONVERSATION).participant(PARTICIPANT);
                participant.update().last_read_message_index(index).await.map(drop)
            }),
            ours(async |client| {
                let service = client.service(SERVICE);
                let participant =
                    service.conversation(CONVERSATION).participant(PARTICIPANT);
                participant.update().last_read_message_index(index).await.map(drop)
            }),
            ours(async |client| {
                let conversation = client.user(USER).conversation(CONVERSATION);
                conversation.update().last_read_message_index(index).await.map(drop)
            }),
            ours(async |client| {
                let user = client.service(SERVICE).user(USER);
                let conversation = user.conversation(CONVERSATION);
                conversation.update().last_read_message_index(index).await.map(drop)
            }),
        ];
        assert_eq!(sent.to_vec(), theirs(&peer, &calls), "{index:?}");
    }
    let cleared = ours(async |client| {
        let participant = client.conversation(CONVERSATION).participant(PARTICIPANT);
        participant.update().last_read_message_index(Nullable::Null).await.map(drop)
    });
    assert_eq!(cleared, "LastReadMessageIndex=");
}

#[test]
fn timestamps_are_written_in_whole_seconds() {
    let Some(peer) = Peer::installed() else {
        return;
    };
    for text in [
        "2026-11-28T02:39:51Z",
        "2026-11-28T02:39:51.999Z",
        "2026-11-28T02:39:51.001+05:30",
        "1969-12-31T23:59:58.25Z",
    ] {
        let [place, _] = participants();
        let call = (place, "update", json!({"dateCreated": {"date": text}}));
        let sent = ours(async |client| {
            let participant = client.conversation(CONVERSATION).participant(PARTICIPANT);
            let timestamp = text.parse().expect("it is a timestamp");
            participant.update().date_created(timestamp).await.map(drop)
        });
        assert_eq!(vec![sent], theirs(&peer, &[call]), "{text}");
    }
}
