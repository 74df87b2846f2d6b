//! Changes of responses: fields and values.

use generator::changes::compare::Impact;
use serde_json::{Value, json};

use crate::document::{Document, USER_FORM, properties};
use crate::{Case, Verdict};

const STATE: &str = "/components/schemas/room_enum_state";

pub fn cases() -> Vec<Case> {
    let mut cases = fields();
    cases.extend(names_of_fields());
    cases.extend(annotations());
    cases.extend(types_of_fields());
    cases.extend(values());
    cases.extend(error_codes());
    cases.extend(deprecated());
    cases
}

fn deprecated() -> Vec<Case> {
    vec![
        Case {
            name: "field_deprecated",
            edit: |document| {
                let place = format!("{}/name", properties("room"));
                document.set(&place, "deprecated", json!(true));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "let _ = client.room(\"RO1\").fetch().await?.name;",
        },
        Case {
            name: "struct_deprecated",
            edit: |document| {
                document.set("/components/schemas/room", "deprecated", json!(true));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "let _: twilio_conversations::rooms::Room = client.room(\"RO1\").fetch().await?;",
        },
        Case {
            name: "enum_deprecated",
            edit: |document| document.set(STATE, "deprecated", json!(true)),
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "let _ = twilio_conversations::rooms::RoomState::Open;",
        },
    ]
}

const ERROR_CODES: &str = "/x-error-codes";

fn error_codes() -> Vec<Case> {
    vec![
        Case {
            name: "error_code_added",
            edit: |document| {
                let code = json!({"code": 40002, "description": "The room is closed."});
                document.set(ERROR_CODES, "room_closed", code);
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "let _ = twilio_conversations::error_code::ROOM_FULL;",
        },
        Case {
            name: "error_code_removed",
            edit: |document| drop(document.remove(ERROR_CODES, "room_full")),
            verdict: Verdict::Breaks("E0433"),
            caller: "let _ = twilio_conversations::error_code::ROOM_FULL;",
        },
        Case {
            name: "error_code_is_another_number",
            edit: |document| {
                document.set("/x-error-codes/room_full", "code", json!(40009));
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "let _ = twilio_conversations::error_code::ROOM_FULL;",
        },
    ]
}

fn set_values(document: &mut Document, values: Value) {
    document.set(STATE, "enum", values);
}

/// Returns changes of which fields there are.
fn fields() -> Vec<Case> {
    vec![
        Case {
            name: "field_added",
            edit: |document| {
                document.set(&properties("room"), "topic", json!({"type": "string"}));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "let room = client.room(\"a\").fetch().await?; drop(twilio_conversations::rooms::Room::new(\"RM0\") == room);",
        },
        Case {
            name: "field_that_is_always_there_added",
            edit: |document| {
                let sid = json!({"type": "string", "pattern": "^CF[0-9a-fA-F]{32}$"});
                document.set(&properties("configuration"), "sid", sid);
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "drop(twilio_conversations::configuration::Configuration::default());",
        },
        Case {
            name: "fields_that_are_always_there_reordered",
            edit: |document| {
                let region = document.remove(&properties("service"), "region");
                document.set(&properties("service"), "region", region);
            },
            // The order of the document does not decide that of the arguments.
            verdict: Verdict::Nothing,
            caller: "drop(twilio_conversations::services::Service::new(SERVICE, \"eu\", 3));",
        },
        Case {
            name: "field_removed",
            edit: |document| drop(document.remove(&properties("room"), "tags")),
            verdict: Verdict::Breaks("E0609"),
            caller: "let room = client.room(\"a\").fetch().await?; drop(room.tags);",
        },
        Case {
            name: "field_of_a_field_removed",
            edit: |document| {
                document.set(&properties("timers"), "open", json!({"type": "string"}));
                document.remove(&properties("timers"), "closed");
            },
            verdict: Verdict::Breaks("E0609"),
            caller: "let room = client.room(\"a\").fetch().await?; let _ = room.timers.and_then(|timers| timers.closed);",
        },
        Case {
            name: "types_used_elsewhere",
            edit: |document| {
                for (field, schema) in [("level", "user"), ("limits", "service")] {
                    let moved = document.remove(&properties("configuration"), field);
                    document.set(&properties(schema), field, moved);
                }
            },
            verdict: Verdict::Breaks("E0432"),
            caller: "use twilio_conversations::configuration::{ConfigurationLevel, ConfigurationLimits}; drop((ConfigurationLevel::Low, ConfigurationLimits::default()));",
        },
    ]
}

/// Returns changes of the names of fields.
fn names_of_fields() -> Vec<Case> {
    vec![
        Case {
            name: "field_spelled_otherwise",
            edit: |document| document.rename(&properties("room"), "color", "colour"),
            verdict: Verdict::Breaks("E0609"),
            caller: "let room = client.room(\"a\").fetch().await?; drop(room.color);",
        },
        Case {
            name: "field_renamed",
            edit: |document| {
                document.set(
                    &format!("{}/color", properties("room")),
                    "x-name",
                    json!("paint"),
                );
            },
            verdict: Verdict::Breaks("E0609"),
            caller: "let room = client.room(\"a\").fetch().await?; drop(room.color);",
        },
        Case {
            name: "field_read_by_another_name",
            edit: |document| document.rename(&properties("room"), "color", "Color"),
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "let room = client.room(\"a\").fetch().await?; drop(room.color);",
        },
    ]
}

/// Returns changes of what else is said about fields and types.
fn annotations() -> Vec<Case> {
    vec![
        Case {
            name: "field_is_personal",
            edit: |document| {
                let field = format!("{}/identity", properties("user"));
                document.set(
                    &field,
                    "x-twilio",
                    json!({"pii": {"handling": "standard"}}),
                );
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "let user = client.user(USER).fetch().await?; println!(\"{user:?}\");",
        },
        Case {
            name: "field_described_otherwise",
            edit: |document| {
                let field = format!("{}/name", properties("room"));
                document.set(&field, "description", json!("A name."));
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: "let room = client.room(\"a\").fetch().await?; drop(room.name);",
        },
        Case {
            name: "everything_described_otherwise",
            edit: |document| {
                let described = [
                    "/paths/~1v1~1Users/post",
                    "/paths/~1v1~1Users~1{Sid}/get/parameters/0",
                    &format!("{USER_FORM}/properties/Identity"),
                    &format!("{USER_FORM}/properties/Mail"),
                    "/components/schemas/room",
                    "/components/schemas/timers",
                    &format!("{}/closed", properties("timers")),
                    STATE,
                    "/x-error-codes/room_full",
                ];
                for pointer in described {
                    document.set(pointer, "description", json!("Described anew."));
                }
                document.set(
                    STATE,
                    "x-enum-descriptions",
                    json!({"open": "Anyone can enter."}),
                );
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: "let room = client.room(\"a\").fetch().await?; drop(room.name);",
        },
        Case {
            name: "media_type_with_parameters",
            edit: |document| {
                let content = "/paths/~1v1~1Users~1{Sid}/get/responses/200/content";
                document.rename(
                    content,
                    "application/json",
                    "Application/JSON; charset=utf-8",
                );
            },
            verdict: Verdict::Nothing,
            caller: "let user = client.user(USER).fetch().await?; drop(user.identity);",
        },
        Case {
            name: "longest_text",
            edit: |document| {
                document.set(
                    &format!("{}/name", properties("room")),
                    "maxLength",
                    json!(32),
                );
            },
            verdict: Verdict::Nothing,
            caller: "let room = client.room(\"a\").fetch().await?; drop(room.name);",
        },
    ]
}

fn types_of_fields() -> Vec<Case> {
    vec![
        Case {
            name: "whole_number_to_number",
            edit: |document| {
                document.set(&properties("room"), "size", json!({"type": "number"}));
            },
            verdict: Verdict::Breaks("E0308"),
            caller: "let room = client.room(\"a\").fetch().await?; let _: Option<i64> = room.size;",
        },
        Case {
            name: "time_to_text",
            edit: |document| {
                document.set(&properties("room"), "created", json!({"type": "string"}));
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "let room = client.room(\"a\").fetch().await?; let _ = room.created.map(|created| created.as_second());",
        },
        Case {
            name: "field_of_text_to_values",
            edit: |document| {
                document.set(
                    &properties("configuration"),
                    "timer",
                    json!({"type": "string", "enum": ["short", "long"]}),
                );
            },
            verdict: Verdict::Breaks("E0308"),
            caller: "let configuration = client.configuration().fetch().await?; let _: Option<String> = configuration.timer;",
        },
        Case {
            name: "field_of_values_to_text",
            edit: |document| {
                document.set(&properties("room"), "state", json!({"type": "string"}));
            },
            verdict: Verdict::Breaks("E0308"),
            caller: "use twilio_conversations::rooms::RoomState; let room = client.room(\"a\").fetch().await?; let _: Option<RoomState> = room.state;",
        },
        Case {
            name: "object_to_any_json",
            edit: |document| document.set(&properties("room"), "timers", json!({})),
            verdict: Verdict::Breaks("E0609"),
            caller: "let room = client.room(\"a\").fetch().await?; let _ = room.timers.map(|timers| timers.closed);",
        },
    ]
}

fn values() -> Vec<Case> {
    vec![
        Case {
            name: "value_added",
            edit: |document| {
                set_values(document, json!(["intializing", "open", "closed", "locked"]));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "use twilio_conversations::rooms::RoomState; match RoomState::from(\"open\") { RoomState::Open | RoomState::Closed => {}, _ => {} }",
        },
        Case {
            name: "value_removed",
            edit: |document| set_values(document, json!(["intializing", "open"])),
            verdict: Verdict::Breaks("E0599"),
            caller: "use twilio_conversations::rooms::RoomState; client.rooms().list().state(RoomState::Closed).await?;",
        },
        Case {
            name: "value_spelled_otherwise",
            edit: |document| {
                set_values(document, json!(["initializing", "open", "closed"]));
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "use twilio_conversations::rooms::RoomState; let _ = RoomState::Intializing;",
        },
        Case {
            name: "value_in_capitals",
            edit: |document| {
                set_values(document, json!(["intializing", "OPEN", "closed"]));
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "use twilio_conversations::rooms::RoomState; client.rooms().list().state(RoomState::Open).await?;",
        },
        Case {
            name: "values_in_another_order",
            edit: |document| {
                set_values(document, json!(["closed", "open", "intializing"]));
            },
            verdict: Verdict::Nothing,
            caller: "use twilio_conversations::rooms::RoomState; let _ = RoomState::Open.as_str();",
        },
        Case {
            name: "values_renamed",
            edit: |document| document.set(STATE, "x-name", json!("Mood")),
            verdict: Verdict::Breaks("E0432"),
            caller: "use twilio_conversations::rooms::RoomState; let _ = RoomState::Open;",
        },
    ]
}
