//! Changes of operations and resources.

use generator::changes::compare::Impact;
use serde_json::json;

use crate::document::Document;
use crate::{Case, Verdict};

const USER: &str = "/paths/~1v1~1Users~1{Sid}";

pub fn cases() -> Vec<Case> {
    let mut cases = operations();
    cases.extend(resources());
    cases.extend(what_they_answer());
    cases.extend(what_they_send());
    cases.extend(waits());
    cases
}

const CREATED: &str = "/paths/~1v1~1Tasks/post/responses/202";
const WAIT: &str = "client.tasks().create().wait().await?;";

/// Returns changes of how callers wait until the API has carried out an operation.
fn waits() -> Vec<Case> {
    vec![
        Case {
            name: "wait_added",
            edit: |document| {
                let wait = json!({"operation": "FetchTask", "header": "Task-Sid"});
                let deleted = "/paths/~1v1~1Tasks~1{Sid}/delete/responses/204";
                document.set(deleted, "x-wait", wait);
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: WAIT,
        },
        Case {
            name: "wait_removed",
            edit: |document| drop(document.remove(CREATED, "x-wait")),
            verdict: Verdict::Breaks("E0599"),
            caller: WAIT,
        },
        Case {
            name: "wait_for_an_id_in_another_place",
            edit: |document| {
                let wait = json!({"operation": "FetchTask", "header": "Task-Sid"});
                document.set(CREATED, "x-wait", wait);
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: WAIT,
        },
        Case {
            name: "wait_for_other_values",
            edit: |document| {
                let fetched = "/paths/~1v1~1Tasks~1{Sid}/get/responses/200/x-wait";
                document.set(fetched, "done", json!(["completed", "ended"]));
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: WAIT,
        },
    ]
}

fn operations() -> Vec<Case> {
    vec![
        Case {
            name: "operation_deprecated",
            edit: |document| {
                document.set("/paths/~1v1~1Users/post", "deprecated", json!(true));
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "operation_removed",
            edit: |document| drop(document.remove(USER, "delete")),
            verdict: Verdict::Breaks("E0599"),
            caller: "client.user(USER).delete().await?;",
        },
        Case {
            name: "operation_added",
            edit: |document| {
                document.set(
                    "/paths/~1v1~1Configuration",
                    "post",
                    json!({"operationId": "UpdateConfiguration", "responses": {"204": {"description": "Done"}}}),
                );
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.configuration().fetch().await?;",
        },
        Case {
            name: "operation_called_otherwise",
            edit: |document| {
                document.set(&format!("{USER}/get"), "operationId", json!("GetUser"));
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.user(USER).fetch().await?;",
        },
    ]
}

fn resources() -> Vec<Case> {
    vec![
        Case {
            name: "resource_removed",
            edit: |document| drop(document.remove("/paths", "/v1/Configuration")),
            verdict: Verdict::Breaks("E0599"),
            caller: "let configuration = client.configuration().fetch().await?; drop(configuration.timer);",
        },
        Case {
            name: "resource_added",
            edit: |document| {
                document.set(
                    "/paths",
                    "/v1/Keys/{Name}",
                    json!({"delete": {
                        "operationId": "DeleteKey",
                        "parameters": [{"name": "Name", "in": "path", "required": true, "schema": {"type": "string"}}],
                        "responses": {"204": {"description": "Done"}},
                    }}),
                );
            },
            verdict: Verdict::Compiles(Impact::Additive),
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "resource_renamed",
            edit: |document| {
                for path in ["/paths/~1v1~1Users", USER] {
                    document.set(path, "x-name", json!("Member"));
                }
            },
            verdict: Verdict::Breaks("E0432"),
            caller: "use twilio_conversations::users::UserHandle; let user: UserHandle = client.user(USER); drop(user);",
        },
        Case {
            name: "resource_moved_below_another",
            edit: |document| {
                let service = document
                    .list("/paths/~1v1~1Services~1{ServiceSid}~1Rooms/get/parameters")
                    [0]
                .clone();
                let mut users = document.remove("/paths", "/v1/Users");
                users["post"]["parameters"] = json!([service.clone()]);
                document.set("/paths", "/v1/Services/{ServiceSid}/Users", users);
                let mut user = document.remove("/paths", "/v1/Users/{Sid}");
                for method in ["get", "delete"] {
                    let parameters = user[method]["parameters"].as_array_mut();
                    parameters.expect("it is an array").push(service.clone());
                }
                document.set("/paths", "/v1/Services/{ServiceSid}/Users/{Sid}", user);
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.user(USER).fetch().await?;",
        },
        Case {
            name: "one_of_many_is_now_the_only_one",
            edit: |document| {
                let mut users = document.remove("/paths", "/v1/Users/{Sid}");
                users["get"]["parameters"] = json!([]);
                users["delete"]["parameters"] = json!([]);
                users["x-twilio"] = json!({"pathType": "instance"});
                document.remove("/paths", "/v1/Users");
                document.set("/paths", "/v1/Users", users);
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.user(USER).fetch().await?;",
        },
    ]
}

fn what_they_answer() -> Vec<Case> {
    vec![
        Case {
            name: "answer_added",
            edit: |document| {
                let answer =
                    document.at(&format!("{USER}/get/responses"))["200"].clone();
                document.set(
                    &format!("{USER}/delete"),
                    "responses",
                    json!({"200": answer}),
                );
            },
            verdict: Verdict::Breaks("E0308"),
            caller: "let (): () = client.user(USER).delete().await?;",
        },
        Case {
            name: "text_of_another_media_type",
            edit: |document| {
                let content = "/paths/~1v1~1Report/get/responses/200/content";
                document.rename(content, "text/plain", "text/csv");
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "let report: String = client.report().fetch().await?; drop(report);",
        },
        Case {
            name: "answer_removed",
            edit: |document| {
                document.set(
                    "/paths/~1v1~1Users/post",
                    "responses",
                    json!({"204": {"description": "Done"}}),
                );
            },
            verdict: Verdict::Breaks("E0609"),
            caller: "let user = client.users().create(\"alice\").await?; drop(user.identity);",
        },
        Case {
            name: "list_without_pages",
            edit: |document| {
                for path in ["~1v1~1Rooms", "~1v1~1Services~1{ServiceSid}~1Rooms"] {
                    let schema =
                        "get/responses/200/content/application~1json/schema/properties";
                    document.remove(&format!("/paths/{path}/{schema}"), "meta");
                }
            },
            verdict: Verdict::Breaks("E0599"),
            caller: "client.rooms().list().limit(3).all().await?;",
        },
        Case {
            name: "largest_page",
            edit: |document| {
                let sizes = [
                    "/paths/~1v1~1Rooms/get/parameters/1/schema",
                    "/paths/~1v1~1Services~1{ServiceSid}~1Rooms/get/parameters/2/schema",
                ];
                for size in sizes {
                    document.set(size, "maximum", json!(50));
                }
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.rooms().list().page_size(100).await?;",
        },
        Case {
            name: "pages_by_tokens",
            edit: |document| by_tokens(document, "pageSize"),
            verdict: Verdict::Nothing,
            caller: "client.rooms().list().page_size(10).limit(3).all().await?;",
        },
        Case {
            name: "page_size_of_the_api",
            edit: |document| by_tokens(document, "detail"),
            verdict: Verdict::Breaks("E0599"),
            caller: "client.rooms().list().page_size(10).await?;",
        },
    ]
}

/// Replaces the links between pages of rooms by tokens, and renames the parameter of the page size.
fn by_tokens(document: &mut Document, size: &str) {
    let property = "/components/schemas/meta/properties";
    document.remove(property, "next_page_url");
    document.set(property, "nextToken", json!({"type": "string"}));
    for (path, index) in [("~1v1~1Rooms", 1), ("~1v1~1Services~1{ServiceSid}~1Rooms", 2)]
    {
        let parameters = format!("/paths/{path}/get/parameters");
        document.set(&format!("{parameters}/{index}"), "name", json!(size));
        let token =
            json!({"name": "pageToken", "in": "query", "schema": {"type": "string"}});
        document.list(&parameters).push(token);
    }
}

fn what_they_send() -> Vec<Case> {
    vec![
        Case {
            name: "another_path",
            edit: |document| {
                document.rename("/paths", "/v1/Configuration", "/v1/Flex/Configuration");
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.configuration().fetch().await?;",
        },
        Case {
            name: "another_method",
            edit: |document| document.rename("/paths/~1v1~1Users", "post", "put"),
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "without_credentials",
            edit: |document: &mut Document| {
                document.set("/paths/~1v1~1Users/post", "security", json!([]));
            },
            verdict: Verdict::Compiles(Impact::Behavior),
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "with_an_access_token",
            edit: |document: &mut Document| {
                let token = json!({"token": {"type": "http", "scheme": "bearer"}});
                document.set("/components", "securitySchemes", token);
                document.set("", "security", json!([{"token": []}]));
            },
            verdict: Verdict::BreaksSilently,
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "the_same_authentication_declared",
            edit: |document: &mut Document| {
                let basic = json!({"account": {"type": "http", "scheme": "basic"}});
                document.set("/components", "securitySchemes", basic);
                document.set("", "security", json!([{"account": []}]));
            },
            verdict: Verdict::Nothing,
            caller: "client.users().create(\"alice\").await?;",
        },
        Case {
            name: "another_server",
            edit: |document: &mut Document| {
                document.list("/servers")[0] = json!({"url": "https://api.example.org"});
            },
            verdict: Verdict::BreaksSilently,
            caller: "client.configuration().fetch().await?;",
        },
        Case {
            name: "another_scheme",
            edit: |document: &mut Document| {
                document.list("/servers")[0] = json!({"url": "http://api.example.com"});
            },
            verdict: Verdict::BreaksSilently,
            caller: "client.configuration().fetch().await?;",
        },
        Case {
            name: "another_prefix_of_paths",
            edit: |document: &mut Document| {
                document.list("/servers")[0] =
                    json!({"url": "https://api.example.com/v2"});
            },
            verdict: Verdict::BreaksSilently,
            caller: "client.configuration().fetch().await?;",
        },
        Case {
            name: "the_same_server_written_otherwise",
            edit: |document: &mut Document| {
                document.list("/servers")[0] =
                    json!({"url": "HTTPS://API.example.com:443/"});
            },
            verdict: Verdict::Nothing,
            caller: "client.configuration().fetch().await?;",
        },
        Case {
            name: "described_otherwise",
            edit: |document| {
                document.set(
                    "/paths/~1v1~1Rooms/post",
                    "description",
                    json!("Makes a room."),
                );
            },
            verdict: Verdict::Compiles(Impact::Documentation),
            caller: "client.rooms().create(\"a\", 3, \"b\").await?;",
        },
        Case {
            name: "another_version_of_the_document",
            edit: |document| document.set("/info", "version", json!("1.1.0")),
            verdict: Verdict::Nothing,
            caller: "client.rooms().create(\"a\", 3, \"b\").await?;",
        },
    ]
}
