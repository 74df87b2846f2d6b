//! Every operation, in both scopes, over the public client.

use serde_json::json;
use twilio_conversations::address_configurations::AddressType;
use twilio_conversations::conversation_webhooks::ConversationWebhookTarget;
use twilio_conversations::conversation_with_participants::ConversationWithParticipantsCollection;
use twilio_conversations::conversations::{ConversationHandle, Conversations};
use twilio_conversations::events::EventKind;
use twilio_conversations::fake::FakeTwilio;
use twilio_conversations::push_credentials::PushType;
use twilio_conversations::roles::{RoleType, Roles};
use twilio_conversations::sid::{ConversationSid, ServiceSid};
use twilio_conversations::users::{UserHandle, Users};
use twilio_conversations::{Client, Result};

use crate::recorder::Recorder;
use crate::run;

#[test]
fn every_operation_is_carried_out() {
    run(async {
        let fake = FakeTwilio::new();
        let recorder = Recorder::of(&fake);
        let client = recorder.client();
        walk(&fake, &client).await.expect("the fake refuses nothing here");
        assert_eq!(recorder.not_called(), Vec::<String>::new());
    });
}

async fn walk(fake: &FakeTwilio, client: &Client) -> Result<()> {
    configuration(client).await?;
    addresses(client).await?;
    credentials(client).await?;

    roles(client.roles()).await?;
    users(client.users()).await?;
    conversations(fake, client.conversations()).await?;
    let conversation =
        create_with_participants(client.conversation_with_participants()).await?;
    conversation_of_user(client.user("alice"), &conversation).await?;
    let found = client.participant_conversations().list().identity("bob").all().await?;
    assert_eq!(found.len(), 1);

    let service = services(client).await?;
    let named = client.service(&service);
    bindings(fake, client, &service).await?;
    service_configuration(client, &service).await?;
    roles(named.roles()).await?;
    users(named.users()).await?;
    conversations(fake, named.conversations()).await?;
    let conversation =
        create_with_participants(named.conversation_with_participants()).await?;
    conversation_of_user(named.user("alice"), &conversation).await?;
    let found = named.participant_conversations().list().identity("bob").all().await?;
    assert_eq!(found.len(), 1);

    named.delete().await?;
    assert!(named.fetch().await.is_err_and(|error| error.is_not_found()));
    Ok(())
}

async fn configuration(client: &Client) -> Result<()> {
    let messaging_service = "MG0123456789abcdef0123456789abcdef";
    let configuration = client.configuration();
    configuration.update().default_messaging_service_sid(messaging_service).await?;
    let fetched = configuration.fetch().await?;
    assert_eq!(fetched.default_messaging_service_sid, Some(messaging_service.into()));
    assert!(fetched.default_chat_service_sid.is_some());

    let url = "https://example.com/twilio";
    let webhooks = configuration.webhooks();
    webhooks.update().post_webhook_url(url).filters([EventKind::MessageAdded]).await?;
    let fetched = webhooks.fetch().await?;
    assert_eq!(fetched.post_webhook_url.as_deref(), Some(url));
    assert_eq!(fetched.filters, Some(vec![EventKind::MessageAdded]));
    Ok(())
}

async fn addresses(client: &Client) -> Result<()> {
    let addresses = client.address_configurations();
    let created = addresses
        .create(AddressType::Sms, "+15558675310")
        .auto_creation_enabled(true)
        .await?;
    addresses.create(AddressType::Whatsapp, "whatsapp:+15558675310").await?;
    let listed = addresses.list().r#type(AddressType::Sms).all().await?;
    assert_eq!(listed, std::slice::from_ref(&created));

    let by_address = addresses.handle("+15558675310");
    by_address.update().friendly_name("Support").await?;
    let fetched = addresses.handle(&created.sid).fetch().await?;
    assert_eq!(fetched.friendly_name.as_deref(), Some("Support"));
    assert_eq!(fetched.auto_creation.and_then(|settings| settings.enabled), Some(true));

    by_address.delete().await?;
    assert_eq!(addresses.list().all().await?.len(), 1);
    Ok(())
}

async fn credentials(client: &Client) -> Result<()> {
    let created = client.push_credentials().create(PushType::Fcm).secret("key").await?;
    assert_eq!(created.sandbox.as_deref(), Some("False"));
    let credential = client.push_credential(&created.sid);
    credential.update().friendly_name("Shop app").sandbox(true).await?;
    let fetched = credential.fetch().await?;
    assert_eq!(fetched.friendly_name.as_deref(), Some("Shop app"));
    assert_eq!(fetched.sandbox.as_deref(), Some("True"));
    assert_eq!(client.push_credentials().list().all().await?, [fetched]);
    credential.delete().await?;
    assert!(client.push_credentials().list().all().await?.is_empty());
    Ok(())
}

async fn services(client: &Client) -> Result<ServiceSid> {
    let services = client.services();
    let created = services.create("Support").await?;
    assert_eq!(services.handle(&created.sid).fetch().await?, created);
    // The default one is there as well.
    assert_eq!(services.list().all().await?.len(), 2);
    Ok(created.sid)
}

async fn bindings(
    fake: &FakeTwilio,
    client: &Client,
    service: &ServiceSid,
) -> Result<()> {
    let collection = format!("/v1/Services/{service}/Bindings");
    let properties =
        json!({"identity": "alice", "binding_type": "fcm", "endpoint": "token"});
    fake.insert(&collection, properties)?;
    let bindings = client.service(service).bindings();
    let listed = bindings.list().identities(["alice"]).all().await?;
    let [binding] = listed.as_slice() else {
        panic!("{listed:?}")
    };
    assert_eq!(&bindings.handle(&binding.sid).fetch().await?, binding);
    bindings.handle(&binding.sid).delete().await?;
    assert!(bindings.list().all().await?.is_empty());
    Ok(())
}

async fn service_configuration(client: &Client, service: &ServiceSid) -> Result<()> {
    let configuration = client.service(service).configuration();
    let fetched = configuration.fetch().await?;
    assert_eq!(fetched.reachability_enabled, Some(false));
    let role =
        fetched.default_chat_service_role_sid.expect("a service has default roles");
    assert_eq!(client.service(service).role(&role).fetch().await?.sid, role);
    let updated = configuration.update().reachability_enabled(true).await?;
    assert_eq!(updated.reachability_enabled, Some(true));

    let notifications = configuration.notifications();
    let updated = notifications.update().new_message_enabled(true).await?;
    assert_eq!(notifications.fetch().await?, updated);
    let messages = updated.new_message.expect("it is always there");
    assert_eq!(
        (messages.enabled, messages.badge_count_enabled),
        (Some(true), Some(false))
    );

    let webhooks = configuration.webhooks();
    let updated = webhooks.update().pre_webhook_url("https://example.com/pre").await?;
    assert_eq!(webhooks.fetch().await?, updated);
    Ok(())
}

async fn roles(roles: Roles) -> Result<()> {
    let permissions = ["sendMessage", "leaveConversation"];
    let created = roles.create("moderator", RoleType::Conversation, permissions).await?;
    let role = roles.handle(&created.sid);
    role.update(["sendMessage"]).await?;
    let fetched = role.fetch().await?;
    assert_eq!(fetched.permissions, Some(vec!["sendMessage".to_owned()]));
    let listed = roles.list().all().await?;
    assert_eq!(listed.last(), Some(&fetched));
    role.delete().await?;
    assert_eq!(roles.list().all().await?.len(), listed.len() - 1);
    Ok(())
}

async fn users(users: Users) -> Result<()> {
    let created = users.create("carol").await?;
    let carol = users.handle("carol");
    carol.update().friendly_name("Carol").await?;
    let fetched = users.handle(&created.sid).fetch().await?;
    assert_eq!(fetched.friendly_name.as_deref(), Some("Carol"));
    assert_eq!(users.list().all().await?, [fetched]);
    carol.delete().await?;
    assert!(users.list().all().await?.is_empty());
    Ok(())
}

async fn conversations(fake: &FakeTwilio, conversations: Conversations) -> Result<()> {
    let created = conversations.create().unique_name("order-1042").await?;
    let conversation = conversations.handle("order-1042");
    conversation.update().attributes(json!({"order": 1042})).await?;
    let fetched = conversations.handle(&created.sid).fetch().await?;
    assert_eq!(
        fetched.attributes.as_ref().map(twilio_conversations::JsonText::as_str),
        Some(r#"{"order":1042}"#)
    );
    assert_eq!(conversations.list().all().await?, [fetched]);

    participants(&conversation).await?;
    messages(fake, &conversation).await?;
    webhooks(&conversation).await?;

    conversation.delete().await?;
    assert!(conversations.list().all().await?.is_empty());
    Ok(())
}

async fn participants(conversation: &ConversationHandle) -> Result<()> {
    let created = conversation
        .participants()
        .create()
        .messaging_binding_address("whatsapp:+15558675310")
        .messaging_binding_proxy_address("whatsapp:+15557122661")
        .await?;
    let participant = conversation.participant(&created.sid);
    participant.update().last_read_message_index(3).await?;
    let fetched = participant.fetch().await?;
    assert_eq!(fetched.last_read_message_index, Some(3));
    assert_eq!(conversation.participants().list().all().await?, [fetched]);
    participant.delete().await?;
    assert!(conversation.participants().list().all().await?.is_empty());
    Ok(())
}

async fn messages(fake: &FakeTwilio, conversation: &ConversationHandle) -> Result<()> {
    let messages = conversation.messages();
    messages.create().body("Hello!").await?;
    let created = messages.create().body("Is anybody there?").author("dave").await?;
    let message = conversation.message(&created.sid);
    message.update().body("Is somebody there?").await?;
    let fetched = message.fetch().await?;
    assert_eq!(fetched.body.as_deref(), Some("Is somebody there?"));
    assert_eq!(messages.list().order("desc").all().await?.first(), Some(&fetched));

    let url = created.url.expect("a message has a URL");
    let path =
        url.strip_prefix("https://conversations.twilio.com").expect("the API's URL");
    fake.insert(format!("{path}/Receipts"), json!({"status": "sent"}))?;
    let receipts = message.delivery_receipts().list().all().await?;
    let [receipt] = receipts.as_slice() else {
        panic!("{receipts:?}")
    };
    assert_eq!(receipt.message_sid.as_ref(), Some(&created.sid));
    assert_eq!(&message.delivery_receipt(&receipt.sid).fetch().await?, receipt);

    message.delete().await?;
    assert_eq!(messages.list().all().await?.len(), 1);
    Ok(())
}

async fn webhooks(conversation: &ConversationHandle) -> Result<()> {
    let webhooks = conversation.webhooks();
    let created = webhooks
        .create(ConversationWebhookTarget::Webhook)
        .configuration_url("https://example.com/twilio")
        .configuration_filters([EventKind::MessageAdded])
        .await?;
    let webhook = conversation.webhook(&created.sid);
    let url = "https://example.com/other";
    webhook.update().configuration_url(url).await?;
    let fetched = webhook.fetch().await?;
    let settings = fetched.configuration.clone().expect("a webhook has settings");
    assert_eq!(settings.url.as_deref(), Some(url));
    assert_eq!(webhooks.list().all().await?, [fetched]);
    webhook.delete().await?;
    assert!(webhooks.list().all().await?.is_empty());
    Ok(())
}

async fn create_with_participants(
    conversations: ConversationWithParticipantsCollection,
) -> Result<ConversationSid> {
    let participants = [json!({"identity": "alice"}), json!({"identity": "bob"})];
    assert_eq!(conversations.create().send_with_response().await?.status(), 201);
    let create = conversations.create().participants(participants);
    let created = create.send_with_response().await?;
    assert_eq!(created.status(), 202);
    Ok(created.into_value().sid)
}

async fn conversation_of_user(
    user: UserHandle,
    conversation: &ConversationSid,
) -> Result<()> {
    let listed = user.conversations().list().all().await?;
    assert_eq!(listed.len(), 1);
    let of_user = user.conversation(conversation);
    of_user.update().notification_level("muted").last_read_message_index(0).await?;
    let fetched = of_user.fetch().await?;
    assert_eq!(fetched.last_read_message_index, Some(0));
    assert_eq!(&fetched.conversation_sid, conversation);
    of_user.delete().await?;
    assert!(user.conversations().list().all().await?.is_empty());
    Ok(())
}
