//! Changes of the scopes of resources and of the arguments that identify instances.

use generator::changes::compare::Impact;
use serde_json::json;

use crate::document::{FORM, properties};
use crate::{Case, Verdict};

const SERVICE_ROOMS: &str = "/paths/~1v1~1Services~1{ServiceSid}~1Rooms";
/// Code that uses rooms in any scope.
const ANYWHERE: &str = "use twilio_conversations::rooms::RoomHandle; let rooms: Vec<RoomHandle> = vec![client.room(\"a\"), client.service(SERVICE).room(\"b\")]; drop(rooms);";

pub fn cases() -> Vec<Case> {
    let mut cases = twins();
    cases.extend(scopes());
    cases.extend(arguments());
    cases
}

/// Returns changes of a resource in one of its scopes.
fn twins() -> Vec<Case> {
    vec![
        Case {
            name: "twins_no_longer_equal",
            edit: |document| {
                document.list(&format!("{SERVICE_ROOMS}/get/parameters")).push(
                    json!({"name": "Since", "in": "query", "schema": {"type": "string"}}),
                );
            },
            verdict: Verdict::Breaks("E0308"),
            caller: ANYWHERE,
        },
        Case {
            name: "value_in_one_scope",
            edit: |document| {
                let state = json!({"type": "string", "enum": ["locked", "intializing", "open", "closed"]});
                document.set("/components/schemas", "service_room_enum_state", state);
                let state =
                    json!({"$ref": "#/components/schemas/service_room_enum_state"});
                document.list(&format!("{SERVICE_ROOMS}/get/parameters"))[1]["schema"] =
                    state.clone();
                document.set(
                    &format!("{SERVICE_ROOMS}/post{FORM}/properties"),
                    "State",
                    state,
                );
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: ANYWHERE,
        },
        Case {
            name: "container_no_longer_shared",
            edit: |document| {
                for (path, method, responses) in [
                    ("~1v1~1Services~1{ServiceSid}~1Rooms", "post", "201"),
                    ("~1v1~1Services~1{ServiceSid}~1Rooms~1{Sid}", "get", "200"),
                ] {
                    let media = format!(
                        "/paths/{path}/{method}/responses/{responses}/content/application~1json"
                    );
                    document.set(
                        &media,
                        "schema",
                        json!({"$ref": "#/components/schemas/service_room"}),
                    );
                }
                let list = format!(
                    "{SERVICE_ROOMS}/get/responses/200/content/application~1json/schema/properties/rooms"
                );
                document.set(
                    &list,
                    "items",
                    json!({"$ref": "#/components/schemas/service_room"}),
                );
                let mut room = document.at("/components/schemas/room").clone();
                room["properties"]["size"] = json!({"type": "string"});
                document.set("/components/schemas", "service_room", room.into());
                document.remove(&properties("room"), "service_sid");
            },
            verdict: Verdict::Breaks("E0609"),
            caller: "let room = client.room(\"a\").fetch().await?; drop(room.service_sid);",
        },
        Case {
            name: "operation_in_one_scope",
            edit: |document| {
                document.set(
                    "/paths/~1v1~1Rooms~1{Sid}",
                    "delete",
                    json!({
                        "operationId": "DeleteRoom",
                        "parameters": [{"name": "Sid", "in": "path", "required": true, "schema": {"type": "string"}}],
                        "responses": {"204": {"description": "Done"}},
                    }),
                );
            },
            verdict: Verdict::Breaks("E0308"),
            caller: ANYWHERE,
        },
    ]
}

/// Returns changes of which scopes there are.
fn scopes() -> Vec<Case> {
    vec![
        Case {
            name: "scope_added",
            edit: |document| {
                let mut users = document.at("/paths/~1v1~1Users~1{Sid}").clone();
                let service = json!({"name": "ServiceSid", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^IS[0-9a-fA-F]{32}$"}});
                for (method, id) in
                    [("get", "FetchServiceUser"), ("delete", "DeleteServiceUser")]
                {
                    users[method]["operationId"] = json!(id);
                    let parameters = users[method]["parameters"].as_array_mut();
                    parameters.expect("it has parameters").push(service.clone());
                }
                document.set(
                    "/paths",
                    "/v1/Services/{ServiceSid}/Users/{Sid}",
                    users.into(),
                );
                let mut create = document.at("/paths/~1v1~1Users").clone();
                create["post"]["operationId"] = json!("CreateServiceUser");
                create["post"]["parameters"] = json!([service]);
                document.set("/paths", "/v1/Services/{ServiceSid}/Users", create.into());
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.user(USER).fetch().await?;",
        },
        Case {
            name: "scope_removed",
            edit: |document| {
                document.remove("/paths", "/v1/Services/{ServiceSid}/Rooms");
                document.remove("/paths", "/v1/Services/{ServiceSid}/Rooms/{Sid}");
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.service(SERVICE).room(\"a\").fetch().await?;",
        },
    ]
}

/// Returns changes of the arguments that identify instances.
fn arguments() -> Vec<Case> {
    vec![
        Case {
            name: "another_name_picks_too",
            edit: |document| {
                for method in ["get", "delete"] {
                    let parameters =
                        format!("/paths/~1v1~1Users~1{{Sid}}/{method}/parameters");
                    document.list(&parameters)[0]["schema"] = json!({"type": "string"});
                }
            },
            // All types of the crate are accepted as before, but not everything that converts into a SID.
            verdict: Verdict::Breaks("E0277"),
            caller: "use twilio_conversations::sid::UserSid; fn user(client: &Client, sid: impl Into<UserSid>) { client.user(sid); } user(client, USER);",
        },
        Case {
            name: "path_argument_renamed",
            edit: |document| {
                for (path, renamed, index) in [
                    ("/v1/Rooms/{Sid}", "/v1/Rooms/{Id}", 0),
                    (
                        "/v1/Services/{ServiceSid}/Rooms/{Sid}",
                        "/v1/Services/{ServiceSid}/Rooms/{Id}",
                        1,
                    ),
                ] {
                    let item = format!("/paths/{}", path.replace('/', "~1"));
                    document.list(&format!("{item}/get/parameters"))[index]["name"] =
                        json!("Id");
                    document.rename("/paths", path, renamed);
                }
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "use twilio_conversations::{SidOrName, sid::RoomSid}; fn room(client: &Client, room: impl Into<SidOrName<RoomSid>>) { client.room(room); } room(client, \"lobby\");",
        },
        Case {
            name: "only_a_sid_picks",
            edit: |document| {
                let sid = json!({"name": "Sid", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^RM[0-9a-fA-F]{32}$"}});
                document.list("/paths/~1v1~1Rooms~1{Sid}/get/parameters")[0] =
                    sid.clone();
                let parameters =
                    "/paths/~1v1~1Services~1{ServiceSid}~1Rooms~1{Sid}/get/parameters";
                document.list(parameters)[1] = sid;
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "use twilio_conversations::{SidOrName, sid::RoomSid}; client.room(SidOrName::<RoomSid>::from(\"lobby\"));",
        },
        Case {
            name: "another_kind_of_sid_picks",
            edit: |document| {
                for method in ["get", "delete"] {
                    let parameters =
                        format!("/paths/~1v1~1Users~1{{Sid}}/{method}/parameters");
                    document.list(&parameters)[0]["schema"]["pattern"] =
                        json!("^UX[0-9a-fA-F]{32}$");
                }
            },
            verdict: Verdict::Breaks("E0277"),
            caller: "use twilio_conversations::sid::UserSid; client.user(UserSid::from(USER));",
        },
    ]
}
