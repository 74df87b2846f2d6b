//! Changes of arguments and setters.

use generator::changes::compare::Impact;
use serde_json::json;

use crate::document::USER_FORM;
use crate::{Case, Verdict};

const CREATE: &str = "client.rooms().create(\"a\", 3, \"b\").await?;";

pub fn cases() -> Vec<Case> {
    let mut cases = which_there_are();
    cases.extend(how_they_are_given());
    cases.extend(types());
    cases.extend(nullability());
    cases.extend(names_and_locations());
    cases.extend(annotations());
    cases
}

fn user_fields() -> String {
    format!("{USER_FORM}/properties")
}

fn which_there_are() -> Vec<Case> {
    vec![
        Case {
            name: "setter_deprecated",
            edit: |document| {
                let field = format!("{}/Mail", user_fields());
                document.set(&field, "deprecated", json!(true));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "argument_deprecated",
            edit: |document| {
                let field = format!("{}/Identity", user_fields());
                document.set(&field, "deprecated", json!(true));
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "setter_added",
            edit: |document| {
                document.set(&user_fields(), "Language", json!({"type": "string"}));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "argument_added",
            edit: |document| {
                document.set(&user_fields(), "Language", json!({"type": "string"}));
                document.set(USER_FORM, "required", json!(["Identity", "Language"]));
            },
            verdict: Verdict::Breaks("E0061"),
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "setter_removed",
            edit: |document| drop(document.remove(&user_fields(), "Mail")),
            verdict: Verdict::Breaks("E0599"),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "argument_removed",
            edit: |document| {
                document.room_forms(|fields| drop(fields.shift_remove("Size")));
                document.require_of_rooms(&["Name", "Topic"]);
            },
            verdict: Verdict::Breaks("E0061"),
            caller: CREATE,
        },
        Case {
            name: "header_removed",
            edit: |document| {
                document.list("/paths/~1v1~1Rooms/post/parameters").clear();
                let parameters =
                    "/paths/~1v1~1Services~1{ServiceSid}~1Rooms/post/parameters";
                document.list(parameters).truncate(1);
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.rooms().create(\"a\", 3, \"b\").x_notify(true).await?;",
        },
    ]
}

fn how_they_are_given() -> Vec<Case> {
    vec![
        Case {
            name: "now_required",
            edit: |document| {
                document.set(USER_FORM, "required", json!(["Identity", "Mail"]));
            },
            verdict: Verdict::Breaks("E0061"),
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "now_optional",
            edit: |document| document.require_of_rooms(&["Name", "Topic"]),
            verdict: Verdict::Breaks("E0061"),
            caller: CREATE,
        },
        Case {
            name: "setter_spelled_otherwise",
            edit: |document| {
                document.room_forms(|fields| {
                    let color =
                        fields.shift_remove("Color").expect("rooms have a color");
                    fields.insert("Colour".to_owned(), color);
                });
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.rooms().create(\"a\", 3, \"b\").color(\"red\").await?;",
        },
        Case {
            name: "setter_renamed",
            edit: |document| {
                document.set(
                    &format!("{}/Mail", user_fields()),
                    "x-name",
                    json!("address"),
                );
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "argument_renamed",
            edit: |document| {
                document.set(
                    &format!("{}/Identity", user_fields()),
                    "x-name",
                    json!("name"),
                );
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "arguments_reordered",
            edit: |document| {
                document.room_forms(|fields| {
                    let name = fields.shift_remove("Name").expect("rooms have a name");
                    fields.insert("Name".to_owned(), name);
                });
            },
            verdict: Verdict::Nothing,
            caller: CREATE,
        },
        Case {
            name: "arguments_of_one_type_reordered",
            edit: |document| {
                document.room_forms(|fields| {
                    let topic =
                        fields.shift_remove("Topic").expect("rooms have a topic");
                    fields.shift_insert(0, "Topic".to_owned(), topic);
                });
            },
            verdict: Verdict::Nothing,
            caller: CREATE,
        },
    ]
}

/// Returns changes of types.
fn types() -> Vec<Case> {
    vec![
        Case {
            name: "number_to_text",
            edit: |document| {
                document.set(&user_fields(), "Age", json!({"type": "string"}));
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "client.users().create(\"alice\").age(42).await?;",
        },
        Case {
            name: "text_to_sid",
            edit: |document| {
                document.set(
                    &user_fields(),
                    "Mail",
                    json!({"type": "string", "pattern": "^MA[0-9a-fA-F]{32}$"}),
                );
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "client.users().create(\"alice\").mail(std::borrow::Cow::from(\"a\")).await?;",
        },
        Case {
            name: "text_to_list",
            edit: |document| {
                document.set(
                    &user_fields(),
                    "Mail",
                    json!({"type": "array", "items": {"type": "string"}}),
                );
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "text_to_values",
            edit: |document| {
                document.set(
                    &user_fields(),
                    "Mail",
                    json!({"type": "string", "enum": ["daily", "never"]}),
                );
            },
            // A setter of values takes `&str` and `String`, and not all else that a setter of text takes.
            verdict: Verdict::Breaks("E0277"),
            caller: "client.users().create(\"alice\").mail(std::borrow::Cow::from(\"daily\")).await?;",
        },
        Case {
            name: "text_to_address",
            edit: |document| {
                document.set(
                    &user_fields(),
                    "Mail",
                    json!({"type": "string", "format": "uri"}),
                );
            },
            verdict: Verdict::Nothing,
            caller: "client.users().create(\"alice\").mail(std::borrow::Cow::from(\"a\")).await?;",
        },
        Case {
            name: "other_values_of_the_same_name",
            edit: |document| {
                document.set(
                    "/components/schemas/room_enum_state",
                    "x-name",
                    json!("RoomPhase"),
                );
                let mood = json!({"type": "string", "enum": ["open", "merry"], "x-name": "RoomState"});
                document.set("/components/schemas", "room_enum_mood", mood);
                document.room_forms(|fields| {
                    fields["State"] =
                        json!({"$ref": "#/components/schemas/room_enum_mood"});
                });
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "let state = client.room(\"a\").fetch().await?.state; if let Some(state) = state { drop(client.rooms().create(\"a\", 3, \"b\").state(state)); }",
        },
        Case {
            name: "another_kind_of_sid",
            edit: |document| {
                document.room_forms(|fields| {
                    fields["OwnerSid"]["pattern"] = json!("^IS[0-9a-fA-F]{32}$");
                });
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "use twilio_conversations::sid::UserSid; client.rooms().create(\"a\", 3, \"b\").owner_sid(UserSid::from(USER)).await?;",
        },
    ]
}

/// Returns changes of whether `null` is accepted.
fn nullability() -> Vec<Case> {
    vec![
        Case {
            name: "number_or_null",
            edit: |document| {
                document.set(&format!("{}/Age", user_fields()), "nullable", json!(true));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.users().create(\"alice\").age(42).await?;",
        },
        Case {
            name: "sid_or_null",
            edit: |document| {
                document
                    .room_forms(|fields| fields["OwnerSid"]["nullable"] = json!(true));
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "use twilio_conversations::{rooms::CreateRoom, sid::UserSid}; fn own(room: CreateRoom, sid: impl Into<UserSid>) { drop(room.owner_sid(sid)); } own(client.rooms().create(\"a\", 3, \"b\"), USER);",
        },
        Case {
            name: "values_or_null",
            edit: |document| {
                document.room_forms(|fields| {
                    fields["State"] = json!({
                        "allOf": [{"$ref": "#/components/schemas/room_enum_state"}],
                        "nullable": true,
                    });
                });
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "use twilio_conversations::rooms::{CreateRoom, RoomState}; fn set(room: CreateRoom, state: impl Into<RoomState>) { drop(room.state(state)); } set(client.rooms().create(\"a\", 3, \"b\"), RoomState::Open);",
        },
        Case {
            name: "text_or_null",
            edit: |document| {
                document.set(
                    &format!("{}/Mail", user_fields()),
                    "nullable",
                    json!(true),
                );
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "client.users().create(\"alice\").mail(std::borrow::Cow::from(\"a\")).await?;",
        },
        Case {
            name: "null_no_more",
            edit: |document| {
                document.remove(&format!("{}/Rank", user_fields()), "nullable");
            },
            verdict: Verdict::Breaks("E0308"),
            caller: "client.users().create(\"alice\").rank(None).await?;",
        },
    ]
}

/// Returns changes of the names and locations in requests.
fn names_and_locations() -> Vec<Case> {
    vec![
        Case {
            name: "setter_sent_by_another_name",
            edit: |document| document.rename(&user_fields(), "Mail", "MAIL"),
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "setter_sent_elsewhere",
            edit: |document| {
                document.remove(&user_fields(), "Mail");
                let mail =
                    json!({"name": "Mail", "in": "query", "schema": {"type": "string"}});
                document.set("/paths/~1v1~1Users/post", "parameters", json!([mail]));
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "setter_only_in_responses",
            edit: |document| {
                let field = format!("{}/Mail", user_fields());
                document.set(&field, "readOnly", json!(true));
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "header_in_other_case_in_one_scope",
            edit: |document| {
                document.list("/paths/~1v1~1Rooms/post/parameters")[0]["name"] =
                    json!("x-notify");
            },
            verdict: Verdict::Nothing,
            caller: "client.rooms().create(\"a\", 3, \"b\").x_notify(true).await?;",
        },
        Case {
            name: "header_with_a_random_key",
            edit: |document| {
                let header = &mut document.list("/paths/~1v1~1Tasks/post/parameters")[0];
                header["x-idempotency-key"] = json!(true);
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.tasks().create().x_request(\"k\").await?;",
        },
        Case {
            name: "header_in_another_case",
            edit: |document| {
                for path in [
                    "/paths/~1v1~1Rooms/post",
                    "/paths/~1v1~1Services~1{ServiceSid}~1Rooms/post",
                ] {
                    let parameters = document.list(&format!("{path}/parameters"));
                    let header = parameters.last_mut().expect("the header is the last");
                    header["name"] = json!("x-notify");
                }
            },
            verdict: Verdict::Nothing,
            caller: "client.rooms().create(\"a\", 3, \"b\").x_notify(true).await?;",
        },
    ]
}

/// Returns changes of the style of lists, of limits and of descriptions.
fn annotations() -> Vec<Case> {
    vec![
        Case {
            name: "list_separated_by_commas",
            edit: |document| {
                for path in [
                    "/paths/~1v1~1Rooms/post",
                    "/paths/~1v1~1Services~1{ServiceSid}~1Rooms/post",
                ] {
                    let form = format!(
                        "{path}/requestBody/content/application~1x-www-form-urlencoded"
                    );
                    document.set(&form, "encoding", json!({"Tags": {"explode": false}}));
                }
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.rooms().create(\"a\", 3, \"b\").tags([\"x\"]).await?;",
        },
        Case {
            name: "style_of_a_scalar",
            edit: |document| {
                let form = USER_FORM.strip_suffix("/schema").expect("it is a schema");
                document.set(form, "encoding", json!({"Mail": {"explode": false}}));
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: "client.users().create(\"alice\").mail(\"a@example.com\").await?;",
        },
        Case {
            name: "header_sent_in_the_query",
            edit: |document| {
                for path in [
                    "/paths/~1v1~1Rooms/post",
                    "/paths/~1v1~1Services~1{ServiceSid}~1Rooms/post",
                ] {
                    let parameters = document.list(&format!("{path}/parameters"));
                    let header = parameters.last_mut().expect("the header is the last");
                    header["in"] = json!("query");
                }
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.rooms().create(\"a\", 3, \"b\").x_notify(true).await?;",
        },
        Case {
            name: "limits_and_default",
            edit: |document| {
                document.room_forms(|fields| {
                    fields["Limit"] = json!({"type": "integer", "minimum": 1, "maximum": 20, "default": 10});
                });
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.rooms().create(\"a\", 3, \"b\").limit(10).await?;",
        },
        Case {
            name: "limit_lowered",
            edit: |document| {
                document.room_forms(|fields| {
                    fields["Limit"]["exclusiveMaximum"] = json!(true);
                });
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.rooms().create(\"a\", 3, \"b\").limit(10).await?;",
        },
        Case {
            name: "default_removed",
            edit: |document| {
                document.room_forms(|fields| {
                    let limit =
                        fields["Limit"].as_object_mut().expect("it is an object");
                    limit.remove("default");
                });
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: "client.rooms().create(\"a\", 3, \"b\").limit(5).await?;",
        },
        Case {
            name: "parameter_described_otherwise",
            edit: |document| {
                document.room_forms(|fields| {
                    fields["Name"]["description"] = json!("A name.");
                });
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: CREATE,
        },
    ]
}
