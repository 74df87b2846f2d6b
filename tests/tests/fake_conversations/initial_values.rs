//! What a new instance is like, with nothing but what is required.

use serde_json::{Value, json};
use twilio_conversations::address_configurations::AddressType;
use twilio_conversations::fake::FakeTwilio;
use twilio_conversations::push_credentials::PushType;
use twilio_conversations::roles::RoleType;
use twilio_conversations::{Client, Result};

use crate::run;

/// Returns a value as JSON, without what depends on SIDs: strings that contain one, and URLs.
fn shown(value: impl serde::Serialize) -> Value {
    let mut shown = serde_json::to_value(value).expect("models are JSON");
    if let Value::Object(members) = &mut shown {
        members.retain(|name, member| {
            let is_url = name == "url" || name == "links";
            let is_sid = name == "sid" || name.ends_with("_sid");
            !is_url && (!is_sid || member.is_null()) && !name.starts_with("date_")
        });
    }
    shown
}

#[test]
fn instances_start_as_documented() {
    run(async {
        let client = FakeTwilio::new().client();
        check(&client).await.expect("nothing is refused");
    });
}

async fn check(client: &Client) -> Result<()> {
    let created = client.conversations().create().await?;
    assert_eq!(created.date_created, created.date_updated);
    assert_eq!(
        shown(&created),
        json!({
            "messaging_service_sid": null, "friendly_name": null, "unique_name": null, "attributes": "{}",
            "state": "active", "timers": {"date_inactive": null, "date_closed": null}, "bindings": {"email": null},
        })
    );
    let conversation = client.conversation(&created.sid);
    assert_eq!(
        shown(conversation.participants().create().identity("alice").await?),
        json!({
            "identity": "alice", "attributes": "{}", "messaging_binding": null,
            "last_read_message_index": null, "last_read_timestamp": null,
        })
    );
    let message = conversation.messages().create().body("Hello!").await?;
    assert_eq!(
        shown(message),
        json!({
            "index": 0, "author": "system", "body": "Hello!", "media": null, "attributes": "{}",
            "participant_sid": null, "delivery": null, "content_sid": null,
        })
    );
    assert_eq!(
        shown(client.users().create("bob").await?),
        json!({
            "identity": "bob", "friendly_name": null, "attributes": "{}", "is_online": null, "is_notifiable": null,
        })
    );
    let role =
        client.roles().create("moderator", RoleType::Service, ["joinConversation"]);
    assert_eq!(
        shown(role.await?),
        json!({"friendly_name": "moderator", "type": "service", "permissions": ["joinConversation"]})
    );
    assert_eq!(
        shown(client.push_credentials().create(PushType::Apn).await?),
        json!({"friendly_name": null, "type": "apn", "sandbox": "False"})
    );
    let address =
        client.address_configurations().create(AddressType::Sms, "+15558675310");
    assert_eq!(
        shown(address.await?),
        json!({
            "type": "sms", "address": "+15558675310", "friendly_name": null, "auto_creation": null,
            "address_country": null,
        })
    );
    settings(client).await
}

async fn settings(client: &Client) -> Result<()> {
    let configuration = client.configuration().fetch().await?;
    let service =
        configuration.default_chat_service_sid.clone().expect("a default service");
    let links = configuration.links.clone().expect("it has links");
    let root = "https://conversations.twilio.com/v1";
    assert_eq!(links["service"], format!("{root}/Services/{service}/Configuration"));
    assert_eq!(links["webhooks"], format!("{root}/Configuration/Webhooks"));
    assert_eq!(
        shown(configuration),
        json!({
            "default_messaging_service_sid": null, "default_inactive_timer": null, "default_closed_timer": null,
        })
    );
    assert_eq!(
        shown(client.configuration().webhooks().fetch().await?),
        json!({
            "method": null, "filters": null, "pre_webhook_url": null, "post_webhook_url": null, "target": null,
        })
    );
    let service = client.services().create("Support").await?;
    assert_eq!(shown(&service), json!({"friendly_name": "Support"}));
    let configuration = client.service(&service.sid).configuration();
    assert_eq!(
        shown(configuration.fetch().await?),
        json!({"reachability_enabled": false})
    );
    assert_eq!(
        shown(configuration.webhooks().fetch().await?),
        json!({"pre_webhook_url": null, "post_webhook_url": null, "filters": null, "method": null})
    );
    let off = json!({"enabled": false, "template": null, "sound": null});
    assert_eq!(
        shown(configuration.notifications().fetch().await?),
        json!({
            "log_enabled": false, "added_to_conversation": off, "removed_from_conversation": off,
            "new_message": {
                "enabled": false, "template": null, "sound": null, "badge_count_enabled": false,
                "with_media": {"enabled": false, "template": null},
            },
        })
    );
    Ok(())
}

#[test]
fn a_service_has_roles_which_users_and_participants_get() {
    run(async {
        let client = FakeTwilio::new().client();
        let service = client.services().create("Support").await.expect("a service");
        let service = client.service(&service.sid);
        let roles = service.roles().list().all().await.expect("roles");
        let names: Vec<_> =
            roles.iter().filter_map(|role| role.friendly_name.as_deref()).collect();
        assert_eq!(
            names,
            ["service admin", "service user", "channel admin", "channel user"]
        );

        let user = service.users().create("alice").await.expect("a user");
        assert_eq!(user.role_sid.as_ref(), Some(&roles[1].sid));
        let conversation =
            service.conversations().create().await.expect("a conversation");
        let participants = service.conversation(&conversation.sid).participants();
        let participant =
            participants.create().identity("alice").await.expect("a participant");
        assert_eq!(participant.role_sid.as_ref(), Some(&roles[3].sid));
    });
}

#[test]
fn the_channel_of_an_address_is_its_prefix() {
    run(async {
        let client = FakeTwilio::new().client();
        let conversation =
            client.conversations().create().await.expect("a conversation");
        let participants = client.conversation(&conversation.sid).participants();
        for (address, proxy_address, channel) in [
            ("+15558675310", "+15557122661", "sms"),
            ("whatsapp:+15558675310", "whatsapp:+15557122661", "whatsapp"),
            ("messenger:5210", "messenger:4711", "messenger"),
        ] {
            let participant = participants
                .create()
                .messaging_binding_address(address)
                .messaging_binding_proxy_address(proxy_address)
                .await
                .expect("a participant");
            let binding = participant.messaging_binding.expect("it has addresses");
            assert_eq!(binding.address.as_deref(), Some(address));
            assert_eq!(binding.proxy_address.as_deref(), Some(proxy_address));
            assert_eq!(binding.r#type.expect("it has a channel").as_str(), channel);
        }
    });
}

#[test]
fn the_settings_of_the_account_are_defaults() {
    run(async {
        let client = FakeTwilio::new().client();
        let messaging_service = "MG0123456789abcdef0123456789abcdef";
        let hour = std::time::Duration::from_secs(3600);
        let settings = client.configuration().update();
        let settings = settings.default_messaging_service_sid(messaging_service);
        settings.default_inactive_timer(hour).await.expect("they are set");

        let conversation =
            client.conversations().create().await.expect("a conversation");
        assert_eq!(conversation.messaging_service_sid, Some(messaging_service.into()));
        let timers = conversation.timers.expect("there are timers");
        let created = conversation.date_created.expect("it was created");
        assert_eq!(timers.date_inactive, Some(created + hour));
        assert_eq!(timers.date_closed, None);
    });
}
