//! Creates a conversation, adds a participant, sends a message and prints the newest messages, with reqwest and serde.

use std::env;
use std::error::Error;
use std::time::Duration;

use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

const URL: &str = "https://conversations.twilio.com/v1/Conversations";

#[derive(Deserialize)]
struct Conversation {
    sid: String,
}

#[derive(Deserialize)]
struct Page {
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    author: Option<String>,
    body: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().timeout(Duration::from_secs(30)).build()?;
    let form = [("FriendlyName", "Order 1042")];
    let conversation: Conversation = send(client.post(URL).form(&form)).await?;
    println!("opened {}", conversation.sid);
    let url = format!("{URL}/{}", conversation.sid);
    let form = [("Identity", "alice")];
    send::<IgnoredAny>(client.post(format!("{url}/Participants")).form(&form)).await?;
    let form = [("Author", "system"), ("Body", "Hello!")];
    send::<IgnoredAny>(client.post(format!("{url}/Messages")).form(&form)).await?;
    let list = client.get(format!("{url}/Messages?Order=desc&PageSize=5"));
    for message in send::<Page>(list).await?.messages {
        let (author, body) = (message.author.as_deref(), message.body.as_deref());
        println!("{}: {}", author.unwrap_or("nobody"), body.unwrap_or_default());
    }
    Ok(())
}

async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Box<dyn Error>> {
    let (sid, token) = (env::var("TWILIO_ACCOUNT_SID")?, env::var("TWILIO_AUTH_TOKEN")?);
    let response = request.basic_auth(sid, Some(token)).send().await?;
    Ok(response.error_for_status()?.json().await?)
}
