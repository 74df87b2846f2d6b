//! The API may learn new values, so a match needs an arm for them.

use twilio_conversations::conversations::ConversationState;

fn name(state: &ConversationState) -> &str {
    match state {
        ConversationState::Initializing => "initializing",
        ConversationState::Inactive => "inactive",
        ConversationState::Active => "active",
        ConversationState::Closed => "closed",
        ConversationState::Unknown(value) => value.as_str(),
    }
}

fn main() {}
