//! A request that is dropped was never sent.

#![deny(unused_must_use)]

use twilio_conversations::Client;

fn main() {
    let client = Client::new("AC0123456789abcdef0123456789abcdef", "secret").unwrap();
    client.conversations().create().friendly_name("Order 1042");
}
