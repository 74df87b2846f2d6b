//! A value that the enum knows cannot be written as an unknown one, so that equal values are one variant.

use twilio_conversations::conversations::ConversationState;

fn main() {
    let state = ConversationState::Unknown("active".to_owned());
    assert_ne!(state, ConversationState::Active);
}
