//! A participant is no role.

use twilio_conversations::Client;
use twilio_conversations::sid::{ParticipantSid, RoleSid};

fn wrong(client: &Client, participant: &ParticipantSid) {
    let _ = client.conversation("CH1").participants().create().role_sid(participant);
}

fn right(client: &Client, role: &RoleSid) {
    let _ = client.conversation("CH1").participants().create().role_sid(role);
}

fn main() {}
