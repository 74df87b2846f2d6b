//! The events that requests, timers and tests cause.

use std::collections::BTreeSet;
use std::time::Duration;

use http::{Response, StatusCode};
use serde_json::json;
use twilio_conversations::conversation_webhooks::ConversationWebhookTarget;
use twilio_conversations::conversations::ConversationState;
use twilio_conversations::events::{Event, EventKind, Reply};
use twilio_conversations::fake::{Delivery, FakeTwilio};
use twilio_conversations::transport::Bytes;
use twilio_conversations::{Client, Result};

use crate::{refusal, run};

const URL: &str = "https://bot.example.com/hook";

/// Every kind of event, in the order of the actions in [`act`].
const KINDS: [&str; 23] = [
    "onConversationAdd",
    "onConversationAdded",
    "onConversationUpdate",
    "onConversationUpdated",
    "onConversationStateUpdated",
    "onParticipantAdd",
    "onParticipantAdded",
    "onParticipantUpdate",
    "onParticipantUpdated",
    "onMessageAdd",
    "onMessageAdded",
    "onMessageUpdate",
    "onMessageUpdated",
    "onDeliveryUpdated",
    "onMessageRemove",
    "onMessageRemoved",
    "onParticipantRemove",
    "onParticipantRemoved",
    "onConversationRemove",
    "onConversationRemoved",
    "onUserAdded",
    "onUserUpdate",
    "onUserUpdated",
];

/// Returns the webhooks that were sent.
fn sent(fake: &FakeTwilio) -> Vec<Delivery> {
    let deliveries = fake.deliveries().into_iter();
    deliveries.filter(|delivery| delivery.status().is_some()).collect()
}

fn every_kind() -> impl Iterator<Item = EventKind> {
    KINDS.into_iter().map(EventKind::from)
}

#[test]
fn every_event_is_sent() {
    run(async {
        let fake = FakeTwilio::new();
        fake.on_webhook(URL, async |_| Response::new(Bytes::new()));
        let client = fake.client();
        let webhooks = client.configuration().webhooks().update();
        let webhooks = webhooks.pre_webhook_url(URL).post_webhook_url(URL);
        webhooks.filters(every_kind()).await.expect("webhooks are set");
        act(&fake, &client).await.expect("nothing is refused");

        let deliveries = sent(&fake);
        let kinds: Vec<_> =
            deliveries.iter().map(twilio_conversations::fake::Delivery::kind).collect();
        assert_eq!(kinds, KINDS);
        for delivery in &deliveries {
            let (kind, parameter) = (delivery.kind(), |name| delivery.parameter(name));
            assert_eq!(parameter("AccountSid"), Some(fake.account_sid()), "{kind}");
            assert_eq!(parameter("EventType"), Some(kind));
            assert_eq!(parameter("Source"), Some("API"), "{kind}");
        }
        let received = |kind| {
            deliveries.iter().find(|one| one.kind() == kind).expect("it was sent")
        };
        let changed = received("onConversationStateUpdated");
        let values =
            ["StateFrom", "StateTo", "Reason"].map(|name| changed.parameter(name));
        assert_eq!(values, [Some("active"), Some("inactive"), Some("API")]);
        assert!(received("onMessageRemoved").parameter("DateRemoved").is_some());
        assert_eq!(received("onDeliveryUpdated").parameter("Status"), Some("delivered"));
    });
}

/// Causes each event once.
async fn act(fake: &FakeTwilio, client: &Client) -> Result<()> {
    let created = client.conversations().create().webhook_enabled(true).await?;
    let conversation = client.conversation(&created.sid);
    let update = conversation.update().webhook_enabled(true);
    update.state(ConversationState::Inactive).await?;

    let participants = conversation.participants();
    let participant = participants
        .create()
        .messaging_binding_address("+15558675310")
        .messaging_binding_proxy_address("+15557122661")
        .webhook_enabled(true)
        .await?;
    let participant = conversation.participant(&participant.sid);
    participant.update().attributes("{}").webhook_enabled(true).await?;

    // Without the header, nothing is sent.
    conversation.update().state(ConversationState::Active).await?;
    let message =
        conversation.messages().create().body("Hello!").webhook_enabled(true).await?;
    let handle = conversation.message(&message.sid);
    handle.update().body("Hello?").webhook_enabled(true).await?;

    let receipts =
        format!("/v1/Conversations/{}/Messages/{}/Receipts", created.sid, message.sid);
    let receipt = fake.insert(&receipts, json!({"status": "sent"}))?;
    let sid = receipt["sid"].as_str().expect("a receipt has a SID");
    fake.update(format!("{receipts}/{sid}"), json!({"status": "delivered"})).await?;

    handle.delete().webhook_enabled(true).await?;
    participant.delete().webhook_enabled(true).await?;
    conversation.delete().webhook_enabled(true).await?;

    client.users().create("alice").webhook_enabled(true).await?;
    client.user("alice").update().friendly_name("Alice").webhook_enabled(true).await?;
    Ok(())
}

#[test]
fn a_rejected_message_is_not_stored() {
    run(async {
        let fake = FakeTwilio::new();
        fake.on_webhook(URL, async |request| {
            let reply = match Event::parse(request.body()) {
                Ok(Event::MessageAdd(message))
                    if message.body.as_deref() == Some("spam") =>
                {
                    message.reject(StatusCode::FORBIDDEN)
                }
                Ok(Event::MessageAdd(message)) => {
                    message.accept().body("Moderated").into()
                }
                _ => Reply::default(),
            };
            reply.into_response()
        });
        let client = fake.client();
        let webhooks = client.configuration().webhooks().update();
        let webhooks = webhooks.pre_webhook_url(URL).filters([EventKind::MessageAdd]);
        webhooks.await.expect("webhooks are set");
        let conversation =
            client.conversations().create().await.expect("a conversation");
        let messages = client.conversation(&conversation.sid).messages();

        let create = |body| messages.create().body(body).webhook_enabled(true);
        let accepted = create("Hello!").await.expect("it is accepted");
        assert_eq!(accepted.body.as_deref(), Some("Moderated"));
        assert_eq!(refusal(create("spam").await), (403, 50056));
        assert_eq!(messages.list().all().await.expect("messages"), [accepted]);
    });
}

#[test]
fn timers_and_messages_change_the_state() {
    run(async {
        let fake = FakeTwilio::new();
        fake.on_webhook(URL, async |_| Response::new(Bytes::new()));
        let client = fake.client();
        let minute = Duration::from_secs(60);
        let create = client.conversations().create().state(ConversationState::Active);
        let created = create.timers_inactive(minute).await.expect("a conversation");
        let conversation = client.conversation(&created.sid);
        let webhook = conversation.webhooks().create(ConversationWebhookTarget::Webhook);
        let webhook = webhook.configuration_url(URL).configuration_filters(every_kind());
        webhook.await.expect("a webhook");

        fake.advance(minute).await;
        let send = conversation.messages().create().body("Hello!").webhook_enabled(true);
        send.await.expect("a message");
        let reasons: BTreeSet<_> = sent(&fake)
            .iter()
            .filter_map(|delivery| delivery.parameter("Reason").map(str::to_owned))
            .collect();
        assert_eq!(reasons, BTreeSet::from(["EVENT".to_owned(), "TIMER".to_owned()]));
    });
}

#[test]
fn a_keyword_triggers_a_webhook() {
    run(async {
        let fake = FakeTwilio::new();
        fake.on_webhook(URL, async |_| Response::new(Bytes::new()));
        let client = fake.client();
        let created = client.conversations().create().await.expect("a conversation");
        let conversation = client.conversation(&created.sid);
        let webhook = conversation.webhooks().create(ConversationWebhookTarget::Trigger);
        let webhook =
            webhook.configuration_url(URL).configuration_triggers(["help", "agent"]);
        webhook.await.expect("a webhook");

        for body in ["Hello!", "I need help."] {
            let send = conversation.messages().create().body(body).webhook_enabled(true);
            send.await.expect("a message");
        }
        let deliveries = sent(&fake);
        let bodies: Vec<_> =
            deliveries.iter().map(|delivery| delivery.parameter("Body")).collect();
        assert_eq!(bodies, [Some("I need help.")]);
    });
}

#[test]
fn webhooks_of_a_service_replace_those_of_the_account() {
    run(async {
        let fake = FakeTwilio::new();
        fake.on_webhook(URL, async |_| Response::new(Bytes::new()));
        let client = fake.client();
        let of_account = client.configuration().webhooks().update();
        let of_account = of_account.post_webhook_url(format!("{URL}/account"));
        of_account.filters(every_kind()).await.expect("webhooks are set");
        let service = client.services().create("Support").await.expect("a service");
        let service = client.service(&service.sid);
        let of_service = service.configuration().webhooks().update();
        let of_service = of_service.post_webhook_url(format!("{URL}/service"));
        of_service.filters(every_kind()).await.expect("webhooks are set");

        let create = service.conversations().create().webhook_enabled(true);
        create.await.expect("a conversation");
        let create = client.conversations().create().webhook_enabled(true);
        create.await.expect("a conversation");
        let deliveries = sent(&fake);
        let urls: Vec<_> =
            deliveries.iter().map(twilio_conversations::fake::Delivery::url).collect();
        assert_eq!(urls, [format!("{URL}/service"), format!("{URL}/account")]);
    });
}
