//! A participant is no conversation.

use twilio_conversations::Client;
use twilio_conversations::participants::Participant;
use twilio_conversations::sid::{ConversationSid, ParticipantSid};

fn name_or_sid(client: &Client, participant: &Participant) {
    let _ = client.conversation(&participant.sid);
}

fn sid_alone(client: &Client, participant: ParticipantSid) {
    let _ = client.conversation("CH1").message(participant);
}

fn right(client: &Client, conversation: &ConversationSid) {
    let _ = client.conversation(conversation);
    let _ = client.conversation("order-1042");
}

fn main() {}
