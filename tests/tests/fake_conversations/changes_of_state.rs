//! The states of conversations, and their timers.

use std::time::Duration;

use twilio_conversations::conversations::{ConversationHandle, ConversationState};
use twilio_conversations::fake::FakeTwilio;

use crate::run;

const MINUTE: Duration = Duration::from_secs(60);

/// Creates a conversation that becomes inactive after 10 minutes, and is closed after 30.
async fn conversation(fake: &FakeTwilio) -> ConversationHandle {
    let client = fake.client();
    let created = client
        .conversations()
        .create()
        .state(ConversationState::Active)
        .timers_inactive(10 * MINUTE)
        .timers_closed(30 * MINUTE)
        .await
        .expect("a conversation");
    client.conversation(&created.sid)
}

async fn state(conversation: &ConversationHandle) -> ConversationState {
    let fetched = conversation.fetch().await.expect("the conversation");
    fetched.state.expect("a conversation has a state")
}

#[test]
fn timers_change_the_state() {
    run(async {
        let fake = FakeTwilio::new();
        let conversation = conversation(&fake).await;
        fake.advance(9 * MINUTE).await;
        assert_eq!(state(&conversation).await, ConversationState::Active);
        fake.advance(MINUTE).await;
        assert_eq!(state(&conversation).await, ConversationState::Inactive);
        fake.advance(20 * MINUTE).await;
        assert_eq!(state(&conversation).await, ConversationState::Closed);
    });
}

#[test]
fn a_message_starts_the_timers_anew() {
    run(async {
        let fake = FakeTwilio::new();
        let conversation = conversation(&fake).await;
        fake.advance(9 * MINUTE).await;
        conversation.messages().create().body("Hello!").await.expect("a message");
        fake.advance(9 * MINUTE).await;
        assert_eq!(state(&conversation).await, ConversationState::Active);
        let fetched = conversation.fetch().await.expect("the conversation");
        let timers = fetched.timers.expect("there are timers");
        assert_eq!(timers.date_inactive, Some(fake.now() + MINUTE));
        assert_eq!(timers.date_closed, Some(fake.now() + 21 * MINUTE));
        fake.advance(MINUTE).await;
        assert_eq!(state(&conversation).await, ConversationState::Inactive);
    });
}

#[test]
fn a_message_makes_an_inactive_conversation_active() {
    run(async {
        let fake = FakeTwilio::new();
        let conversation = conversation(&fake).await;
        fake.advance(10 * MINUTE).await;
        conversation.messages().create().body("Hello?").await.expect("a message");
        assert_eq!(state(&conversation).await, ConversationState::Active);
        fake.advance(10 * MINUTE).await;
        assert_eq!(state(&conversation).await, ConversationState::Inactive);
    });
}

#[test]
fn a_duration_of_zero_removes_a_timer() {
    run(async {
        let fake = FakeTwilio::new();
        let conversation = conversation(&fake).await;
        let update = conversation.update().timers_inactive(Duration::ZERO);
        let updated = update.await.expect("the timer is removed");
        assert_eq!(updated.timers.and_then(|timers| timers.date_inactive), None);
        fake.advance(10 * MINUTE).await;
        assert_eq!(state(&conversation).await, ConversationState::Active);
        fake.advance(20 * MINUTE).await;
        assert_eq!(state(&conversation).await, ConversationState::Closed);
    });
}

#[test]
fn a_closed_conversation_can_be_read_and_deleted() {
    run(async {
        let fake = FakeTwilio::new();
        let conversation = conversation(&fake).await;
        conversation.messages().create().body("Bye!").await.expect("a message");
        let update = conversation.update().state(ConversationState::Closed);
        update.await.expect("it is closed");
        assert_eq!(
            conversation.messages().list().all().await.expect("messages").len(),
            1
        );
        conversation.delete().await.expect("it is deleted");
        assert!(conversation.fetch().await.is_err_and(|error| error.is_not_found()));
    });
}
