//! JSON of pages of messages.

use serde_json::{Value, json};

/// SID of the conversation that the messages are in.
pub const CONVERSATION: &str = "CH0123456789abcdef0123456789abcdef";

/// Returns the body of a page of messages, in the form of Twilio's example responses.
#[must_use]
pub fn page(count: usize, next_page_url: Option<&str>) -> String {
    let messages: Vec<Value> = (0..count).map(message).collect();
    let url = format!(
        "https://conversations.twilio.com/v1/Conversations/{CONVERSATION}/Messages"
    );
    json!({
        "messages": messages,
        "meta": {
            "page": 0,
            "page_size": count,
            "first_page_url": format!("{url}?PageSize={count}&Page=0"),
            "previous_page_url": null,
            "url": format!("{url}?PageSize={count}&Page=0"),
            "next_page_url": next_page_url,
            "key": "messages",
        },
    })
    .to_string()
}

fn message(index: usize) -> Value {
    let sid = format!("IM{index:032x}");
    let url = format!(
        "https://conversations.twilio.com/v1/Conversations/{CONVERSATION}/Messages/{sid}"
    );
    json!({
        "sid": sid,
        "account_sid": "AC0123456789abcdef0123456789abcdef",
        "conversation_sid": CONVERSATION,
        "chat_service_sid": "IS0123456789abcdef0123456789abcdef",
        "body": "Hello, I have a question about my order: when will it arrive?",
        "media": null,
        "author": "alice@example.com",
        "participant_sid": "MB0123456789abcdef0123456789abcdef",
        "attributes": "{\"importance\":\"high\",\"order\":1042}",
        "date_created": "2026-11-28T12:00:00Z",
        "date_updated": "2026-11-28T12:00:01Z",
        "index": index,
        "delivery": {
            "total": 2, "sent": "all", "delivered": "some", "read": "some", "failed": "none",
            "undelivered": "none",
        },
        "content_sid": null,
        "url": url,
        "links": {
            "delivery_receipts": format!("{url}/Receipts"),
            "channel_metadata": format!("{url}/ChannelMetadata"),
        },
    })
}
