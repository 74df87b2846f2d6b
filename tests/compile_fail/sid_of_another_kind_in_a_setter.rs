//! A user is no role.

use twilio_conversations::{Client, sid::UserSid};

fn main() {
    let client = Client::new("AC0123456789abcdef0123456789abcdef", "secret").unwrap();
    let user = UserSid::from("US0123456789abcdef0123456789abcdef");
    let _ = client.users().create("alice").role_sid(user);
}
