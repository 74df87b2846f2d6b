//! Reports of `generator diff` for changes that Twilio made to its document, each undone here to obtain the old one.

use std::sync::LazyLock;

use generator::changes::Revision;
use generator::changes::compare::Impact;
use generator::changes::report;
use insta::Settings;
use serde_json::{Map, Value, json};
use tests::changes::{overlaid, plain_text, read_overlaid};
use tests::{documents, workspace};

const CONVERSATION: &str = "conversations.v1.conversation";
const SERVICE_CONVERSATION: &str = "conversations.v1.service.service_conversation";
const WITH_PARTICIPANTS: [&str; 2] = [
    "conversations.v1.conversation_with_participants",
    "conversations.v1.service.service_conversation_with_participants",
];

static NEW: LazyLock<Revision> = LazyLock::new(|| read_overlaid(&documents::ours()));

/// Snapshots the report of the change that `undo` reverts.
fn assert_report(name: &str, undo: impl FnOnce(&mut Value)) {
    let new = documents::ours();
    let mut old = new.clone();
    undo(&mut old);
    assert!(old != new, "{name} undoes nothing");
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(workspace().join("tests/tests/snapshots/real_changes"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let told = plain_text(&read_overlaid(&old).changes_to(&NEW));
    settings.bind(|| insta::assert_snapshot!(name, told));
}

fn schema<'d>(document: &'d mut Value, name: &str) -> &'d mut Value {
    &mut document["components"]["schemas"][name]
}

fn properties<'d>(document: &'d mut Value, name: &str) -> &'d mut Map<String, Value> {
    let properties = &mut schema(document, name)["properties"];
    properties.as_object_mut().expect("the schema has properties")
}

fn remove_property(document: &mut Value, schemas: [&str; 2], property: &str) {
    for name in schemas {
        let removed = properties(document, name).shift_remove(property);
        assert!(removed.is_some(), "{name} has no {property}");
    }
}

/// Returns the operation with an `operationId`.
fn operation<'d>(document: &'d mut Value, id: &str) -> &'d mut Value {
    let paths = document["paths"].as_object_mut().expect("the document has paths");
    let items = paths.values_mut().filter_map(Value::as_object_mut);
    items
        .flat_map(|item| item.values_mut())
        .find(|operation| operation.get("operationId") == Some(&json!(id)))
        .unwrap_or_else(|| panic!("there is no {id}"))
}

/// Returns the form fields of an operation.
fn form<'d>(document: &'d mut Value, id: &str) -> &'d mut Map<String, Value> {
    let body = &mut operation(document, id)["requestBody"]["content"]["application/x-www-form-urlencoded"];
    body["schema"]["properties"].as_object_mut().expect("the operation has a form")
}

fn remove_fields(document: &mut Value, ids: &[&str], fields: &[&str]) {
    for id in ids {
        for field in fields {
            let removed = form(document, id).shift_remove(*field);
            assert!(removed.is_some(), "{id} has no {field}");
        }
    }
}

/// Returns the query and header parameters of an operation.
fn parameters<'d>(document: &'d mut Value, id: &str) -> &'d mut Vec<Value> {
    let parameters = &mut operation(document, id)["parameters"];
    parameters.as_array_mut().expect("the operation has parameters")
}

fn remove_paths(document: &mut Value, is_gone: impl Fn(&str) -> bool) {
    let paths = document["paths"].as_object_mut().expect("the document has paths");
    paths.retain(|path, _| !is_gone(path));
}

fn values<'d>(document: &'d mut Value, set: &str) -> &'d mut Vec<Value> {
    schema(document, set)["enum"].as_array_mut().expect("the schema is a set")
}

/// Changes the spelling of a value of an enum.
fn respell(document: &mut Value, set: &str, new: &str, old: &str) {
    let value = values(document, set).iter_mut().find(|value| **value == json!(new));
    *value.unwrap_or_else(|| panic!("{set} has no {new}")) = json!(old);
}

const INITIALIZING: [&str; 4] = [
    "conversation_enum_state",
    "conversation_with_participants_enum_state",
    "service_conversation_enum_state",
    "service_conversation_with_participants_enum_state",
];

#[test]
fn a_document_does_not_differ_from_itself() {
    let document = documents::ours();
    let changes = overlaid(&document, &document);
    assert_eq!(changes, []);
    assert_eq!(plain_text(&changes), "");
    assert!(report::markdown(&changes).is_empty());
    assert!(report::json(&changes).expect("it can be written").is_empty());
}

#[test]
fn the_order_of_the_document_does_not_matter() {
    let mut old = documents::ours();
    let schemas = old["components"]["schemas"].as_object_mut().expect("it has schemas");
    schemas.sort_keys();
    values(&mut old, "conversation_enum_state").reverse();
    assert_eq!(plain_text(&read_overlaid(&old).changes_to(&NEW)), "");
}

#[test]
fn spelling_of_initializing() {
    assert_report("spelling_of_initializing", |old| {
        for set in INITIALIZING {
            respell(old, set, "initializing", "intializing");
        }
    });
}

#[test]
fn spelling_of_initializing_in_one_scope() {
    assert_report("spelling_of_initializing_in_one_scope", |old| {
        for set in &INITIALIZING[..2] {
            respell(old, set, "initializing", "intializing");
        }
    });
}

#[test]
fn a_value_comes_to_one_scope_first() {
    let without = |sets: &[&str]| {
        let mut document = documents::ours();
        for set in sets {
            values(&mut document, set).retain(|value| *value != json!("initializing"));
        }
        read_overlaid(&document)
    };
    let changes = {
        let mut new = documents::ours();
        let statuses = "conversation_message_receipt_enum_delivery_status";
        values(&mut new, statuses).push(json!("queued"));
        NEW.changes_to(&read_overlaid(&new))
    };
    assert_eq!(report::max_impact(&changes), Some(Impact::Additive));
    assert_eq!(changes.len(), 1, "{}", plain_text(&changes));
    // The overlay gives the value to other enums of the same name.
    for sets in [&INITIALIZING[..2], &INITIALIZING[2..]] {
        assert_eq!(plain_text(&without(sets).changes_to(&NEW)), "");
    }
}

#[test]
fn casing_of_webhook_methods() {
    assert_report("casing_of_webhook_methods", |old| {
        for set in [
            "conversation_scoped_webhook_enum_method",
            "service_conversation_scoped_webhook_enum_method",
        ] {
            respell(old, set, "get", "GET");
            respell(old, set, "post", "POST");
        }
    });
}

#[test]
fn filters_of_the_list_of_conversations() {
    assert_report("filters_of_the_list_of_conversations", |old| {
        for id in ["ListConversation", "ListServiceConversation"] {
            parameters(old, id).retain(|parameter| {
                !["StartDate", "EndDate", "State"]
                    .map(Value::from)
                    .contains(&parameter["name"])
            });
        }
    });
}

#[test]
fn filter_of_the_list_of_conversations_taken_back() {
    assert_report("filter_of_the_list_of_conversations_taken_back", |old| {
        for id in ["ListConversation", "ListServiceConversation"] {
            parameters(old, id).push(
                json!({"name": "UniqueName", "in": "query", "schema": {"type": "string"}}),
            );
        }
    });
}

#[test]
fn country_of_addresses() {
    assert_report("country_of_addresses", |old| {
        properties(old, "conversations.v1.configuration_address")
            .shift_remove("address_country");
        remove_fields(old, &["CreateConfigurationAddress"], &["AddressCountry"]);
    });
}

#[test]
fn rich_content() {
    assert_report("rich_content", |old| {
        remove_fields(
            old,
            &["CreateConversationMessage", "CreateServiceConversationMessage"],
            &["ContentSid", "ContentVariables"],
        );
        remove_property(
            old,
            [
                &format!("{CONVERSATION}.conversation_message"),
                &format!("{SERVICE_CONVERSATION}.service_conversation_message"),
            ],
            "content_sid",
        );
    });
}

#[test]
fn email_bindings() {
    assert_report("email_bindings", |old| {
        remove_fields(
            old,
            &[
                "CreateConversation",
                "UpdateConversation",
                "CreateServiceConversation",
                "UpdateServiceConversation",
                "CreateConversationWithParticipants",
                "CreateServiceConversationWithParticipants",
            ],
            &["Bindings.Email.Address", "Bindings.Email.Name"],
        );
        remove_property(old, [CONVERSATION, SERVICE_CONVERSATION], "bindings");
        remove_property(old, WITH_PARTICIPANTS, "bindings");
    });
}

#[test]
fn conversations_with_participants() {
    assert_report("conversations_with_participants", |old| {
        remove_paths(old, |path| path.ends_with("/ConversationWithParticipants"));
    });
}

#[test]
fn conversations_with_participants_below_services() {
    assert_report("conversations_with_participants_below_services", |old| {
        remove_paths(old, |path| path.ends_with("}/ConversationWithParticipants"));
    });
}

#[test]
fn delivery_receipts() {
    assert_report("delivery_receipts", |old| {
        remove_paths(old, |path| path.contains("/Receipts"));
    });
}

#[test]
fn rcs_addresses() {
    assert_report("rcs_addresses", |old| {
        values(old, "configuration_address_enum_type")
            .retain(|value| *value != json!("rcs"));
    });
}

#[test]
fn subjects_of_messages_in_one_scope() {
    assert_report("subjects_of_messages_in_one_scope", |old| {
        remove_fields(old, &["CreateServiceConversationMessage"], &["Subject"]);
    });
}

#[test]
fn largest_page_of_conversations() {
    assert_report("largest_page_of_conversations", |old| {
        for id in ["ListConversation", "ListServiceConversation"] {
            let size = parameters(old, id)
                .iter_mut()
                .find(|parameter| parameter["name"] == json!("PageSize"))
                .expect("the list has pages");
            size["schema"]["maximum"] = json!(1000);
        }
    });
}

#[test]
fn deletion_of_users() {
    assert_report("deletion_of_users", |old| {
        for path in ["/v1/Users/{Sid}", "/v1/Services/{ChatServiceSid}/Users/{Sid}"] {
            let item = old["paths"][path].as_object_mut().expect("the path is there");
            item.shift_remove("delete").expect("users can be deleted");
        }
    });
}

#[test]
fn an_older_document_lacks_targets_of_the_overlay() {
    assert_report("an_older_document_has_less_than_the_overlay_refines", |old| {
        remove_property(old, [CONVERSATION, SERVICE_CONVERSATION], "timers");
        remove_property(old, WITH_PARTICIPANTS, "timers");
        remove_paths(old, |path| path.contains("/Configuration/Notifications"));
        properties(
            old,
            "conversations.v1.service.service_configuration.service_notification",
        );
        let schemas = &mut old["components"]["schemas"];
        schemas.as_object_mut().expect("it has schemas").shift_remove(
            "conversations.v1.service.service_configuration.service_notification",
        );
    });
}

#[test]
fn our_descriptions_only_change_documentation() {
    let Some(official) = documents::official() else {
        return;
    };
    let changes = read_overlaid(&official).changes_to(&NEW);
    assert_eq!(report::max_impact(&changes), Some(Impact::Documentation));
}
