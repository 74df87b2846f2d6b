//! Changes of events and of the replies to them.

use generator::changes::compare::Impact;
use serde_json::json;

use crate::document::properties;
use crate::{Case, Verdict};

const CALLBACKS: &str = "/paths/~1v1~1Hooks/post/callbacks";
const OPEN: &str =
    "/paths/~1v1~1Hooks/post/callbacks/onRoomOpen/{$request.body#~1AskUrl}/post";
const OPENED: &str =
    "/paths/~1v1~1Hooks/post/callbacks/onRoomOpened/{$request.body#~1TellUrl}/post";

/// Parses an event of a kind.
#[rustfmt::skip]
macro_rules! parsed {
    ($variant:literal, $code:literal) => {
        concat!(
            "use twilio_conversations::events::Event; if let Ok(Event::",
            $variant,
            "(event)) = Event::parse(\"Kind=a\") { ",
            $code,
            " }"
        )
    };
}

pub fn cases() -> Vec<Case> {
    let mut cases = fields();
    cases.extend(whole_events());
    cases.extend(replies());
    cases
}

fn fields() -> Vec<Case> {
    vec![
        Case {
            name: "event_field_added",
            edit: |document| {
                document.set(
                    &properties("room_opened"),
                    "Owner",
                    json!({"type": "string"}),
                );
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: parsed!("RoomOpened", "let _ = (event.room_sid, event.size);"),
        },
        Case {
            name: "event_field_removed",
            edit: |document| drop(document.remove(&properties("room_opened"), "Size")),
            verdict: Verdict::Breaks("E0609"),
            caller: parsed!("RoomOpened", "let _ = event.size;"),
        },
        Case {
            name: "event_field_type",
            edit: |document| {
                document.set(
                    &properties("room_opened"),
                    "Size",
                    json!({"type": "string"}),
                );
            },
            verdict: Verdict::Breaks("E0308"),
            caller: parsed!("RoomOpened", "let _: Option<i64> = event.size;"),
        },
        Case {
            name: "event_item_field_removed",
            edit: |document| {
                document.remove(&properties("room_item"), "Label");
                document.set(
                    &properties("room_item"),
                    "Color",
                    json!({"type": "string"}),
                );
            },
            verdict: Verdict::Breaks("E0609"),
            caller: parsed!(
                "RoomOpened",
                "for item in event.items.unwrap_or_default() { let _ = item.label; }"
            ),
        },
        Case {
            name: "event_field_is_personal",
            edit: |document| {
                let personal = json!({"type": "string", "x-twilio": {"pii": {}}});
                document.set(&properties("room_open"), "Name", personal);
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: parsed!("RoomOpen", "let _ = event.name;"),
        },
    ]
}

fn whole_events() -> Vec<Case> {
    vec![
        Case {
            name: "event_described_otherwise",
            edit: |document| document.set(OPEN, "description", json!("A room is about to open.")),
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: parsed!("RoomOpen", "drop(event.name);"),
        },
        Case {
            name: "event_added",
            edit: |document| {
                let kinds = document.list("/components/schemas/event_kind/enum");
                kinds.push(json!("onRoomClosed"));
                let opened = document.at(CALLBACKS)["onRoomOpened"].clone();
                document.set(CALLBACKS, "onRoomClosed", opened);
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "use twilio_conversations::events::{Event, EventKind};
                if let Ok(event) = Event::parse(\"Kind=a\") { let _: EventKind = event.kind(); }",
        },
        Case {
            name: "event_removed",
            edit: |document| drop(document.remove(CALLBACKS, "onRoomOpened")),
            verdict: Verdict::Breaks("E0432"),
            caller: "use twilio_conversations::events::RoomOpened; let _: Option<RoomOpened> = None;",
        },
        Case {
            name: "events_removed",
            edit: |document| drop(document.remove("/paths/~1v1~1Hooks/post", "callbacks")),
            verdict: Verdict::Breaks("E0432"),
            caller: "use twilio_conversations::events::Event; let _ = Event::parse(\"\");",
        },
        Case {
            name: "event_discriminator_renamed",
            edit: |document| {
                for schema in ["room_open", "room_opened"] {
                    document.rename(&properties(schema), "Kind", "EventType");
                }
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "",
        },
    ]
}

fn replies() -> Vec<Case> {
    vec![
        Case {
            name: "reply_field_added",
            edit: |document| {
                document.set(
                    &properties("room_reply"),
                    "color",
                    json!({"type": "string"}),
                );
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: parsed!(
                "RoomOpen",
                "let _ = event.accept().name(\"a\").into_response();"
            ),
        },
        Case {
            name: "reply_field_removed",
            edit: |document| drop(document.remove(&properties("room_reply"), "size")),
            verdict: Verdict::Breaks("E0599"),
            caller: parsed!(
                "RoomOpen",
                "let _ = event.accept().size(1).into_response();"
            ),
        },
        Case {
            name: "reply_field_type",
            edit: |document| {
                document.set(
                    &properties("room_reply"),
                    "size",
                    json!({"type": "boolean"}),
                );
            },
            verdict: Verdict::Breaks("E0308"),
            caller: parsed!(
                "RoomOpen",
                "let _ = event.accept().size(1).into_response();"
            ),
        },
        Case {
            name: "reply_of_nothing",
            edit: |document| {
                document.set(
                    &format!("{OPEN}/responses"),
                    "200",
                    json!({"description": "OK"}),
                );
            },
            verdict: Verdict::Breaks("E0599"),
            caller: parsed!(
                "RoomOpen",
                "let _ = event.accept().name(\"a\").into_response();"
            ),
        },
        Case {
            name: "reply_cannot_reject",
            edit: |document| drop(document.remove(&format!("{OPEN}/responses"), "4XX")),
            verdict: Verdict::Breaks("E0599"),
            caller: parsed!(
                "RoomOpen",
                "let _ = event.reject(twilio_conversations::http::StatusCode::CONFLICT);"
            ),
        },
        Case {
            name: "reply_added",
            edit: |document| {
                let rejected = json!({"description": "Rejected"});
                document.set(&format!("{OPENED}/responses"), "409", rejected);
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: parsed!("RoomOpened", "let _ = event.other;"),
        },
    ]
}
