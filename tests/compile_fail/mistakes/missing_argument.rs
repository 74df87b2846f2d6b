//! A required parameter is an argument, so it cannot be forgotten.

fn create(client: &twilio_conversations::Client) {
    let _ = client.services().create();
}

fn main() {}
