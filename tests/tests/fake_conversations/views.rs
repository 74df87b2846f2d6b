//! Conversations of users and of participants, and lists with filters.

use std::time::Duration;

use serde_json::json;
use twilio_conversations::fake::FakeTwilio;
use twilio_conversations::user_conversations::NotificationLevel;
use twilio_conversations::{Client, Result};

use crate::run;

#[test]
fn views_show_conversations() {
    run(async {
        let fake = FakeTwilio::new();
        of_a_user(&fake.client()).await.expect("nothing is refused");
        of_an_address(&fake.client()).await.expect("nothing is refused");
        by_date(&fake).await.expect("nothing is refused");
    });
}

/// A participant with an identity has a user, whose conversations are those of the participants with the identity.
async fn of_a_user(client: &Client) -> Result<()> {
    let created = client
        .conversations()
        .create()
        .unique_name("order-1042")
        .friendly_name("Order 1042")
        .await?;
    let conversation = client.conversation(&created.sid);
    let participant = conversation.participants().create().identity("alice").await?;
    for body in ["One", "Two", "Three"] {
        conversation.messages().create().body(body).await?;
    }
    let user = client.user("alice").fetch().await?;
    let of_user = client.user("alice").conversation("order-1042");
    let shown = of_user.fetch().await?;
    assert_eq!(shown.conversation_sid, created.sid);
    assert_eq!(shown.participant_sid.as_ref(), Some(&participant.sid));
    assert_eq!(shown.user_sid.as_ref(), Some(&user.sid));
    assert_eq!(shown.friendly_name.as_deref(), Some("Order 1042"));
    assert_eq!(shown.created_by.as_deref(), Some("system"));
    assert_eq!(shown.notification_level, Some(NotificationLevel::Default));
    assert_eq!(shown.unread_messages_count, Some(3));

    let update = of_user.update().last_read_message_index(1);
    let shown = update.notification_level(NotificationLevel::Muted).await?;
    assert_eq!(shown.notification_level, Some(NotificationLevel::Muted));
    assert_eq!(shown.unread_messages_count, Some(1));
    // The participant has read the message.
    let participant = conversation.participant("alice").fetch().await?;
    assert_eq!(participant.last_read_message_index, Some(1));
    Ok(())
}

async fn of_an_address(client: &Client) -> Result<()> {
    let binding = json!({"address": "+15558675310", "proxy_address": "+15557122661"});
    let participants =
        [json!({"messaging_binding": binding}), json!({"identity": "bob"})];
    let create = client.conversation_with_participants().create();
    let created = create.friendly_name("Return 7731").participants(participants).await?;

    let list = client.participant_conversations().list();
    let found = list.clone().address("+15558675310").all().await?;
    let [shown] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(shown.conversation_sid.as_ref(), Some(&created.sid));
    assert_eq!(shown.conversation_friendly_name.as_deref(), Some("Return 7731"));
    assert_eq!(shown.participant_identity, None);
    assert_eq!(shown.participant_user_sid, None);

    let found = list.identity("bob").all().await?;
    let [shown] = found.as_slice() else {
        panic!("{found:?}")
    };
    let user = client.user("bob").fetch().await?;
    assert_eq!(shown.participant_user_sid.as_ref(), Some(&user.sid));
    Ok(())
}

/// With a date, the newest conversation is the first one.
async fn by_date(fake: &FakeTwilio) -> Result<()> {
    let conversations = fake.client().conversations();
    fake.advance(Duration::from_secs(3600)).await;
    let start = fake.now();
    let first = conversations.create().await?;
    fake.advance(Duration::from_secs(3600)).await;
    let second = conversations.create().await?;
    assert_eq!(conversations.list().all().await?.len(), 4);
    let found = conversations.list().start_date(start).all().await?;
    assert_eq!(found, [second, first.clone()]);
    let found = conversations.list().start_date(start).end_date(start).all().await?;
    assert_eq!(found, [first]);
    Ok(())
}
