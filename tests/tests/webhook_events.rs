//! The events of Conversations webhooks, against the tables of Twilio's page
//! <https://www.twilio.com/docs/conversations-classic/conversations-webhooks>, which are restated here apart from
//! `spec/webhooks.yaml`.

use http::{Request, StatusCode};
use twilio_conversations::conversations::ConversationState;
use twilio_conversations::events::{
    Event, EventError, EventKind, EventParameters, EventSource, Sample, sample,
};
use twilio_conversations::webhook::{RequestSigner, SignatureError, SignatureValidator};

const SERVER: &str = "https://example.com";

/// Parameters of every request. `RetryCount` is not on the page, but in every recorded request.
const COMMON: &str = "AccountSid Source ClientIdentity RetryCount";
const BINDING: &str = "MessagingBinding.ProxyAddress MessagingBinding.Address MessagingBinding.ProjectedAddress";
const CONVERSATION: &str = "ConversationSid DateCreated DateUpdated FriendlyName UniqueName Attributes ChatServiceSid MessagingServiceSid State";
const MESSAGE: &str = "ConversationSid MessageSid Index DateCreated DateUpdated Body Author ParticipantSid Attributes Media";
const PARTICIPANT: &str = "ConversationSid ParticipantSid DateCreated DateUpdated Identity RoleSid Attributes MessagingBinding.Type";
const USER: &str =
    "ChatServiceSid UserSid DateUpdated Identity RoleSid Attributes FriendlyName";

/// The kinds with the groups of their parameters.
const EVENTS: [(&str, &[&str]); 23] = [
    (
        "onConversationAdd",
        &[
            "FriendlyName UniqueName Attributes ChatServiceSid MessagingServiceSid State",
            BINDING,
            "MessagingBinding.AuthorAddress MessageBody Media",
        ],
    ),
    ("onConversationRemove", &[CONVERSATION]),
    ("onConversationUpdate", &[CONVERSATION]),
    ("onMessageAdd", &["ConversationSid Body Author ParticipantSid Attributes Media"]),
    ("onMessageRemove", &[MESSAGE]),
    ("onMessageUpdate", &[MESSAGE]),
    (
        "onParticipantAdd",
        &["ConversationSid Identity RoleSid Attributes MessagingBinding.Type", BINDING],
    ),
    ("onParticipantRemove", &[PARTICIPANT, BINDING]),
    ("onParticipantUpdate", &[PARTICIPANT, BINDING]),
    ("onUserUpdate", &[USER]),
    ("onConversationAdded", &[CONVERSATION, BINDING, "MessagingBinding.AuthorAddress"]),
    ("onConversationRemoved", &[CONVERSATION, "DateRemoved"]),
    ("onConversationUpdated", &[CONVERSATION]),
    (
        "onConversationStateUpdated",
        &[
            "ChatServiceSid StateUpdated StateFrom StateTo ConversationSid Reason MessagingServiceSid",
        ],
    ),
    (
        "onMessageAdded",
        &[
            "ConversationSid MessageSid MessagingServiceSid Index DateCreated Body Author ParticipantSid Attributes Media",
        ],
    ),
    ("onMessageUpdated", &[MESSAGE]),
    ("onMessageRemoved", &[MESSAGE, "DateRemoved"]),
    (
        "onParticipantAdded",
        &[
            "ConversationSid ParticipantSid DateCreated Identity RoleSid Attributes MessagingBinding.Type",
            BINDING,
        ],
    ),
    ("onParticipantRemoved", &[PARTICIPANT, BINDING, "DateRemoved"]),
    ("onParticipantUpdated", &[PARTICIPANT, BINDING, "LastReadMessageIndex"]),
    (
        "onDeliveryUpdated",
        &[
            "ConversationSid ChatServiceSid MessageSid DeliveryReceiptSid ChannelMessageSid ParticipantSid Status ErrorCode DateCreated DateUpdated",
        ],
    ),
    (
        "onUserAdded",
        &["ChatServiceSid UserSid DateCreated Identity RoleSid Attributes FriendlyName"],
    ),
    ("onUserUpdated", &[USER, "DateCreated isOnline isNotifiable"]),
];

/// Calls a macro with the variant of each event and the function that returns its sample.
#[rustfmt::skip]
macro_rules! for_each_event {
    ($apply:ident) => {
        $apply! {
            ConversationAdd conversation_add, ConversationRemove conversation_remove,
            ConversationUpdate conversation_update, MessageAdd message_add,
            MessageRemove message_remove, MessageUpdate message_update,
            ParticipantAdd participant_add, ParticipantRemove participant_remove,
            ParticipantUpdate participant_update, UserUpdate user_update,
            ConversationAdded conversation_added, ConversationRemoved conversation_removed,
            ConversationUpdated conversation_updated,
            ConversationStateUpdated conversation_state_updated,
            MessageAdded message_added, MessageUpdated message_updated,
            MessageRemoved message_removed, ParticipantAdded participant_added,
            ParticipantRemoved participant_removed, ParticipantUpdated participant_updated,
            DeliveryUpdated delivery_updated, UserAdded user_added, UserUpdated user_updated
        }
    };
}

#[rustfmt::skip]
macro_rules! declare {
    ($($variant:ident $function:ident),*) => {
        /// Returns the parameters that an event does not know.
        fn other(event: &Event) -> &EventParameters {
            match event {
                $(Event::$variant(event) => &event.other,)*
                Event::Unknown(event) => &event.parameters,
                other => panic!("another event: {other:?}"),
            }
        }

        /// The kinds of the events, by their types.
        const KINDS: &[(EventKind, &str)] = &[$(
            (twilio_conversations::events::$variant::KIND, stringify!($variant))
        ),*];

        /// Returns a request for each sample, with the event that it holds.
        fn samples() -> Vec<(Request<String>, Event)> {
            vec![$((signed(&sample::$function()), Event::$variant(sample::$function().event()))),*]
        }
    };
}
for_each_event!(declare);

fn signed<E>(sample: &Sample<E>) -> Request<String> {
    let signer = RequestSigner::auth_token("12345").expect("it is not empty");
    sample.request(&signer, SERVER, "/twilio").expect("the URL is valid")
}

fn validator() -> SignatureValidator {
    SignatureValidator::new("12345").expect("it is not empty")
}

/// Returns a value in the format of a parameter.
fn value(name: &str) -> &'static str {
    match name {
        "MessagingBinding.Type" => "WHATSAPP",
        "State" | "StateFrom" => "active",
        "StateTo" => "closed",
        "Status" => "undelivered",
        "Reason" => "TIMER",
        "Source" => "API",
        "Attributes" => r#"{"order": 7}"#,
        "Media" => {
            r#"[{"Sid":"ME00000000000000000000000000000001","Filename":"a b.png","ContentType":"image/png","Size":7}]"#
        }
        "RetryCount" | "Index" | "LastReadMessageIndex" | "ErrorCode" => "7",
        "isOnline" => "true",
        "isNotifiable" => "false",
        _ if name.starts_with("Date") || name == "StateUpdated" => {
            "2025-03-01T10:20:30.456Z"
        }
        _ if name.ends_with("Sid") => "XX00000000000000000000000000000001",
        _ if name.ends_with("Address") => "+15558675310",
        _ => "Grüße & mehr",
    }
}

fn form(kind: &str, groups: &[&str]) -> String {
    let names = groups.iter().chain([&COMMON]).flat_map(|group| group.split(' '));
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("EventType", kind);
    form.extend_pairs(names.map(|name| (name, value(name))));
    form.finish()
}

#[test]
fn every_event_has_every_parameter_of_the_page() {
    for (kind, groups) in EVENTS {
        let event = Event::parse(form(kind, groups)).expect("it is an event");
        assert_eq!(event.kind(), *kind);
        assert!(!matches!(event, Event::Unknown(_)), "{kind} is unknown");
        assert!(other(&event).is_empty(), "{kind}: {:?}", other(&event));
        let shown = format!("{event:?}");
        assert!(!shown.contains("None"), "a parameter of {kind} is not read: {shown}");
        assert!(!shown.contains("Grüße") && !shown.contains("+1555"), "{shown}");
        let precedes = !kind.ends_with("ed");
        assert_eq!(event.precedes_action(), precedes, "{kind}");
        assert_eq!(EventKind::from(kind).precedes_action(), precedes, "{kind}");
    }
}

#[test]
fn events_keep_unknown_parameters_and_values() {
    for (kind, groups) in EVENTS {
        let form = format!(
            "{}&NewParameter=1&State=frozen&DateUpdated=soon",
            form(kind, groups)
        );
        let event = Event::parse(form).expect("it is an event");
        assert_eq!(other(&event).get("NewParameter"), Some("1"), "{kind}");
    }
}

#[test]
fn the_kinds_are_those_of_the_filters() {
    let official: Vec<EventKind> =
        EVENTS.iter().map(|(kind, _)| EventKind::from(*kind)).collect();
    for kind in official {
        assert!(!matches!(kind, EventKind::Unknown(_)), "{kind:?}");
    }
}

#[test]
fn types_of_events_have_their_kinds() {
    assert_eq!(KINDS.len(), EVENTS.len());
    for (kind, name) in KINDS {
        assert_eq!(*kind, format!("on{name}").as_str());
    }
    assert!(!EventKind::from("onSomethingNew").precedes_action());
}

#[test]
fn samples_of_participants_are_those_of_a_chat() {
    for form in [
        sample::participant_add().form(),
        sample::participant_added().form(),
        sample::participant_update().form(),
        sample::participant_updated().form(),
        sample::participant_remove().form(),
        sample::participant_removed().form(),
    ] {
        assert!(form.contains("Identity=alice"), "{form}");
        assert!(!form.contains("MessagingBinding"), "{form}");
    }
    let of_sms = sample::participant_added()
        .without("Identity")
        .messaging_binding_address("+15558675310")
        .event();
    assert_eq!(of_sms.identity, None);
    assert_eq!(of_sms.messaging_binding_address.as_deref(), Some("+15558675310"));
}

#[test]
fn a_recorded_message_is_read() {
    // The names and formats of a request that others recorded, with values of our own.
    let event = Event::parse(
        "RetryCount=0&EventType=onMessageAdded&Attributes=%7B%7D&DateCreated=2021-08-10T18%3A00%3A58.111Z\
         &Author=%2B15558675310&Index=35&MessageSid=IM0123456789abcdef0123456789abcdef\
         &ParticipantSid=MB0123456789abcdef0123456789abcdef&Body=two\
         &AccountSid=AC0123456789abcdef0123456789abcdef&Source=SMS\
         &ConversationSid=CH0123456789abcdef0123456789abcdef",
    );
    let Ok(Event::MessageAdded(message)) = event else {
        panic!("it is another event: {event:?}");
    };
    assert_eq!(message.source, Some(EventSource::Sms));
    assert_eq!(message.author.as_deref(), Some("+15558675310"));
    assert_eq!((message.index, message.retry_count), (Some(35), Some(0)));
    assert_eq!(message.client_identity, None);
    let attributes: serde_json::Value =
        message.decode_attributes().expect("it is JSON").expect("there are some");
    assert_eq!(attributes, serde_json::json!({}));
}

#[test]
fn addresses_of_a_group_are_a_list() {
    let addresses = |form: &str| {
        let form = format!(
            "EventType=onConversationAdd&State=initializing&MessagingBinding.Address={form}"
        );
        match Event::parse(form) {
            Ok(Event::ConversationAdd(event)) => {
                assert_eq!(event.state, Some(ConversationState::Initializing));
                event.messaging_binding_address
            }
            other => panic!("it is another event: {other:?}"),
        }
    };
    let both = Some(vec!["+15558675310".to_owned(), "+15558675311".to_owned()]);
    assert_eq!(addresses("%2B15558675310%2C+%2B15558675311"), both);
    assert_eq!(
        addresses("%2B15558675310&MessagingBinding.Address=%2B15558675311"),
        both
    );
}

#[test]
fn every_sample_is_a_signed_request() {
    let samples = samples();
    assert_eq!(samples.len(), EVENTS.len());
    for (request, expected) in samples {
        let event = validator().event(SERVER, &request).expect("it is signed");
        assert_eq!(event, expected);
        assert!(other(&event).is_empty(), "{event:?}");
        let forged = request.map(|body| body + "&Body=forged");
        assert_eq!(
            validator().event(SERVER, &forged),
            Err(EventError::Signature(SignatureError::Mismatch))
        );
    }
}

#[test]
fn replies_change_what_the_page_allows() {
    let message = sample::message_add().body("Hi").event();
    assert_eq!(message.body.as_deref(), Some("Hi"));
    let reply = message.accept().body("modified message text").author("bob");
    let reply = reply.attributes(r#"{"key" : "value"}"#).expect("it is JSON");
    let response = reply.into_response();
    assert_eq!(response.headers()["content-type"], "application/json");
    let body: serde_json::Value =
        serde_json::from_str(response.body()).expect("it is JSON");
    let expected = serde_json::json!({
        "body": "modified message text",
        "author": "bob",
        "attributes": r#"{"key" : "value"}"#,
    });
    assert_eq!(body, expected);

    let conversation = sample::conversation_update().event();
    let response = conversation.accept().friendly_name("Order 7").into_response();
    assert_eq!(response.body(), r#"{"friendly_name":"Order 7"}"#);

    let participant = sample::participant_add().event();
    let response = participant.accept().into_response();
    assert_eq!((response.status(), response.body().as_str()), (StatusCode::OK, ""));
    let response = participant.reject(StatusCode::FORBIDDEN).into_response();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}
