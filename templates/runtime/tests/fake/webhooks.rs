//! Webhooks of the fake: which events are sent, where, and the effects of the responses.

use std::sync::{Arc, Mutex};

use client_runtime::events::{Event, Reply};
use client_runtime::fake::{Delivery, DeliveryOutcome, FakeTwilio};
use client_runtime::runtime::transport::Bytes;
use client_runtime::runtime::transport::http::{Request, Response, StatusCode};
use client_runtime::runtime::webhook::SignatureValidator;
use client_runtime::sid::WorkshopSid;
use client_runtime::widgets::Widget;
use client_runtime::workshops::EventKind;
use serde_json::json;

const ASK: &str = "https://bot.example.com/ask";
const TELL: &str = "https://bot.example.com/tell?workshop=1";

/// A workshop with webhooks.
struct Workshop {
    fake: FakeTwilio,
    sid: WorkshopSid,
}

impl Workshop {
    async fn new(kinds: &[EventKind]) -> Self {
        let fake = FakeTwilio::new();
        let sid = "WS0123456789abcdef0123456789abcdef";
        fake.insert("/v1/Workshops", json!({"sid": sid})).unwrap();
        let sid = WorkshopSid::from(sid.to_owned());
        let update = fake.client().workshop(&sid).update();
        update.ask_url(ASK).tell_url(TELL).events(kinds.to_vec()).await.unwrap();
        Self { fake, sid }
    }

    async fn make(&self, owner: &str) -> client_runtime::runtime::Result<Widget> {
        let widgets = self.fake.client().workshop(&self.sid).widgets();
        widgets.create().owner(owner).webhook_enabled(true).await
    }

    fn outcomes(&self) -> Vec<(String, DeliveryOutcome)> {
        let pair = |it: &Delivery| (it.kind().to_owned(), it.outcome().clone());
        self.fake.deliveries().iter().map(pair).collect()
    }
}

fn outcome(kind: &str, outcome: DeliveryOutcome) -> (String, DeliveryOutcome) {
    (kind.to_owned(), outcome)
}

const OK: DeliveryOutcome = DeliveryOutcome::Responded(StatusCode::OK);

#[tokio::test]
async fn events_are_sent_before_and_after_the_action_and_are_signed() {
    let workshop = Workshop::new(&[EventKind::WidgetMake, EventKind::WidgetMade]).await;
    let events = Arc::new(Mutex::new(Vec::new()));
    let validator = SignatureValidator::new(workshop.fake.auth_token()).unwrap();
    let received = Arc::clone(&events);
    workshop.fake.on_webhook(
        "https://bot.example.com",
        move |request: Request<Bytes>| {
            let event = validator.event("https://bot.example.com", &request).unwrap();
            received.lock().unwrap().push((request.uri().to_string(), event));
            async { Response::new("") }
        },
    );
    let widget = workshop.make("alice").await.unwrap();
    let events = events.lock().unwrap();
    let [(ask, Event::WidgetMake(asked)), (tell, Event::WidgetMade(told))] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!((&**ask, &**tell), ("/ask", "/tell?workshop=1"));
    assert_eq!(
        (asked.owner.as_deref(), told.owner.as_deref()),
        (Some("alice"), Some("alice"))
    );
    // The widget has no SID before it is made.
    assert_eq!((&asked.widget_sid, &told.widget_sid), (&None, &Some(widget.sid)));
}

#[tokio::test]
async fn a_response_changes_the_action() {
    let workshop = Workshop::new(&[EventKind::WidgetMake, EventKind::WidgetMade]).await;
    workshop.fake.on_webhook(ASK, async |request| match Event::parse(request.body()) {
        Ok(Event::WidgetMake(event)) => event.accept().owner("bob").into_response(),
        other => panic!("{other:?}"),
    });
    workshop
        .fake
        .on_webhook("https://bot.example.com/tell", async |_| Response::new(""));
    let widget = workshop.make("alice").await.unwrap();
    assert_eq!(widget.owner.as_deref(), Some("bob"));
    let owners: Vec<_> = workshop.fake.deliveries();
    let owners: Vec<_> = owners.iter().map(|it| it.parameter("Owner")).collect();
    assert_eq!(owners, [Some("alice"), Some("bob")]);
}

#[tokio::test]
async fn a_response_rejects_the_action() {
    let workshop = Workshop::new(&[EventKind::WidgetMake, EventKind::WidgetMade]).await;
    for status in [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::INTERNAL_SERVER_ERROR] {
        workshop.fake.on_webhook(ASK, move |_| async move {
            Response::builder().status(status).body("").unwrap()
        });
        let error = workshop.make("alice").await.unwrap_err();
        assert_eq!(
            (error.status(), error.code()),
            (Some(StatusCode::FORBIDDEN), Some(60001))
        );
    }
    let widgets = workshop.fake.client().workshop(&workshop.sid).widgets();
    assert!(widgets.list().await.unwrap().items.is_empty());
}

#[tokio::test]
async fn other_responses_accept_the_action() {
    let workshop = Workshop::new(&[EventKind::WidgetMake]).await;
    for (status, body) in [
        (StatusCode::OK, "OK"),
        (StatusCode::OK, "[]"),
        (StatusCode::OK, r#"{"owner": null, "unknown": 1}"#),
        (StatusCode::NO_CONTENT, ""),
        (StatusCode::CREATED, r#"{"owner": "bob"}"#),
    ] {
        workshop.fake.on_webhook(ASK, move |_| async move {
            Response::builder().status(status).body(body).unwrap()
        });
        let widget = workshop.make("alice").await.unwrap();
        assert_eq!(widget.owner.as_deref(), Some("alice"), "{status} {body}");
    }
}

#[tokio::test]
async fn a_value_of_a_response_is_checked_like_that_of_a_request() {
    let workshop = Workshop::new(&[EventKind::WidgetMake]).await;
    for body in [r#"{"count": 11}"#, r#"{"count": "many"}"#, r#"{"owner": {}}"#] {
        workshop.fake.on_webhook(ASK, move |_| async move { Response::new(body) });
        let error = workshop.make("alice").await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST), "{body}");
    }
}

#[tokio::test]
async fn only_the_kinds_of_a_webhook_are_sent() {
    let workshop = Workshop::new(&[EventKind::WidgetMade]).await;
    workshop.fake.on_webhook("https://bot.example.com", async |_| Response::new(""));
    workshop.make("alice").await.unwrap();
    assert_eq!(workshop.outcomes(), [outcome("onWidgetMade", OK)]);
}

#[tokio::test]
async fn a_webhook_without_kinds_says_so() {
    let fake = FakeTwilio::new();
    let sid = "WS0123456789abcdef0123456789abcdef";
    fake.insert("/v1/Workshops", json!({"sid": sid, "tell_url": TELL})).unwrap();
    let sid = WorkshopSid::from(sid.to_owned());
    let workshop = Workshop { fake, sid };
    workshop.make("alice").await.unwrap();
    assert_eq!(
        workshop.outcomes(),
        [outcome("onWidgetMade", DeliveryOutcome::NotSubscribed)]
    );
}

#[tokio::test]
async fn webhooks_of_another_workshop_are_not_sent() {
    let workshop = Workshop::new(&[EventKind::WidgetMade]).await;
    let create = workshop.fake.client().widgets().create().owner("alice");
    create.webhook_enabled(true).await.unwrap();
    assert!(workshop.fake.deliveries().is_empty());
}

#[tokio::test]
async fn the_handler_with_the_longest_url_counts() {
    let workshop = Workshop::new(&[EventKind::WidgetMake, EventKind::WidgetMade]).await;
    let fake = &workshop.fake;
    let status = |status| {
        move |_| async move { Response::builder().status(status).body("").unwrap() }
    };
    fake.on_webhook("https://bot.example.com", status(202));
    fake.on_webhook("https://bot.example.com/ask", status(204));
    // Neither is above the URL of a webhook.
    fake.on_webhook("https://bot.example.com/as", status(500));
    fake.on_webhook("https://bot.example.com/ask/more", status(500));
    workshop.make("alice").await.unwrap();
    let responded =
        |status| DeliveryOutcome::Responded(StatusCode::from_u16(status).unwrap());
    let expected = [
        outcome("onWidgetMake", responded(204)),
        outcome("onWidgetMade", responded(202)),
    ];
    assert_eq!(workshop.outcomes(), expected);
}

#[tokio::test]
async fn a_handler_uses_the_api() {
    let workshop = Workshop::new(&[EventKind::WidgetMake]).await;
    let client = workshop.fake.client();
    workshop.fake.on_webhook(ASK, move |_| {
        let client = client.clone();
        async move {
            client.widgets().create().owner("the handler").await.unwrap();
            Reply::default().into_response()
        }
    });
    workshop.make("alice").await.unwrap();
    let made = workshop.fake.client().widgets().list().await.unwrap().items;
    let owners: Vec<_> = made.iter().map(|widget| widget.owner.as_deref()).collect();
    assert_eq!(owners, [Some("the handler")]);
}

#[tokio::test]
async fn debug_output_has_no_personal_data() {
    let workshop = Workshop::new(&[EventKind::WidgetMake]).await;
    workshop.make("alice").await.unwrap();
    let shown = format!("{:?}", workshop.fake.deliveries());
    assert!(shown.contains("Owner") && !shown.contains("alice"), "{shown}");
    let [(_, outcome)] = &workshop.outcomes()[..] else {
        panic!("{shown}");
    };
    assert_eq!(outcome, &DeliveryOutcome::NoHandler);
    assert!(outcome.to_string().contains("`on_webhook`"), "{outcome}");
}
