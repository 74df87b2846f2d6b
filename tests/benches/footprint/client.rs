//! Creates a conversation, adds a participant, sends a message and prints the newest messages, with the client crate.

use twilio_conversations::messages::Order;
use twilio_conversations::{ClientBuilder, Result};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = ClientBuilder::from_env()?.build()?;
    let conversation =
        client.conversations().create().friendly_name("Order 1042").await?;
    println!("opened {}", conversation.sid);
    let chat = client.conversation(&conversation.sid);
    chat.participants().create().identity("alice").await?;
    chat.messages().create().author("system").body("Hello!").await?;
    let mut messages = chat.messages().list().order(Order::Desc).limit(5).stream();
    while let Some(message) = messages.try_next().await? {
        let (author, body) = (message.author.as_deref(), message.body.as_deref());
        println!("{}: {}", author.unwrap_or("nobody"), body.unwrap_or_default());
    }
    Ok(())
}
