//! A participant is no conversation.

use twilio_conversations::{Client, sid::ParticipantSid};

fn main() {
    let client = Client::new("AC0123456789abcdef0123456789abcdef", "secret").unwrap();
    let participant = ParticipantSid::from("MB0123456789abcdef0123456789abcdef");
    let _ = client.conversation(&participant);
}
