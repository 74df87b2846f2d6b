//! A role has a name, a type and permissions.

use twilio_conversations::{Client, roles::RoleType};

fn main() {
    let client = Client::new("AC0123456789abcdef0123456789abcdef", "secret").unwrap();
    let _ = client.roles().create("support agent", RoleType::Conversation);
}
