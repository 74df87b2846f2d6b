//! What a caller can write: values that convert, optional values, and code that serves every service.

use std::time::Duration;

use serde_json::{Value, json};
use twilio_conversations::conversations::{
    Conversation, ConversationState, Conversations, CreateConversation,
};
use twilio_conversations::mock::{MockResponse, MockTransport};
use twilio_conversations::{Client, ErrorKind, Result, error_code};

/// Waits for a future that needs no timer.
fn wait<T>(future: impl IntoFuture<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("it needs nothing").block_on(future.into_future())
}

fn conversation(sid: &str) -> Value {
    json!({"sid": sid})
}

#[test]
fn a_setter_of_an_enum_takes_text() {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(201, conversation("CH1")).times(6));
    let create = || mock.client().conversations().create();
    wait(create().state(ConversationState::Closed)).unwrap();
    wait(create().state("CLOSED")).unwrap();
    let (text, state) = ("closed".to_owned(), ConversationState::Closed);
    wait(create().state(&text)).unwrap();
    wait(create().state(text)).unwrap();
    wait(create().state(&state)).unwrap();
    wait(create().state("paused")).unwrap();
    let sent: Vec<_> =
        mock.requests().iter().map(|sent| sent.form_value("State")).collect();
    let expected = ["closed", "closed", "closed", "closed", "closed", "paused"];
    assert_eq!(sent, expected.map(|state| Some(state.to_owned())));
    let client = mock.client();
    mock.push(MockResponse::json(200, json!({"sid": "WH1"})));
    let update = client.configuration().webhooks().update();
    wait(update.method("get").filters(["onMessageAdded"])).unwrap();
    assert_eq!(mock.requests()[6].form_value("Method").as_deref(), Some("GET"));
}

#[test]
fn a_setter_of_a_list_of_enums_takes_text() {
    let mock = MockTransport::new();
    mock.push(MockResponse::page("bindings", [(); 0]));
    let service = mock.client().service("IS1");
    wait(service.bindings().list().binding_types(["APN", "gcm", "other"])).unwrap();
    let types: Vec<_> =
        mock.request().query().into_iter().map(|(_, value)| value).collect();
    assert_eq!(types, ["apn", "gcm", "other"]);
}

#[test]
fn a_setter_of_json_takes_a_value() {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(201, conversation("CH1")));
    let attributes = json!({"order": 1042});
    wait(mock.client().conversations().create().attributes(attributes)).unwrap();
    let sent = mock.request().form_value("Attributes");
    assert_eq!(sent.as_deref(), Some(r#"{"order":1042}"#));
}

#[test]
fn an_option_is_passed_on() {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(201, conversation("CH1")));
    let create = mock.client().conversations().create();
    let create = create
        .maybe(Some("a"), CreateConversation::friendly_name)
        .maybe(None::<String>, CreateConversation::unique_name);
    wait(create).unwrap();
    assert_eq!(mock.request().form(), [("FriendlyName".to_owned(), "a".to_owned())]);
}

/// Serves the default service and any other.
async fn find_or_create(
    conversations: &Conversations,
    name: &str,
) -> Result<Conversation> {
    match conversations.handle(name).fetch().await {
        Err(error) if error.is_not_found() => {
            conversations.create().unique_name(name).await
        }
        outcome => outcome,
    }
}

#[test]
fn a_collection_leads_to_what_it_holds_in_every_service() {
    let find = |conversations: fn(&Client) -> Conversations| {
        let mock = MockTransport::new();
        mock.push(MockResponse::json(404, json!({"code": 20404})))
            .push(MockResponse::json(201, conversation("CH1")));
        let found = wait(find_or_create(&conversations(&mock.client()), "a b"));
        assert_eq!(found.unwrap().sid, "CH1");
        mock.requests().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        find(Client::conversations),
        ["GET /v1/Conversations/a%20b", "POST /v1/Conversations"]
    );
    assert_eq!(
        find(|client| client.service("IS1").conversations()),
        [
            "GET /v1/Services/IS1/Conversations/a%20b",
            "POST /v1/Services/IS1/Conversations"
        ]
    );
}

#[test]
fn a_user_leads_to_conversations() {
    let mock = MockTransport::new();
    mock.push(MockResponse::page("conversations", [(); 0]))
        .push(MockResponse::text(204, ""));
    let user = mock.client().user("alice");
    wait(user.conversations().list()).unwrap();
    wait(user.conversation("CH1").delete()).unwrap();
    mock.assert_requests([
        "GET /v1/Users/alice/Conversations",
        "DELETE /v1/Users/alice/Conversations/CH1",
    ]);
}

#[test]
fn a_timer_that_is_too_short_is_not_sent() {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(201, conversation("CH1")).times(2));
    let create = || mock.client().conversations().create();
    let minute = Duration::from_secs(60);
    wait(create().timers_inactive(minute).timers_closed(10 * minute)).unwrap();
    let error = wait(create().timers_inactive(Duration::from_secs(59))).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0));
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "it is less than the minimum, PT1M");
    let error = wait(create().timers_closed(9 * minute)).unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "it is less than the minimum, PT10M");
    // The last value counts, and zero removes the timer.
    let request = create().timers_closed(minute).timers_closed(10 * minute);
    wait(request.timers_inactive(Duration::ZERO)).unwrap();
    assert_eq!(mock.requests().len(), 2);
    assert_eq!(
        mock.requests()[1].form_value("Timers.Inactive").as_deref(),
        Some("PT0S")
    );
}

#[test]
fn an_error_has_a_code_with_a_name() {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(409, json!({"code": 50433})));
    let chat = mock.client().conversation("CH1");
    let error = wait(chat.participants().create().identity("alice")).unwrap_err();
    assert_eq!(error.code(), Some(error_code::PARTICIPANT_ALREADY_EXISTS));
}
