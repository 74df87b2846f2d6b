//! The module `v2`: lists over a server that pages with tokens, and what its requests send.

use std::future::Future;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::any;
use serde::Serialize;
use serde_json::{Value, json};
use tests::documents::V2;
use tests::operations::all;
use tokio::net::TcpListener;
use twilio_conversations::mock::{MockResponse, MockTransport};
use twilio_conversations::v2::configurations::ChannelSetting;
use twilio_conversations::v2::conversations::ConversationStatus;
use twilio_conversations::{Client, Credentials, Nullable, Result};

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const CONVERSATION: &str = "conv_conversation_01k9x4c2mqt8n9j3frxkwgar2h";

/// Returns the operation of our document with this ID.
fn example(document: &Value, id: &str) -> Value {
    let operation = all(document).find(|operation| operation.id() == id);
    let operation = operation.expect("the document has the operation");
    let body = operation.bodies().next().expect("it has a response");
    let (_, value) = body.examples().next().expect("the response has an example");
    value.clone()
}

/// Returns the pages of a list: each has one item, and all but the last have a token that `pageToken` must repeat.
fn page(document: &Value, path: &str, query: &str) -> Option<Value> {
    let (list, items) = match path.rsplit('/').next()? {
        "Configurations" => ("ListConfiguration", "configurations"),
        "Conversations" => ("ListConversationByAccount", "conversations"),
        "Participants" => ("ListParticipantByConversation", "participants"),
        "Communications" => ("ListCommunicationByConversation", "communications"),
        _ => return None,
    };
    let pairs = form_urlencoded::parse(query.as_bytes());
    let token = pairs.filter(|(name, _)| name == "pageToken").map(|(_, token)| token);
    let number = match token.last().as_deref() {
        None => 1,
        Some("a+b/2=") => 2,
        Some("a+b/3=") => 3,
        Some(_) => return None,
    };
    let mut page = example(document, list);
    page["meta"] = json!({"key": items, "pageSize": 1});
    if number < 3 {
        page["meta"]["nextToken"] = format!("a+b/{}=", number + 1).into();
    }
    Some(page)
}

/// Starts a server with lists of three pages, and runs a test with a client of it.
async fn with_server<Done: Future<Output = ()>>(test: impl FnOnce(Client) -> Done) {
    let respond = async |request: Request| {
        let uri = request.uri().clone();
        let page = page(&V2.ours(), uri.path(), uri.query().unwrap_or_default());
        match page {
            Some(page) => ([("content-type", "application/json")], page.to_string())
                .into_response(),
            None => axum::http::StatusCode::BAD_REQUEST.into_response(),
        }
    };
    let router = Router::new().fallback(any(respond));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let server = tokio::spawn(async { axum::serve(listener, router).await });
    let client = Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT, "secret"))
        .base_url(format!("http://{address}"))
        .build()
        .expect("the configuration is valid");
    test(client).await;
    server.abort();
}

#[tokio::test]
async fn the_four_lists_go_on_by_their_tokens() {
    with_server(async |client: Client| {
        let v2 = client.v2();
        let conversation = v2.conversation(CONVERSATION);
        let all = v2.configurations().list().all().await.expect("it ends");
        assert_eq!(all.len(), 3);
        let all = v2.conversations().list().all().await.expect("it ends");
        assert_eq!(all.len(), 3);
        let all = conversation.participants().list().all().await.expect("it ends");
        assert_eq!(all.len(), 3);
        let all = conversation.communications().list().all().await.expect("it ends");
        assert_eq!(all.len(), 3);
        let limited = v2.conversations().list().limit(2).all().await.expect("it ends");
        assert_eq!(limited.len(), 2);
    })
    .await;
}

/// Returns the JSON body of the only request that `call` sends.
async fn body<T>(call: impl AsyncFnOnce(Client) -> Result<T>, id: &str) -> Value {
    let mock = MockTransport::new();
    mock.push(MockResponse::json(202, example(&V2.ours(), id)));
    call(mock.client()).await.unwrap_or_else(|error| panic!("{id}: {error:?}"));
    mock.request().json()
}

fn as_json(value: impl Serialize) -> Value {
    serde_json::to_value(value).expect("it is plain data")
}

#[tokio::test]
async fn a_patch_tells_null_from_absent() {
    let patched = body(
        async |client| {
            let conversation = client.v2().conversation(CONVERSATION);
            conversation.patch().name(Nullable::Null).await
        },
        "PatchConversationById",
    )
    .await;
    assert_eq!(patched, json!({"name": null}));
    let closed = body(
        async |client| {
            let conversation = client.v2().conversation(CONVERSATION);
            conversation.update(ConversationStatus::Closed).await
        },
        "UpdateConversationById",
    )
    .await;
    assert_eq!(closed, json!({"status": "CLOSED"}));
}

#[tokio::test]
async fn what_a_response_contains_can_be_sent() {
    let document = V2.ours();
    let configuration = example(&document, "FetchConfiguration");
    let settings = configuration["channelSettings"]["SMS"].clone();
    let setting: ChannelSetting =
        serde_json::from_value(settings.clone()).expect("it is an example");
    assert_eq!(as_json(&setting), settings);
    let sent = body(
        async |client| {
            let configuration = client
                .v2()
                .configuration("conv_configuration_01k9x4c2mqt8n9j3frxkwgar2h");
            configuration.patch().channel_settings([("SMS", setting)]).await
        },
        "PatchConfiguration",
    )
    .await;
    assert_eq!(sent, json!({"channelSettings": {"SMS": settings}}));
}
