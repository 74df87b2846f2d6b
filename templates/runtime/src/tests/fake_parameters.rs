//! The parameters of requests to the fake: refusals of their own, and what is stored of a value.
#![cfg(feature = "fake")]

use serde_json::{Value, json};

use crate::fake::{FakeTwilio, FakeTwilioBuilder, Fault, FaultRule};
use crate::runtime::fake::tables::{
    Action, ApiTables, Argument, Authentication, Condition, ConditionalRefusal, Effect,
    Operation, Parameter, Property, Refusal, Resource, ResourceKind, Route, Segment,
    Storage, Tables, Type, Value as Initial,
};
use crate::runtime::transport::http::Method;

const CRATE: usize = 0;

/// An API of crates.
static TABLES: Tables = Tables(&[&API]);

static API: ApiTables = ApiTables {
    base_url: "https://conversations.twilio.com",
    resources: &[Resource {
        name: "crate",
        kind: ResourceKind::Collection,
        parent: None,
        paths: &[&[
            Segment::literal("v1"),
            Segment::literal("Crates"),
            Segment::argument(Argument::Instance(CRATE)),
        ]],
        sid_prefix: Some("CR"),
        properties: &[
            Property {
                name: "sid",
                value: Initial::Sid,
            },
            null("label"),
            null("state"),
            null("lifetime"),
            null("tags"),
            null("marks"),
            null("due"),
            null("opened"),
            null("weight"),
            null("notes"),
            null("hook"),
        ],
        lookup: &[],
        unique: &[],
        limits: &[],
        storage: Storage::Own,
        default_instance: None,
        companions: &[],
        transitions: &[],
        reactions: &[],
    }],
    operations: &[
        Operation {
            method: "POST",
            routes: &[Route {
                id: "CreateCrate",
                path: &[Segment::literal("v1"), Segment::literal("Crates")],
            }],
            resource: CRATE,
            action: Action::Create,
            authentication: Authentication::Credentials,
            parameters: PARAMETERS,
            status: 201,
            paging: None,
            refusals: &[ConditionalRefusal {
                condition: Condition::NoneSet(&["Label"]),
                refusal: refusal(50204, "Label not provided"),
            }],
        },
        unsupported(&[Route {
            id: "FetchCrate",
            path: &[Segment::literal("v1"), Segment::literal("Crates"), SID],
        }]),
        unsupported(&[Route {
            id: "FetchNewest",
            path: &[
                Segment::literal("v1"),
                Segment::literal("Crates"),
                Segment::literal("Newest"),
            ],
        }]),
        unsupported(&[Route {
            id: "ExportCrate",
            path: &[
                Segment::literal("v1"),
                Segment::literal("Crates"),
                Segment {
                    suffix: ".csv",
                    ..SID
                },
                Segment::literal("Export"),
            ],
        }]),
    ],
    events: None,
};

const SID: Segment = Segment::argument(Argument::Instance(CRATE));

static PARAMETERS: &[Parameter] = &[
    Parameter {
        required: true,
        max_length: Some(5),
        limit_refusal: Some(&refusal(50207, "Label too long")),
        ..set("Label", Type::Text, Effect::Set(&["label"]))
    },
    Parameter {
        refusal: Some(&refusal(50378, "'State' parameter value is invalid")),
        ..set("State", Type::Enum(&["open", "shut"]), Effect::Set(&["state"]))
    },
    Parameter {
        minimum: Some(60),
        refusal: Some(&refusal(50379, "Lifetime format is invalid")),
        limit_refusal: Some(&refusal(50375, "Lifetime is too short")),
        ..set(
            "Lifetime",
            Type::Duration,
            Effect::Deadline {
                property: &["lifetime"],
                default: None,
            },
        )
    },
    Parameter {
        nullable: true,
        max_items: Some(3),
        max_length: Some(4),
        refusal: Some(&refusal(50366, "Invalid tag")),
        limit_refusal: Some(&refusal(50362, "Too many tags")),
        ..set("Tags", list(None), Effect::Set(&["tags"]))
    },
    set("Marks", list(Some(",")), Effect::Set(&["marks"])),
    set("Due", Type::Date, Effect::Set(&["due"])),
    set("Opened", Type::Timestamp, Effect::Set(&["opened"])),
    set("Weight", Type::Number, Effect::Set(&["weight"])),
    set("Notes", Type::JsonText, Effect::Set(&["notes"])),
    set("Hook", Type::Url, Effect::Set(&["hook"])),
];

const fn null(name: &'static str) -> Property {
    Property {
        name,
        value: Initial::Json("null"),
    }
}

const fn refusal(code: u32, message: &'static str) -> Refusal {
    Refusal {
        status: 400,
        code,
        message,
    }
}

const fn list(separator: Option<&'static str>) -> Type {
    Type::List {
        of: &Type::Text,
        separator,
    }
}

const fn set(name: &'static str, ty: Type, effect: Effect) -> Parameter {
    Parameter {
        name,
        ty,
        effect,
        ..Parameter::OPTIONAL_TEXT
    }
}

const fn unsupported(operation: &'static [Route]) -> Operation {
    Operation {
        method: "GET",
        routes: operation,
        resource: CRATE,
        action: Action::Unsupported,
        authentication: Authentication::Credentials,
        parameters: &[],
        status: 200,
        paging: None,
        refusals: &[],
    }
}

fn fake() -> FakeTwilio {
    FakeTwilioBuilder::new(&TABLES).build().unwrap()
}

/// Sends a form, and returns the status and the body of the response.
async fn create(form: &str) -> (u16, Value) {
    let client = fake().client_builder().build().unwrap();
    let form = form.to_owned().into_bytes();
    let request = client
        .raw_request(Method::POST, "/v1/Crates")
        .body("application/x-www-form-urlencoded", form);
    match request.await {
        Ok(response) => (response.status().as_u16(), response.decode().unwrap()),
        Err(error) => {
            let body = serde_json::from_slice(error.body().unwrap()).unwrap();
            (error.status().unwrap().as_u16(), body)
        }
    }
}

#[tokio::test]
async fn a_parameter_has_a_refusal_of_its_own() {
    for (form, code, message, found) in [
        ("", 50204, "Label not provided", None),
        ("Label=abcdef", 50207, "Label too long", Some("`abcdef`")),
        (
            "Label=a&State=ajar",
            50378,
            "'State' parameter value is invalid",
            Some("`ajar`"),
        ),
        ("Label=a&Lifetime=1", 50379, "Lifetime format is invalid", Some("`1`")),
        ("Label=a&Lifetime=PT59S", 50375, "Lifetime is too short", Some("`PT59S`")),
        ("Label=a&Tags=abcde", 50366, "Invalid tag", Some("`abcde`")),
        (
            "Label=a&Tags=a&Tags=b&Tags=c&Tags=d",
            50362,
            "Too many tags",
            Some("4 elements"),
        ),
    ] {
        let (status, body) = create(form).await;
        assert_eq!(status, 400, "{form}");
        assert_eq!((&body["code"], &body["message"]), (&json!(code), &json!(message)));
        assert_eq!(body["details"]["found"].as_str(), found, "{form}");
        assert!(body["details"]["expected"].is_string(), "{form}");
    }
}

#[tokio::test]
async fn a_value_is_stored_in_one_spelling() {
    for (form, property, stored) in [
        ("State=SHUT", "state", json!("shut")),
        ("Lifetime=PT0S", "lifetime", json!(null)),
        ("Lifetime=PT1H", "lifetime", json!("2025-01-01T01:00:00Z")),
        ("Tags=", "tags", json!(null)),
        ("Tags=a&Tags=b%2Cc", "tags", json!(["a", "b,c"])),
        ("Marks=", "marks", json!([""])),
        ("Marks=a,b%2Cc,d+e", "marks", json!(["a", "b,c", "d e"])),
        ("Due=2024-02-29", "due", json!("2024-02-29")),
        (
            "Opened=2024-02-29T13%3A00%3A00.9%2B01%3A00",
            "opened",
            json!("2024-02-29T12:00:00Z"),
        ),
        ("Weight=2.5e3", "weight", json!(2500.0)),
        ("Notes=%7B+%22a%22%3A1.10+%7D", "notes", json!("{ \"a\":1.10 }")),
        (
            "Hook=https%3A%2F%2Fa%3Ab%40bot.example.com%2Fhook",
            "hook",
            json!("https://a:b@bot.example.com/hook"),
        ),
        ("Label=%F0%9F%91%8B%F0%9F%91%8B%F0%9F%91%8B", "label", json!("👋👋👋")),
    ] {
        let label = if property == "label" { "" } else { "&Label=a" };
        let (status, body) = create(&format!("{form}{label}")).await;
        assert_eq!((status, &body[property]), (201, &stored), "{form}: {body}");
    }
}

#[tokio::test]
async fn a_url_has_a_scheme_of_the_web_and_a_host() {
    for url in
        ["", "bot.example.com", "/hook", "ftp%3A%2F%2Fbot.example.com", "https%3A"]
    {
        let (status, body) = create(&format!("Label=a&Hook={url}")).await;
        assert_eq!((status, &body["code"]), (400, &json!(20001)), "{url}");
    }
}

#[tokio::test]
async fn literal_segments_win() {
    let fake = fake();
    for (operation, path) in [
        ("FetchCrate", "/v1/Crates/a"),
        ("FetchCrate", "/v1/Crates/newest"),
        ("FetchNewest", "/v1/Crates/Newest"),
        ("FetchNewest", "/v1/Crates/%4eewest"),
        ("ExportCrate", "/v1/Crates/a%20b.csv/Export"),
    ] {
        fake.fail(FaultRule::new(Fault::status(418)).operation(operation));
        let response = fake.client().raw_request(Method::GET, path).await;
        assert_eq!(response.unwrap_err().status().unwrap(), 418, "{path}");
        fake.assert_all_faults_used();
    }
}
