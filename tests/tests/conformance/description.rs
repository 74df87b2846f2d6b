//! The output of `generator ir` matches the document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tests::keywords::Keywords;
use tests::operations::{Input, Operation, all};
use tests::{documents, overlay};

use crate::calls::always_present;

fn described() -> Value {
    let ir = include_str!(concat!(env!("OUT_DIR"), "/ir.json"));
    serde_json::from_str(ir).expect("the build script wrote it")
}

fn document() -> Value {
    overlay::applied(documents::ours(), &documents::overlay())
}

#[test]
fn every_operation_is_described_as_it_is_declared() {
    let (document, described) = (document(), described());
    let operations =
        described["operations"].as_array().expect("there is a list of them");
    let by_id = |operation: &Value| (operation["id"].to_string(), operation.clone());
    let mut operations: BTreeMap<_, _> = operations.iter().map(by_id).collect();
    assert_eq!(operations.len(), 103);
    for operation in all(&document) {
        let id = Value::from(operation.id());
        let mut found = operations.remove(&id.to_string()).expect("it is described");
        let found = found.as_object_mut().expect("it is an object");
        // The other members are proved by the calls generated from them.
        found.retain(|key, _| key != "call" && key != "builder");
        for parameter in found["parameters"].as_array_mut().into_iter().flatten() {
            let parameter = parameter.as_object_mut().expect("it is an object");
            parameter.retain(|key, _| key != "setter" && key != "type");
            sort(parameter.get_mut("values"));
        }
        sort(found.get_mut("parameters"));
        for response in found["responses"].as_array_mut().into_iter().flatten() {
            *response = response["status"].take();
        }
        assert_eq!(Value::Object(found.clone()), declared(&document, operation), "{id}");
    }
    assert!(operations.is_empty(), "{operations:?}");
}

/// Returns the declaration of an operation in the format of `ir`.
fn declared(document: &Value, operation: Operation<'_>) -> Value {
    let parameters: Vec<_> =
        operation.inputs().map(|input| parameter(document, input)).collect();
    let statuses =
        operation.object["responses"].as_object().expect("it has responses").keys();
    let statuses: Vec<u16> = statuses.filter_map(|status| status.parse().ok()).collect();
    let mut parameters = Value::Array(parameters);
    sort(Some(&mut parameters));
    let mut declared = json!({
        "id": operation.id(),
        "method": operation.method.to_uppercase(),
        "path": operation.path,
        "parameters": parameters,
        "responses": statuses,
    });
    let page_size = operation.inputs().find(|input| input.name == "PageSize");
    if let Some(page_size) = page_size {
        declared["paging"] = json!({
            "items": items(document, operation),
            "page_size": page_size.name,
            "max_page_size": page_size.schema["maximum"],
            "kind": "next_page_url",
        });
    }
    declared
}

fn parameter(document: &Value, input: Input<'_>) -> Value {
    let role = match input.name {
        "Page" | "PageSize" | "PageToken" => "hidden",
        _ if input.required => "argument",
        _ => "setter",
    };
    let mut declared = json!({"wire": input.name, "in": input.location, "role": role, "required": input.required});
    let mut keywords = Keywords::of(document, input.schema);
    if keywords.get("nullable") == Some(&Value::Bool(true)) {
        declared["nullable"] = true.into();
    }
    if let Some(items) = keywords.get("items") {
        keywords = Keywords::of(document, items);
    }
    match keywords.values() {
        None => {}
        Some(values) if values == ["true", "false"] => {}
        Some(values) => declared["values"] = values.into(),
    }
    sort(declared.get_mut("values"));
    declared
}

/// Sorts a list, since merged twins may differ in order.
fn sort(list: Option<&mut Value>) {
    if let Some(list) = list.and_then(Value::as_array_mut) {
        list.sort_by_cached_key(Value::to_string);
    }
}

/// Returns the only array among the properties of a response.
fn items<'a>(document: &'a Value, operation: Operation<'a>) -> &'a str {
    let answer = operation.bodies().next().expect("it answers with a page");
    let properties = Keywords::of(document, answer.schema()).properties();
    let mut lists = properties.into_iter().flatten();
    let list = lists.find(|(_, schema)| schema["type"] == "array");
    list.expect("a page has a list").0
}

/// Only the SID of a resource and those in its URL are always present, if it has them in every scope.
#[test]
fn fields_that_are_always_present() {
    let (document, described) = (document(), described());
    let mut own_sids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for operation in all(&document) {
        for body in operation.bodies() {
            if let Some(schema) = Keywords::of(&document, body.schema()).name() {
                // What picks an instance ends its path.
                let last = operation.path.rsplit('/').next().unwrap_or_default();
                let name = last.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
                let names = name.map(property).into_iter().chain(["sid".to_owned()]);
                own_sids.entry(schema).or_default().extend(names);
            }
        }
    }
    for model in described["models"].as_array().expect("there is a list of them") {
        let pointers = model["pointers"].as_array().into_iter().flatten();
        let schemas: Vec<_> = pointers
            .filter_map(|pointer| pointer.as_str()?.rsplit('/').next())
            .collect();
        for schema in &schemas {
            let properties = &document["components"]["schemas"][schema]["properties"];
            let mut expected = own_sids.get(schema).cloned().unwrap_or_default();
            expected.retain(|name| {
                properties.get(name).is_some()
                    && schemas.iter().all(|twin| own_sids[twin].contains(name))
            });
            let found: BTreeSet<_> =
                always_present(schema).iter().map(ToString::to_string).collect();
            assert_eq!(found, expected, "{schema}");
        }
    }
}

/// Returns the property that corresponds to a path parameter: `conversation_sid` for `ConversationSid`.
fn property(parameter: &str) -> String {
    let mut name = String::new();
    for letter in parameter.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}
