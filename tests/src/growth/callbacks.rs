//! Constructs of callbacks, which become events.

#![expect(
    clippy::needless_pass_by_value,
    reason = "`json!` borrows what is made for it alone"
)]

use serde_json::{Value, json};

use super::Construct;
use super::documents::{form_fields, many, reference, text};

/// Constructs of a document with callbacks from which a crate is made.
pub const CALLBACKS: &[Construct<Value>] = &[
    ("callbacks", callbacks),
    ("callbacks with one form", callbacks_with_one_form),
    ("operations with one callback", operations_with_one_callback),
    ("parameters of an event", parameters_of_an_event),
    ("properties of a reply", properties_of_a_reply),
    ("callbacks that are not forms", callbacks_of_json),
];

const FORM: &str = "application/x-www-form-urlencoded";

/// Returns a callback that sends a form to the URL in the first field of the request.
fn callback(form: Value) -> Value {
    answered(form, json!({"description": "OK"}))
}

fn answered(form: Value, response: Value) -> Value {
    let body = json!({"content": {FORM: {"schema": form}}});
    let rejected = json!({"description": "Rejected"});
    json!({
        "{$request.body#/Field0}": {"post": {
            "requestBody": body,
            "responses": {"200": response, "403": rejected},
        }}
    })
}

/// Returns the form of an event, with parameters besides the kind.
fn form(parameters: Value, kinds: &[String]) -> Value {
    let mut form = json!({"type": "object", "properties": parameters});
    form["properties"]["Kind"] = json!({"type": "string", "enum": kinds});
    form
}

fn kinds(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("onKind{i}")).collect()
}

/// Returns a document with an operation that has these callbacks.
fn document(callbacks: Value) -> Value {
    let mut document = form_fields(1);
    document["paths"]["/v1/Room"]["post"]["callbacks"] = callbacks;
    document
}

fn callbacks(n: usize) -> Value {
    let own = |i: usize| {
        let kind = format!("onKind{i}");
        (kind.clone(), callback(form(json!({"Name": text()}), &[kind])))
    };
    document(many(n, own))
}

fn callbacks_with_one_form(n: usize) -> Value {
    let shared = |i: usize| (format!("onKind{i}"), callback(reference("event")));
    let mut document = document(many(n, shared));
    document["components"]["schemas"]["event"] =
        form(json!({"Name": text()}), &kinds(n));
    document
}

fn operations_with_one_callback(n: usize) -> Value {
    let mut document = document(json!({}));
    let mut operation = document["paths"]["/v1/Room"]["post"].take();
    operation["callbacks"] =
        json!({"onKind0": callback(form(json!({"Name": text()}), &kinds(1)))});
    for i in 0..n {
        operation["operationId"] = format!("UpdateRoom{i}").into();
        document["paths"][format!("/v1/Room{i}")] =
            json!({"x-twilio": {"pathType": "instance"}, "post": operation});
    }
    document["paths"].as_object_mut().expect("it is an object").remove("/v1/Room");
    document
}

fn parameters_of_an_event(n: usize) -> Value {
    let parameters = many(n, |i| (format!("Field{i}"), text()));
    document(json!({"onKind0": callback(form(parameters, &kinds(1)))}))
}

fn properties_of_a_reply(n: usize) -> Value {
    let properties = many(n, |i| (format!("field_{i}"), text()));
    let schema = json!({"type": "object", "properties": properties});
    let response = json!({
        "description": "OK",
        "content": {"application/json": {"schema": schema}},
    });
    let form = form(many(n, |i| (format!("field_{i}"), text())), &kinds(1));
    document(json!({"onKind0": answered(form, response)}))
}

fn callbacks_of_json(n: usize) -> Value {
    let other = |i: usize| {
        let body = json!({"content": {"application/json": {"schema": text()}}});
        let operation =
            json!({"requestBody": body, "responses": {"200": {"description": "OK"}}});
        (format!("onKind{i}"), json!({"{$request.body#/Field0}": {"post": operation}}))
    };
    document(many(n, other))
}
