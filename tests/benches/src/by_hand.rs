//! What a caller would write to read messages without the client crate.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// A conversation.
#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "the names are those of the API")]
pub struct Conversation {
    pub sid: String,
    pub friendly_name: Option<String>,
    pub state: Option<String>,
}

/// A page of messages.
#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "the names are those of the API")]
pub struct Page {
    pub messages: Vec<Message>,
    pub meta: Meta,
}

/// Where a page is in its list.
#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "the names are those of the API")]
pub struct Meta {
    pub next_page_url: Option<String>,
    pub previous_page_url: Option<String>,
    pub first_page_url: Option<String>,
    pub url: Option<String>,
    pub key: Option<String>,
    pub page: Option<u64>,
    pub page_size: Option<u64>,
}

/// A message.
#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "the names are those of the API")]
pub struct Message {
    pub sid: String,
    pub account_sid: Option<String>,
    pub conversation_sid: Option<String>,
    pub chat_service_sid: Option<String>,
    pub body: Option<String>,
    pub media: Option<Vec<Value>>,
    pub author: Option<String>,
    pub participant_sid: Option<String>,
    pub attributes: Option<String>,
    pub date_created: Option<Timestamp>,
    pub date_updated: Option<Timestamp>,
    pub index: Option<i64>,
    pub delivery: Option<Delivery>,
    pub content_sid: Option<String>,
    pub url: Option<String>,
    pub links: Option<BTreeMap<String, String>>,
}

/// How far a message was delivered.
#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "the names are those of the API")]
pub struct Delivery {
    pub total: Option<i64>,
    pub sent: Option<String>,
    pub delivered: Option<String>,
    pub read: Option<String>,
    pub failed: Option<String>,
    pub undelivered: Option<String>,
}
