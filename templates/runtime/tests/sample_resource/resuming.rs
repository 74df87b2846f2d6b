//! Resuming pagination.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use client_runtime::runtime::transport::{
    Bytes, Transport, TransportFuture, http::Request, http::Response,
};
use client_runtime::runtime::{Client, Credentials, ErrorKind, Items, PageToken};
use client_runtime::widgets::{ListWidgets, Widget};

use crate::recorder::{ORIGIN, Recorder};

/// Server of five widgets in pages of two, which records the requested paths and queries.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<Vec<String>>>);

const WIDGETS: &str = "abcde";

impl Shelf {
    fn list(&self) -> ListWidgets {
        let credentials = Credentials::auth_token("AC1", "token");
        let client = Client::builder().credentials(credentials).transport(self.clone());
        client.build().unwrap().widgets().list().owner(["a+b"])
    }

    fn targets(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Transport for Shelf {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let url = request.uri().to_string();
        let page = url
            .split_once("PageToken=PA+:.%2f")
            .map_or(0, |(_, number)| number.parse().unwrap());
        self.0.lock().unwrap().push(url.strip_prefix(ORIGIN).unwrap().to_owned());
        let sids =
            WIDGETS.split("").filter(|sid| !sid.is_empty()).skip(2 * page).take(2);
        let widgets: Vec<_> = sids.map(|sid| serde_json::json!({"sid": sid})).collect();
        let next = (page < 2).then(|| link(page + 1));
        let body =
            serde_json::json!({"widgets": widgets, "meta": {"next_page_url": next}});
        Box::pin(async move { Ok(Response::new(body.to_string().into())) })
    }
}

/// Returns the link to a page, as spelled by the API.
fn link(page: usize) -> String {
    format!("{ORIGIN}/v1/Widgets?Owner=a%2Bb&PageSize=2&PageToken=PA+:.%2f{page}")
}

/// Returns the SIDs of the next items: all that are left, or fewer.
async fn take(items: &mut Items<Widget>, count: usize) -> String {
    let mut sids = String::new();
    for _ in 0..count {
        match items.try_next().await.unwrap() {
            Some(widget) => write!(sids, "{}", widget.sid).unwrap(),
            None => break,
        }
    }
    sids
}

/// Returns the token after it was stored and loaded.
fn kept(token: &PageToken) -> PageToken {
    let json = serde_json::to_string(token).unwrap();
    assert_eq!(&serde_json::from_str::<PageToken>(&json).unwrap(), token);
    token.to_string().parse().unwrap()
}

#[tokio::test]
async fn items_go_on_after_the_last_one_handed_out() {
    for limit in [None, Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), Some(9)] {
        for before in 0..=6 {
            for prefetch in [false, true] {
                let list = || match limit {
                    Some(limit) => {
                        Shelf::default().list().prefetch(prefetch).limit(limit)
                    }
                    None => Shelf::default().list().prefetch(prefetch),
                };
                let mut items = list().stream();
                let mut seen = take(&mut items, before).await;
                let token = items.continuation();
                if let Some(token) = &token {
                    // When resuming, the limit is that of all pages together.
                    seen += &take(&mut list().resume(kept(token)).stream(), 9).await;
                }
                let end = limit.map_or(5, |limit| limit.min(5));
                assert_eq!(seen, WIDGETS[..end], "limit {limit:?}, {before} before");
                // At the end there is no token, which is known after the last item.
                assert_eq!(
                    token.is_none(),
                    before >= end,
                    "limit {limit:?}, {before} before"
                );
            }
        }
    }
}

#[tokio::test]
async fn pages_go_on_after_the_last_one_handed_out() {
    for limit in [None, Some(3)] {
        let shelf = Shelf::default();
        let list = || match limit {
            Some(limit) => shelf.list().limit(limit),
            None => shelf.list(),
        };
        let mut token = list().pages().continuation();
        let mut seen = String::new();
        while let Some(at) = token {
            let mut pages = shelf.list().resume(&at).pages();
            assert_eq!(pages.continuation(), Some(at));
            let page = pages.try_next().await.unwrap().unwrap();
            assert_eq!(page.continuation(), pages.continuation());
            token = pages.continuation();
            seen.extend(page.items.iter().map(|widget| widget.sid.to_string()));
            seen.push(' ');
        }
        assert_eq!(seen, if limit.is_some() { "ab c " } else { "ab cd e " });
        // The links are followed unchanged.
        for (page, target) in shelf.targets().iter().enumerate().skip(1) {
            assert_eq!(format!("{ORIGIN}{target}"), link(page));
        }
    }
}

#[tokio::test]
async fn the_url_of_a_page_is_a_token() {
    let shelf = Shelf::default();
    let page = shelf.list().await.unwrap();
    let url = page.meta.next_page_url.clone().unwrap();
    assert_eq!(page.continuation().unwrap().as_str(), url);
    let page = shelf.list().resume(&url).await.unwrap();
    assert_eq!(page.items[0].sid, "c");
    let items = shelf.list().resume(url.clone()).limit(2).all().await.unwrap();
    assert_eq!(items.len(), 2);
    // Another spelling of the same path is the same list.
    let spelled = url.replace("/Widgets", "/%57idgets");
    assert_eq!(shelf.list().resume(spelled).await.unwrap().items[0].sid, "c");
    assert_eq!(
        shelf.list().resume(format!("{url}#skip=1&limit=1")).all().await.unwrap()[0].sid,
        "d"
    );
}

#[tokio::test]
async fn a_token_of_something_else_is_not_followed() {
    for foreign in [
        "https://example.com/v1/Widgets?Page=1",
        "http://conversations.twilio.com/v1/Widgets?Page=1",
        "https://conversations.twilio.com:8443/v1/Widgets?Page=1",
        "https://conversations.twilio.com@example.com/v1/Widgets?Page=1",
        "https://conversations.twilio.com/v1/Workshops/WS1/Widgets?Page=1",
        "https://conversations.twilio.com/v1/Widgets/?Page=1",
        "https://conversations.twilio.com/v1/Widgets/WI1?Page=1",
        "https://conversations.twilio.com/v1/Workshops/../Widgets?Page=1",
        "https://conversations.twilio.com/v1/Workshops/%2e%2e/Widgets?Page=1",
        "https://conversations.twilio.com/v1/Workshops/%2E./Widgets?Page=1",
        "https://conversations.twilio.com/v1/./Widgets?Page=1",
        "https://conversations.twilio.com/v1/Widgets/.?Page=1",
        "https://conversations.twilio.com/v1%2FWidgets?Page=1",
        "https://conversations.twilio.com/v1%5CWidgets?Page=1",
        "https://conversations.twilio.com/v1\\Widgets?Page=1",
        "https://conversations.twilio.com\\v1\\Widgets?Page=1",
        "https://conversations.twilio.com/v1/Workshops\\..\\Widgets?Page=1",
        "https://conversations.twilio.com/v1/Widgets\\..\\Workshops?Page=1",
        "https:\\\\conversations.twilio.com/v1/Widgets?Page=1",
        "https:/conversations.twilio.com/v1/Widgets?Page=1",
        "https:conversations.twilio.com/v1/Widgets?Page=1",
        " https://conversations.twilio.com/v1/Widgets?Page=1",
        "https://conversations.twilio.com/v1/Widgets?Page=1\n",
        "https://conversations.twilio.com/v1/Wid\tgets?Page=1",
        "https://conversations.twilio.com/v1/Widgets\0?Page=1",
        "https://conversations.twilio.com/v1/Widgets;x?Page=1",
        "https://user:password@conversations.twilio.com/v1/Widgets?Page=1",
        "https://conversations.twilio.com./v1/Widgets?Page=1",
        "https://conversations%2etwilio.com/v1/Widgets?Page=1",
        "//conversations.twilio.com/v1/Widgets?Page=1",
        "https://conversations.twilio.com//v1/Widgets?Page=1",
        "https://conversations.twilio.com/v1/widgets?Page=1",
        "https://conversations.twilio.com/",
        "https://conversations.twilio.com/v1/Widgets?Page=1#",
        "https://conversations.twilio.com/v1/Widgets?Page=1#limit=x",
        "https://conversations.twilio.com/v1/Widgets?Page=1#other",
        "v1/Widgets?Page=1",
        "?Page=1",
        "/v1/Workshops?Page=1",
        "PA0123",
        "",
    ] {
        let recorder = Recorder::default();
        let list = recorder.client().widgets().list().resume(foreign);
        let errors = [
            list.clone().send().await.unwrap_err(),
            list.clone().pages().try_next().await.unwrap_err(),
            list.clone().stream().try_next().await.unwrap_err(),
            list.all().await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Page, "{foreign}");
            assert_eq!((error.operation(), error.attempts()), (Some("ListWidget"), 0));
            assert!(!format!("{error} {error:?}").contains("Page=1"));
        }
        assert!(recorder.requests().is_empty(), "{foreign}");
    }
}

/// The parser of the default transport would resolve the dot segments of these tokens, and request another list.
#[tokio::test]
async fn a_token_cannot_lead_to_another_list_by_the_name_of_its_own() {
    for (name, path) in [
        ("WI1\\..\\..\\Widgets", "/v1/Widgets/WI1\\..\\..\\Widgets/Parts"),
        ("WI1\\..", "/v1/Widgets/WI1\\../Parts"),
        ("WI1\\", "/v1/Widgets/WI1\\/Parts"),
        ("a\\b", "/v1/Widgets/a\\b/Parts"),
        ("..", "/v1/Widgets/../Parts"),
        ("%2e%2e", "/v1/Widgets/%2e%2e/Parts"),
    ] {
        let recorder = Recorder::new([r#"{"parts": []}"#]);
        let parts = recorder.client().widget(name).parts().list();
        let error = parts.resume(format!("{ORIGIN}{path}?Page=1")).await.unwrap_err();
        let expected = [ErrorKind::Page, ErrorKind::InvalidRequest];
        assert!(expected.contains(&error.kind()), "{name}: {error}");
        assert!(recorder.requests().is_empty(), "{name}");
    }
}

#[tokio::test]
async fn a_token_of_the_same_list_elsewhere_is_not_followed() {
    let body = r#"{"parts": [], "meta": {"next_page_url": "https://conversations.twilio.com/v1/Widgets/WI1/Parts?Page=1"}}"#;
    let recorder = Recorder::new([body]);
    let page = recorder.client().widget("WI1").parts().list().await.unwrap();
    let token = page.continuation().unwrap();
    let error =
        recorder.client().widget("WI2").parts().list().resume(&token).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Page);
    assert_eq!(recorder.requests().len(), 1);
    let gateway = recorder.builder().base_url("https://example.com").build().unwrap();
    recorder.answer(200, r#"{"parts": []}"#);
    let token = gateway.widget("WI1").parts().list().pages().continuation().unwrap();
    let error =
        recorder.client().widget("WI1").parts().list().resume(&token).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Page);
    assert_eq!(recorder.requests().len(), 1);
}

#[tokio::test]
async fn a_list_can_be_named_otherwise_by_its_links() {
    let link = format!("{ORIGIN}/v1/Widgets/WI1/Parts?PageToken=PA+:.%2f1");
    let body = serde_json::json!({"parts": ["PA1"], "meta": {"next_page_url": link}})
        .to_string();
    let recorder = Recorder::new([body.as_str(), r#"{"parts": ["PA2"]}"#]);
    let parts = || recorder.client().widget("my widget/1").parts().list();
    let token = parts().await.unwrap().continuation().unwrap();
    assert_eq!(parts().resume(kept(&token)).await.unwrap().items[0], "PA2");
    assert_eq!(
        recorder.targets()[1],
        "/v1/Widgets/my%20widget%2F1/Parts?PageToken=PA+:.%2f1"
    );
    // The link alone does not contain that name.
    assert_eq!(parts().resume(link).await.unwrap_err().kind(), ErrorKind::Page);
    assert_eq!(recorder.requests().len(), 2);
    // A link that is not a page of the list is rejected.
    let strange = body.replace("/Parts?", "/Places?");
    let recorder = Recorder::new([strange.as_str()]);
    let token = recorder
        .client()
        .widget("a")
        .parts()
        .list()
        .await
        .unwrap()
        .continuation()
        .unwrap();
    assert!(token.as_str().contains("/Places?"));
}

#[tokio::test]
async fn after_an_error_the_page_that_did_not_come_can_be_asked_for_again() {
    let page = |sid: &str, next: &str| {
        serde_json::json!({"widgets": [{"sid": sid}], "meta": {"next_page_url": next}})
            .to_string()
    };
    let recorder = Recorder::new([page("a", &link(1)).as_str()]);
    recorder.answer(400, "");
    let mut items = recorder.client().widgets().list().limit(3).stream();
    assert_eq!(take(&mut items, 1).await, "a");
    items.try_next().await.unwrap_err();
    assert!(items.try_next().await.unwrap().is_none());
    assert!(items.try_next().await.unwrap().is_none());
    let token = items.continuation().unwrap();
    recorder.answer(200, &page("b", &link(2)));
    recorder.answer(200, &page("c", &link(3)));
    let mut items = recorder.client().widgets().list().resume(token).stream();
    assert_eq!(take(&mut items, 9).await, "bc");
    assert_eq!(recorder.targets()[2], link(1).strip_prefix(ORIGIN).unwrap());
    assert!(items.continuation().is_none());
}

#[tokio::test]
async fn a_page_that_cannot_be_trusted_cannot_be_asked_for_later() {
    for link in [
        "https://example.com/v1/Widgets?Page=1",
        "https://conversations.twilio.com/v1/Widgets",
    ] {
        let body = serde_json::json!({"widgets": [{"sid": "a"}], "meta": {"next_page_url": link}}).to_string();
        let mut items =
            Recorder::new([body.as_str()]).client().widgets().list().stream();
        take(&mut items, 1).await;
        assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::Page);
        assert!(items.continuation().is_none());
    }
}

#[tokio::test]
async fn text_that_is_not_a_token_is_said_not_to_be_one() {
    for text in ["garbage", "", "?Page=1", "https://", "/v1/Widgets?Page=1#garbage"] {
        let list = Recorder::default().client().widgets().list();
        let error = list.resume(text).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "ListWidget (GET /v1/Widgets) failed: the text is not a page token: \
             neither one from `continuation` nor the URL of a page"
        );
    }
}

#[test]
fn a_token_is_text_that_is_not_shown() {
    let token = PageToken::from(link(1));
    assert_eq!(format!("{token:?}"), "PageToken([redacted])");
    assert_eq!((token.to_string(), String::from(token.clone())), (link(1), link(1)));
    let list = Shelf::default().list().resume(token);
    assert!(!format!("{list:?}").contains("Owner=a"));
    for text in [
        "",
        "PA0123",
        "v1/Widgets",
        "//example.com/v1/Widgets",
        "https://",
        "https://example.com/#",
        "https://example.com/#skip=-1",
    ] {
        assert_eq!(
            text.parse::<PageToken>().unwrap_err().kind(),
            ErrorKind::Page,
            "{text}"
        );
    }
}
