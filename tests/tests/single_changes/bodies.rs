//! Changes of JSON bodies: members, and the structs that requests contain.

use generator::changes::compare::Impact;
use serde_json::json;

use crate::document::{Document, properties};
use crate::{Case, Verdict};

const PLAN: &str =
    "/paths/~1v1~1Plans/post/requestBody/content/application~1json/schema";
const MEMBERS: &str =
    "/paths/~1v1~1Plans/post/requestBody/content/application~1json/schema/properties";
const FLOOR: &str = "/components/schemas/floor";
const RENAMING: &str = "/paths/~1v1~1Visits/patch/requestBody/content";

pub fn cases() -> Vec<Case> {
    let mut cases = members();
    cases.extend(whole_bodies());
    cases.extend(fields());
    cases.extend(directions());
    cases
}

fn set_field(document: &mut Document, field: &str, member: &str) {
    let place = format!("{}/{field}", properties("floor"));
    document.set(&place, member, json!(true));
}

fn members() -> Vec<Case> {
    vec![
        Case {
            name: "body_member_added",
            edit: |document| document.set(MEMBERS, "view", json!({"type": "string"})),
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.plans().create(\"a\").scale(2).await?;",
        },
        Case {
            name: "body_member_removed",
            edit: |document| drop(document.remove(MEMBERS, "note")),
            verdict: Verdict::Breaks("E0599"),
            caller: "client.plans().create(\"a\").note(\"b\").await?;",
        },
        Case {
            name: "body_member_now_required",
            edit: |document| document.set(PLAN, "required", json!(["name", "scale"])),
            verdict: Verdict::Breaks("E0061"),
            caller: "client.plans().create(\"a\").await?;",
        },
        Case {
            name: "body_member_now_optional",
            edit: |document| drop(document.remove(PLAN, "required")),
            verdict: Verdict::Breaks("E0061"),
            caller: "client.plans().create(\"a\").await?;",
        },
        Case {
            name: "body_member_of_another_type",
            edit: |document| document.set(MEMBERS, "scale", json!({"type": "string"})),
            verdict: Verdict::Breaks("E0277"),
            caller: "client.plans().create(\"a\").scale(2).await?;",
        },
        Case {
            name: "body_member_now_nullable",
            edit: |document| {
                let floors = format!("{MEMBERS}/floors");
                document.set(&floors, "nullable", json!(true));
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "client.plans().create(\"a\").floors([1]).await?;",
        },
    ]
}

fn whole_bodies() -> Vec<Case> {
    vec![
        Case {
            name: "body_as_a_whole",
            edit: |document| {
                let required = json!(["name", "scale", "note", "color"]);
                document.set(PLAN, "required", required);
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.plans().create(\"a\").scale(2).await?;",
        },
        Case {
            name: "body_of_another_media_type",
            edit: |document| {
                document.rename(RENAMING, "application/json", "application/plan+json");
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.visits().rename_visits().name(\"a\").await?;",
        },
        Case {
            name: "body_now_a_form",
            edit: |document| {
                let form = "application/x-www-form-urlencoded";
                document.rename(RENAMING, "application/json", form);
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.visits().rename_visits().add_json_member(\"a\", 1).await?;",
        },
    ]
}

fn fields() -> Vec<Case> {
    vec![
        Case {
            name: "sent_field_added",
            edit: |document| {
                document.set(&properties("floor"), "lift", json!({"type": "boolean"}));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "let _ = twilio_conversations::plans::Floor::new(1).carpet(\"red\");",
        },
        Case {
            name: "sent_field_removed",
            edit: |document| drop(document.remove(&properties("floor"), "carpet")),
            verdict: Verdict::Breaks("E0599"),
            caller: "let _ = twilio_conversations::plans::Floor::new(1).carpet(\"red\");",
        },
        Case {
            name: "sent_field_now_required",
            edit: |document| {
                document.set(FLOOR, "required", json!(["number", "carpet"]));
            },
            verdict: Verdict::Breaks("E0061"),
            caller: "let _ = twilio_conversations::plans::Floor::new(1);",
        },
        Case {
            name: "sent_field_now_optional",
            edit: |document| drop(document.remove(FLOOR, "required")),
            verdict: Verdict::Breaks("E0061"),
            caller: "let _ = twilio_conversations::plans::Floor::new(1);",
        },
        Case {
            name: "sent_field_now_nullable",
            edit: |document| set_field(document, "carpet", "nullable"),
            verdict: Verdict::Breaks("E0308"),
            caller: "let _: Option<String> = twilio_conversations::plans::Floor::new(1).carpet;",
        },
        Case {
            name: "sent_field_read_only",
            edit: |document| set_field(document, "carpet", "readOnly"),
            verdict: Verdict::Breaks("E0599"),
            caller: "let _ = twilio_conversations::plans::Floor::new(1).carpet(\"red\");",
        },
        Case {
            name: "sent_field_of_other_limits",
            edit: |document| {
                let place = format!("{}/doors", properties("floor"));
                document.set(&place, "minimum", json!(2));
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: "let _ = twilio_conversations::plans::Floor::new(1).doors(1);",
        },
    ]
}

fn directions() -> Vec<Case> {
    vec![
        Case {
            name: "received_struct_now_sent",
            edit: |document| {
                let timers = json!({"$ref": "#/components/schemas/timers"});
                let place = format!("{RENAMING}/application~1json/schema/properties");
                document.set(&place, "timers", timers);
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "let _ = client.room(\"RO1\").fetch().await?.timers;",
        },
        Case {
            name: "sent_struct_now_received",
            edit: |document| {
                let floor = json!({"$ref": "#/components/schemas/floor"});
                document.set(&properties("room"), "floor", floor);
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "let _ = twilio_conversations::plans::Floor::new(1).carpet(\"red\");",
        },
    ]
}
