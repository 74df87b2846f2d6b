//! Constructs of documents.

#![expect(
    clippy::needless_pass_by_value,
    reason = "`json!` borrows what is made for it alone"
)]

use serde_json::{Map, Value, json};

use super::Construct;

/// Constructs of a document from which a crate is made.
pub const DOCUMENTS: &[Construct<Value>] = &[
    ("paths", paths),
    ("paths below an instance", paths_below),
    ("twins", twins),
    ("twins with other values", twins_with_other_values),
    ("scopes of a resource", scopes),
    ("parents by name", parents_by_name),
    ("shared and own parameters", shared_and_own_parameters),
    ("arguments", arguments),
    ("form fields", form_fields),
    ("properties", properties),
    ("personal properties", personal_properties),
    ("models", models),
    ("models that hold models", nested_models),
    ("chain of references", chain_of_references),
    ("aliases of an alias", aliases),
    ("enum values", enum_values),
    ("enumerations", enumerations),
    ("equal enumerations", equal_enumerations),
    ("unused schemas", unused_schemas),
    ("unknown members", unknown_members),
    ("names that clash", clashing_names),
    ("models in a chain", chain_of_models),
    ("names of a SID", names_of_a_sid),
    ("component parameters", component_parameters),
    ("operations with one model", operations_with_one_model),
    ("examples", examples),
    ("tags", tags),
    ("brackets in a description", |n| described("[", n)),
    ("links in a description", |n| described("[a](https://b.c) ", n)),
    ("backticks in a description", |n| described("`a` ``b ", n)),
    ("tags in a description", |n| described("<a ", n)),
    ("stars in a description", |n| described("*a **b _c ", n)),
    ("words in a description", |n| described("word ", n)),
    ("lines in a description", |n| described("- a\n\n", n)),
];

fn frame(paths: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.0.1",
        "info": {"title": "Growth", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

pub(super) fn many(n: usize, member: impl Fn(usize) -> (String, Value)) -> Value {
    Value::Object((0..n).map(member).collect())
}

pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn answer(schema: Value) -> Value {
    json!({"200": {"description": "OK", "content": {"application/json": {"schema": schema}}}})
}

fn argument(name: &str) -> Value {
    json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})
}

fn get(id: &str, arguments: &[&str], schema: Value) -> Value {
    let parameters: Vec<Value> = arguments.iter().map(|name| argument(name)).collect();
    json!({"get": {"operationId": id, "parameters": parameters, "responses": answer(schema)}})
}

/// Returns a document with one operation that returns a schema and takes these parameters.
fn one_operation(schema: Value, parameters: Value, schemas: Value) -> Value {
    let operation = json!({
        "operationId": "FetchRoom",
        "parameters": parameters,
        "responses": answer(schema),
    });
    frame(
        json!({"/v1/Room": {"x-twilio": {"pathType": "instance"}, "get": operation}}),
        schemas,
    )
}

/// Returns a document with one model with these properties.
pub fn one_model(properties: Value) -> Value {
    one_operation(
        reference("room"),
        json!([]),
        json!({"room": {"type": "object", "properties": properties}}),
    )
}

pub(super) fn text() -> Value {
    json!({"type": "string"})
}

fn room() -> Value {
    json!({"room": {"type": "object", "properties": {"sid": text()}}})
}

pub(super) fn paths(n: usize) -> Value {
    let path = |i: usize| {
        let id = format!("FetchThing{i}");
        (format!("/v1/Thing{i}s/{{Sid}}"), get(&id, &["Sid"], reference("room")))
    };
    frame(many(n, path), room())
}

fn paths_below(n: usize) -> Value {
    let path = |i: usize| {
        let id = format!("FetchThing{i}");
        let path = if i == 0 {
            "/v1/Rooms/{RoomSid}".to_owned()
        } else {
            format!("/v1/Rooms/{{RoomSid}}/Thing{i}s/{{Sid}}")
        };
        let arguments: &[&str] = if i == 0 {
            &["RoomSid"]
        } else {
            &["RoomSid", "Sid"]
        };
        (path, get(&id, arguments, reference("room")))
    };
    frame(many(n, path), room())
}

pub(super) fn twins(n: usize) -> Value {
    let mut paths = Map::new();
    paths.insert(
        "/v1/Services/{ServiceSid}".to_owned(),
        get("FetchService", &["ServiceSid"], reference("room")),
    );
    let mut schemas = Map::new();
    for i in 0..n / 2 {
        let model = format!("thing{i}");
        schemas.insert(
            model.clone(),
            json!({"type": "object", "properties": {"sid": text(), "name": text()}}),
        );
        let inner = format!("service_thing{i}");
        schemas.insert(inner.clone(), schemas[&model].clone());
        paths.insert(
            format!("/v1/Thing{i}s/{{Sid}}"),
            get(&format!("FetchThing{i}"), &["Sid"], reference(&model)),
        );
        paths.insert(
            format!("/v1/Services/{{ServiceSid}}/Thing{i}s/{{Sid}}"),
            get(
                &format!("FetchServiceThing{i}"),
                &["ServiceSid", "Sid"],
                reference(&inner),
            ),
        );
    }
    schemas.insert("room".to_owned(), room()["room"].take());
    frame(Value::Object(paths), Value::Object(schemas))
}

/// Twins that share one large enum at the root, each with another enum in its container.
fn twins_with_other_values(n: usize) -> Value {
    let mut document = twins(n);
    let values: Vec<String> = (0..n).map(|i| format!("value-{i}")).collect();
    let schemas = &mut document["components"]["schemas"];
    schemas["thing_enum_state"] = json!({"type": "string", "enum": values});
    for i in 0..n / 2 {
        schemas[format!("thing{i}")]["properties"]["state"] =
            reference("thing_enum_state");
        schemas[format!("service_thing{i}")]["properties"]["state"] =
            json!({"type": "string", "enum": ["value-0", format!("more-{i}")]});
    }
    document
}

pub(super) fn scopes(n: usize) -> Value {
    let mut paths = Map::new();
    paths.insert(
        "/v1/Roles/{Sid}".to_owned(),
        get("FetchRole", &["Sid"], reference("room")),
    );
    for i in 0..n / 2 {
        paths.insert(
            format!("/v1/Service{i}s/{{ServiceSid}}"),
            get(&format!("FetchService{i}"), &["ServiceSid"], reference("room")),
        );
        paths.insert(
            format!("/v1/Service{i}s/{{ServiceSid}}/Roles/{{Sid}}"),
            get(
                &format!("FetchService{i}Role"),
                &["ServiceSid", "Sid"],
                reference("room"),
            ),
        );
    }
    frame(Value::Object(paths), room())
}

/// Returns single instances.
pub(super) fn singletons(n: usize) -> Value {
    let singleton = |i: usize| {
        let mut item = get(&format!("FetchThing{i}"), &[], reference("room"));
        item["x-twilio"] = json!({"pathType": "instance"});
        (format!("/v1/Thing{i}"), item)
    };
    frame(many(n, singleton), room())
}

/// Returns single instances, most of which are below another one.
pub(super) fn parents_by_name(n: usize) -> Value {
    let mut document = singletons(n);
    let paths = document["paths"].as_object_mut().expect("it has paths");
    for (i, (_, item)) in paths.iter_mut().enumerate().filter(|(i, _)| i % 20 != 0) {
        item["x-twilio"]["parent"] = format!("/Thing{}", i - 1).into();
    }
    document
}

fn query(name: &str, schema: Value, required: bool) -> Value {
    json!({"name": name, "in": "query", "required": required, "schema": schema})
}

fn shared_and_own_parameters(n: usize) -> Value {
    let parameters = |kind: &str| -> Vec<Value> {
        (0..n / 2).map(|i| query(&format!("{kind}{i}"), text(), false)).collect()
    };
    let mut document = one_operation(text(), json!(parameters("Own")), json!({}));
    document["paths"]["/v1/Room"]["parameters"] = json!(parameters("Shared"));
    document
}

pub(super) fn arguments(n: usize) -> Value {
    let parameters: Vec<Value> =
        (0..n).map(|i| query(&format!("Given{i}"), text(), true)).collect();
    one_operation(text(), json!(parameters), json!({}))
}

pub(super) fn form_fields(n: usize) -> Value {
    let names: Vec<String> = (0..n).map(|i| format!("Field{i}")).collect();
    let form = json!({
        "type": "object",
        "properties": many(n, |i| (format!("Field{i}"), text())),
        "required": names[n - n / 100..],
    });
    let mut document = one_operation(text(), json!([]), json!({}));
    let item = &mut document["paths"]["/v1/Room"];
    item["post"] = json!({
        "operationId": "UpdateRoom",
        "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": answer(text()),
    });
    document
}

pub(super) fn properties(n: usize) -> Value {
    one_model(many(n, |i| (format!("field_{i}"), text())))
}

fn personal_properties(n: usize) -> Value {
    let personal =
        json!({"type": "string", "x-twilio": {"pii": {"handling": "standard"}}});
    one_model(many(n, |i| (format!("field_{i}"), personal.clone())))
}

pub(super) fn models(n: usize) -> Value {
    let properties =
        many(n, |i| (format!("field_{i}"), reference(&format!("part_{i}"))));
    let mut document = one_model(properties);
    for i in 0..n {
        document["components"]["schemas"][format!("part_{i}")] =
            json!({"type": "object", "properties": {"a": text()}});
    }
    document
}

/// Returns a model with many fields, each of which contains a model that refers to many others.
fn nested_models(n: usize) -> Value {
    let properties = many(n, |i| (format!("field_{i}"), reference("hub")));
    let mut document = one_model(properties);
    let schemas = &mut document["components"]["schemas"];
    schemas["hub"] = json!({
        "type": "object",
        "properties": many(n, |i| (format!("spoke_{i}"), reference(&format!("part_{i}")))),
    });
    for i in 0..n {
        schemas[format!("part_{i}")] =
            json!({"type": "object", "properties": {"a": text()}});
    }
    document
}

fn chain_of_references(n: usize) -> Value {
    let properties =
        many(n, |i| (format!("field_{i}"), reference(&format!("link_{i}"))));
    let mut document = one_model(properties);
    let schemas = &mut document["components"]["schemas"];
    for i in 0..n {
        schemas[format!("link_{i}")] = reference(&format!("link_{}", i + 1));
    }
    schemas[format!("link_{n}")] =
        json!({"type": "object", "properties": {"a": text(), "b": text()}});
    document
}

fn aliases(n: usize) -> Value {
    let properties = many(n, |i| (format!("field_{i}"), reference("alias")));
    let mut document = one_model(properties);
    document["components"]["schemas"]["alias"] = text();
    document
}

fn values(n: usize) -> Value {
    json!((0..n).map(|i| format!("value-{i}")).collect::<Vec<_>>())
}

pub(super) fn enum_values(n: usize) -> Value {
    one_model(json!({"kind": {"type": "string", "enum": values(n)}}))
}

pub(super) fn enumerations(n: usize) -> Value {
    let set = |i: usize| json!({"type": "string", "enum": ["a", "b", format!("c{i}")]});
    one_model(many(n, |i| (format!("field_{i}"), set(i))))
}

fn equal_enumerations(n: usize) -> Value {
    let part = |_| json!({"type": "object", "properties": {"kind": {"type": "string", "enum": ["a", "b"]}}});
    one_model(many(n, |i| (format!("field_{i}"), part(i))))
}

fn unused_schemas(n: usize) -> Value {
    let mut document = properties(1);
    for i in 0..n {
        document["components"]["schemas"][format!("unused_{i}")] = text();
    }
    document
}

fn unknown_members(n: usize) -> Value {
    let schema = |_| json!({"type": "string", "ä": 1});
    one_model(many(n, |i| (format!("field_{i}"), schema(i))))
}

/// Returns names that are all equal in Rust.
fn clashing_names(n: usize) -> Value {
    let name = |i: usize| -> String {
        let dashes = format!("{i:020b}").replace('0', "-").replace('1', ".");
        format!("a{dashes}b")
    };
    one_model(many(n, |i| (name(i), text())))
}

fn names_of_a_sid(n: usize) -> Value {
    let sid = json!({"type": "string", "pattern": "^RM[0-9a-fA-F]{32}$"});
    one_model(many(n, |i| (format!("field_{i}_sid"), sid.clone())))
}

fn component_parameters(n: usize) -> Value {
    let parameters: Vec<Value> = (0..n)
        .map(|i| json!({"$ref": format!("#/components/parameters/P{i}")}))
        .collect();
    let mut document = one_operation(text(), json!(parameters), json!({}));
    document["components"]["parameters"] =
        many(n, |i| (format!("P{i}"), query(&format!("Own{i}"), text(), false)));
    document
}

/// Returns as many operations as their common model has fields.
fn operations_with_one_model(n: usize) -> Value {
    let mut document = paths(n / 2);
    document["components"]["schemas"]["room"]["properties"] =
        many(n / 2, |i| (format!("field_{i}"), text()));
    document
}

fn examples(n: usize) -> Value {
    let mut document = properties(1);
    document["components"]["examples"] =
        many(n, |i| (format!("e{i}"), json!({"value": i})));
    document
}

fn tags(n: usize) -> Value {
    let tags: Vec<String> = (0..n).map(|i| format!("Tag{i}")).collect();
    let mut document = properties(1);
    document["tags"] = tags.iter().map(|name| json!({"name": name})).collect();
    document["paths"]["/v1/Room"]["get"]["tags"] = json!(tags);
    document
}

/// Returns models each of which contains the next, in reverse order.
fn chain_of_models(n: usize) -> Value {
    let reversed =
        |i: usize| (format!("field_{i}"), reference(&format!("link_{}", n - i)));
    let mut document = one_model(many(n, reversed));
    for i in 1..=n {
        let next = if i == n {
            text()
        } else {
            reference(&format!("link_{}", i + 1))
        };
        document["components"]["schemas"][format!("link_{i}")] =
            json!({"type": "object", "properties": {"next": next}});
    }
    document
}

/// Returns a description that repeats a text twenty times per requested occurrence, to outweigh the constant part of a
/// crate.
fn described(piece: &str, n: usize) -> Value {
    let mut document = properties(1);
    document["components"]["schemas"]["room"]["description"] =
        piece.repeat(20 * n).into();
    document
}
