//! A request that nobody awaits is never sent.

#![deny(unused_must_use)]

async fn delete(client: &twilio_conversations::Client) -> twilio_conversations::Result<()> {
    client.conversation("CH1").delete();
    client.conversation("CH1").delete().await
}

fn main() {}
