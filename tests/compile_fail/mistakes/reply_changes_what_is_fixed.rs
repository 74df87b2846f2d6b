//! A reply changes only what the API lets it change, and only events that precede an action have one.

use twilio_conversations::events::{ConversationAdd, MessageAdd, MessageAdded, ParticipantAdd};
use twilio_conversations::http::StatusCode;

fn reply(
    message: &MessageAdd,
    conversation: &ConversationAdd,
    participant: &ParticipantAdd,
    added: &MessageAdded,
) {
    let _ = message.accept().body("Hi").author("bob");
    let _ = message.accept().friendly_name("Order 7");
    let _ = conversation.accept().body("Hi");
    let _ = participant.accept().body("Hi");
    let _ = added.accept();
    let _ = added.reject(StatusCode::FORBIDDEN);
}

fn main() {}
