//! A model may get new fields, so only the crate makes one.

use twilio_conversations::conversations::ConversationTimers;

fn none() -> ConversationTimers {
    ConversationTimers { date_inactive: None, date_closed: None }
}

fn main() {}
