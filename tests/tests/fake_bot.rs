//! Bots under test: webhooks that `FakeTwilio` sends, and what their replies do.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::routing::any;
use axum::{Router, serve};
use http::{Method, Response, StatusCode};
use tokio::net::TcpListener;
use twilio_conversations::Client;
use twilio_conversations::configuration_webhook::ConfigurationWebhookMethod;
use twilio_conversations::conversation_webhooks::ConversationWebhookTarget;
use twilio_conversations::events::{Event, EventKind, Reply};
use twilio_conversations::fake::{Delivery, DeliveryOutcome, FakeTwilio};
use twilio_conversations::messages::Messages;
use twilio_conversations::sid::ConversationSid;
use twilio_conversations::webhook::{PublicUrl, SignatureValidator, WebhookReceiver};

#[allow(dead_code, reason = "its `main` is not called")]
#[path = "../../generated/examples/webhook_axum.rs"]
mod webhook_axum;

const SERVER: &str = "https://bot.example.com";
const URL: &str = "https://bot.example.com/webhooks";

/// Configures the webhooks of the account.
async fn configure(
    client: &Client,
    url: &str,
    kinds: impl IntoIterator<Item = EventKind>,
) {
    let webhooks = client.configuration().webhooks().update();
    let webhooks = webhooks.pre_webhook_url(url).post_webhook_url(url);
    webhooks.filters(kinds).await.unwrap();
}

async fn open(client: &Client) -> ConversationSid {
    client.conversations().create().await.unwrap().sid
}

async fn bodies(messages: &Messages) -> Vec<String> {
    let all = messages.list().all().await.unwrap();
    all.into_iter().filter_map(|message| message.body).collect()
}

/// Returns the kinds and outcomes of the webhooks, but for those of requests that did not enable them.
fn sent(fake: &FakeTwilio) -> Vec<(String, DeliveryOutcome)> {
    let pair = |it: Delivery| (it.kind().to_owned(), it.outcome().clone());
    let deliveries = fake.deliveries().into_iter().map(pair);
    deliveries.filter(|(_, outcome)| *outcome != DeliveryOutcome::NotEnabled).collect()
}

fn responded(status: u16) -> DeliveryOutcome {
    DeliveryOutcome::Responded(StatusCode::from_u16(status).unwrap())
}

#[tokio::test]
async fn a_bot_moderates_and_welcomes() {
    let fake = FakeTwilio::new();
    let validator = SignatureValidator::new(fake.auth_token()).unwrap();
    let receiver = WebhookReceiver::new(validator, PublicUrl::new(SERVER).unwrap());
    let bot = webhook_axum::Bot::new(fake.client(), ["spam".to_owned()]);
    fake.on_webhook_service(SERVER, webhook_axum::router(receiver, bot));
    let client = fake.client();
    let kinds =
        [EventKind::MessageAdd, EventKind::MessageUpdate, EventKind::ParticipantAdded];
    configure(&client, URL, kinds).await;

    let chat = client.conversation(open(&client).await);
    chat.participants().create().identity("alice").webhook_enabled(true).await.unwrap();
    let polite = chat.messages().create().author("alice").body("Hello!");
    let polite = polite.webhook_enabled(true).await.unwrap();
    let rude = chat.messages().create().author("alice").body("Buy SPAM!");
    let error = rude.webhook_enabled(true).await.unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(StatusCode::FORBIDDEN), Some(50056))
    );
    let edited = chat.message(&polite.sid).update().body("Buy spam!");
    assert!(edited.webhook_enabled(true).await.is_err());

    assert_eq!(bodies(&chat.messages()).await, ["Welcome, alice!", "Hello!"]);
    let expected = [
        ("onParticipantAdded", 200),
        ("onMessageAdd", 200),
        ("onMessageAdd", 422),
        ("onMessageUpdate", 422),
    ];
    let expected = expected.map(|(kind, status)| (kind.to_owned(), responded(status)));
    assert_eq!(sent(&fake), expected);
}

#[tokio::test]
async fn a_bot_refuses_the_webhooks_of_a_stranger() {
    let stranger = FakeTwilio::new();
    let validator = SignatureValidator::new("the token of the bot's account").unwrap();
    let receiver = WebhookReceiver::new(validator, PublicUrl::new(SERVER).unwrap());
    let bot = webhook_axum::Bot::new(stranger.client(), []);
    stranger.on_webhook_service(SERVER, webhook_axum::router(receiver, bot));
    let client = stranger.client();
    configure(&client, URL, [EventKind::MessageAdd]).await;
    let chat = client.conversation(open(&client).await);
    let message = chat.messages().create().body("Hello!").webhook_enabled(true).await;
    assert!(message.is_err());
    assert_eq!(sent(&stranger), [("onMessageAdd".to_owned(), responded(403))]);
}

#[tokio::test]
async fn a_reply_changes_what_is_stored_and_later_events() {
    let fake = FakeTwilio::new();
    let texts = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&texts);
    fake.on_webhook(URL, move |request| {
        let event = Event::parse(request.body()).unwrap();
        let (body, reply) = match event {
            Event::MessageAdd(message) => {
                let reply = message.accept().body("[redacted]").attributes([1]).unwrap();
                (message.body, reply.into())
            }
            Event::MessageAdded(message) => (message.body, Reply::default()),
            other => panic!("{other:?}"),
        };
        seen.lock().unwrap().push(body.unwrap());
        async move { reply.into_response() }
    });
    let client = fake.client();
    configure(&client, URL, [EventKind::MessageAdd, EventKind::MessageAdded]).await;
    let chat = client.conversation(open(&client).await);
    let message = chat.messages().create().body("4242 4242 4242 4242");
    let message = message.webhook_enabled(true).await.unwrap();
    assert_eq!(message.body.as_deref(), Some("[redacted]"));
    assert_eq!(message.attributes.unwrap().as_str(), "[1]");
    assert_eq!(bodies(&chat.messages()).await, ["[redacted]"]);
    assert_eq!(*texts.lock().unwrap(), ["4242 4242 4242 4242", "[redacted]"]);
}

#[tokio::test]
async fn a_reply_that_is_not_valid_fails_the_request() {
    let fake = FakeTwilio::new();
    fake.on_webhook(URL, async |_| Response::new(r#"{"attributes": "{"}"#));
    let client = fake.client();
    configure(&client, URL, [EventKind::MessageAdd]).await;
    let chat = client.conversation(open(&client).await);
    let message = chat.messages().create().body("Hello!").webhook_enabled(true).await;
    assert_eq!(message.unwrap_err().code(), Some(50304));
    assert!(bodies(&chat.messages()).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_late_handler_does_not_stop_a_message() {
    let fake = FakeTwilio::new();
    fake.on_webhook(URL, async |_| {
        tokio::time::sleep(Duration::from_secs(6)).await;
        let mut response = Response::new("");
        *response.status_mut() = StatusCode::FORBIDDEN;
        response
    });
    let client = fake.client();
    configure(&client, URL, [EventKind::MessageAdd]).await;
    let chat = client.conversation(open(&client).await);
    chat.messages().create().body("Hello!").webhook_enabled(true).await.unwrap();
    assert_eq!(bodies(&chat.messages()).await, ["Hello!"]);
    assert_eq!(sent(&fake), [("onMessageAdd".to_owned(), DeliveryOutcome::TimedOut)]);
}

#[tokio::test]
async fn a_webhook_with_get_has_its_parameters_in_the_query() {
    let fake = FakeTwilio::new();
    let validator = SignatureValidator::new(fake.auth_token()).unwrap();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let received = Arc::clone(&requests);
    fake.on_webhook(SERVER, move |request| {
        received.lock().unwrap().push(validator.event(SERVER, &request).unwrap());
        assert_eq!(request.method(), Method::GET);
        assert!(request.body().is_empty());
        async { Response::new("") }
    });
    let client = fake.client();
    let webhooks = client.configuration().webhooks().update();
    webhooks
        .post_webhook_url(format!("{URL}?bot=1"))
        .method(ConfigurationWebhookMethod::Get)
        .filters([EventKind::MessageAdded])
        .await
        .unwrap();
    let chat = client.conversation(open(&client).await);
    chat.messages()
        .create()
        .body("Hello & goodbye")
        .webhook_enabled(true)
        .await
        .unwrap();
    let requests = requests.lock().unwrap();
    let [Event::MessageAdded(event)] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert_eq!(event.body.as_deref(), Some("Hello & goodbye"));
    assert_eq!(event.index, Some(0));
}

#[tokio::test]
async fn a_webhook_is_sent_to_a_server_on_this_machine_and_to_no_other() {
    let fake = FakeTwilio::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/webhooks", listener.local_addr().unwrap());
    let router = Router::new().route("/webhooks", any(async || StatusCode::ACCEPTED));
    tokio::spawn(async move { serve(listener, router).await });
    let client = fake.client();
    let chat = client.conversation(open(&client).await);
    let mut expected = Vec::new();
    for (url, outcome) in [
        (&*url, responded(202)),
        ("http://127.0.0.1:1/webhooks", DeliveryOutcome::ConnectionFailed),
        ("https://bot.example.com/webhooks", DeliveryOutcome::NoHandler),
        ("http://127.0.0.1.example.com/webhooks", DeliveryOutcome::NoHandler),
    ] {
        configure(&client, url, [EventKind::MessageAdded]).await;
        chat.messages().create().body("Hello!").webhook_enabled(true).await.unwrap();
        expected.push(("onMessageAdded".to_owned(), outcome));
    }
    assert_eq!(sent(&fake), expected);
}

#[tokio::test]
async fn requests_send_webhooks_only_if_they_enable_them() {
    let fake = FakeTwilio::new();
    fake.on_webhook(URL, async |_| -> Response<&str> { panic!("it is not called") });
    let client = fake.client();
    configure(&client, URL, [EventKind::MessageAdded]).await;
    let chat = client.conversation(open(&client).await);
    chat.messages().create().body("Hello!").await.unwrap();
    let [delivery] = &fake.deliveries()[..] else {
        panic!("{:?}", fake.deliveries());
    };
    assert_eq!(delivery.outcome(), &DeliveryOutcome::NotEnabled);
    assert_eq!(delivery.parameter("Body"), Some("Hello!"));
    let outcome = delivery.outcome().to_string();
    assert!(outcome.contains("X-Twilio-Webhook-Enabled"), "{outcome}");
}

#[tokio::test]
async fn webhooks_of_a_service_replace_those_of_the_account() {
    let fake = FakeTwilio::new();
    fake.on_webhook("https://account.example.com", async |_| Response::new(""));
    fake.on_webhook("https://service.example.com", async |_| Response::new(""));
    let client = fake.client();
    configure(&client, "https://account.example.com", [EventKind::MessageAdded]).await;
    let service = client.services().create("Support").await.unwrap();
    let service = client.service(&service.sid);
    let webhooks = service.configuration().webhooks().update();
    webhooks
        .post_webhook_url("https://service.example.com")
        .filters(["onMessageAdded"])
        .await
        .unwrap();

    let elsewhere = client.conversation(open(&client).await);
    elsewhere.messages().create().body("1").webhook_enabled(true).await.unwrap();
    let sid = service.conversations().create().await.unwrap().sid;
    let chat = service.conversation(sid);
    chat.messages().create().body("2").webhook_enabled(true).await.unwrap();
    let deliveries = fake.deliveries();
    let deliveries: Vec<_> =
        deliveries.iter().map(|it| (it.url(), it.parameter("Body"))).collect();
    let expected = [
        ("https://account.example.com", Some("1")),
        ("https://service.example.com", Some("2")),
    ];
    assert_eq!(deliveries, expected);
}

#[tokio::test]
async fn the_webhooks_of_a_conversation_learn_that_it_was_removed() {
    let fake = FakeTwilio::new();
    fake.on_webhook(URL, async |_| Response::new(""));
    let client = fake.client();
    let chat = client.conversation(open(&client).await);
    let webhook = chat.webhooks().create(ConversationWebhookTarget::Webhook);
    webhook
        .configuration_url(URL)
        .configuration_filters(["onMessageAdded", "onConversationRemoved"])
        .await
        .unwrap();
    chat.messages().create().body("Hello!").webhook_enabled(true).await.unwrap();
    chat.delete().webhook_enabled(true).await.unwrap();
    let kinds = ["onMessageAdded", "onConversationRemoved"];
    assert_eq!(sent(&fake), kinds.map(|kind| (kind.to_owned(), responded(200))));
}

#[tokio::test]
async fn webhooks_that_cause_each_other_end() {
    let fake = FakeTwilio::new();
    let client = fake.client();
    let sid = open(&client).await;
    configure(&client, URL, [EventKind::MessageAdded]).await;
    let (bot, conversation) = (client.clone(), sid.clone());
    fake.on_webhook(URL, move |_| {
        let messages = bot.conversation(&conversation).messages();
        async move {
            messages.create().body("You too!").webhook_enabled(true).await.unwrap();
            Response::new("")
        }
    });
    let chat = client.conversation(&sid);
    chat.messages().create().body("Hello!").webhook_enabled(true).await.unwrap();
    let outcomes: Vec<_> = sent(&fake).into_iter().map(|(_, outcome)| outcome).collect();
    let (last, others) = outcomes.split_last().unwrap();
    assert_eq!(last, &DeliveryOutcome::Recursive);
    assert_eq!(others, vec![responded(200); 10]);
}
