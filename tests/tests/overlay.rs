//! The overlay applies to both documents and gives every schema a type.

use generator::ir::Presence;
use serde_json::Value;
use tests::documents::{self, Restated};
use tests::overlay::{actions, applied, targets};
use tests::pipeline::Pipeline;

/// Returns the pointers to all schemas of properties and items without a type.
fn untyped(document: &Value) -> Vec<String> {
    let schemas =
        document["components"]["schemas"].as_object().expect("a document has schemas");
    let properties = schemas.iter().flat_map(|(schema, object)| {
        let properties = object["properties"].as_object().into_iter().flatten();
        properties.map(move |(name, property)| (format!("{schema}/{name}"), property))
    });
    properties
        .filter_map(|(name, property)| match property.get("items") {
            _ if !has_type(property) => Some(name),
            Some(items) if !has_type(items) => Some(format!("{name}/items")),
            _ => None,
        })
        .collect()
}

fn has_type(schema: &Value) -> bool {
    ["type", "$ref", "allOf"].iter().any(|keyword| schema.get(keyword).is_some())
}

/// Collects all values of `$ref` within a value.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_untyped_property_gets_a_type() {
    let document = documents::ours();
    assert_eq!(untyped(&document).len(), 26, "24 properties and the items of 2");
    let overlaid = applied(document, &documents::overlay());
    assert_eq!(untyped(&overlaid), [""; 0]);
}

#[test]
fn every_reference_resolves_to_a_schema() {
    let document = applied(documents::ours(), &documents::overlay());
    let mut found = Vec::new();
    references(&document, &mut found);
    found.retain(|reference| {
        document.pointer(reference.trim_start_matches('#')).is_none()
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_action_is_described_and_matches() {
    for restated in Restated::ALL {
        let overlay = restated.overlay();
        let document = applied(restated.ours(), &overlay);
        for action in actions(&overlay) {
            let target = &action["target"];
            assert!(action["description"].is_string(), "{target} has no description");
            assert!(!targets(&document, action).is_empty(), "{target} matches nothing");
        }
    }
}

#[test]
fn every_action_matches_the_same_in_the_official_document() {
    for restated in Restated::ALL {
        let Some(official) = restated.official() else {
            return;
        };
        let (ours, overlay) = (restated.ours(), restated.overlay());
        for action in actions(&overlay) {
            let target = &action["target"];
            assert_eq!(targets(&ours, action), targets(&official, action), "{target}");
        }
    }
}

#[test]
fn every_parameter_of_an_official_example_is_declared() {
    let Some(official) = documents::official() else {
        return;
    };
    let document = applied(official, &documents::overlay());
    let mut examples = 0;
    for (path, item) in document["paths"].as_object().expect("a document has paths") {
        let contents = item["post"]["requestBody"]["content"].as_object();
        for content in contents.into_iter().flat_map(|contents| contents.values()) {
            let declared = &content["schema"]["properties"];
            for (name, example) in content["examples"].as_object().into_iter().flatten()
            {
                examples += 1;
                for parameter in example["value"].as_object().into_iter().flatten() {
                    let is_declared = declared.get(parameter.0).is_some();
                    assert!(is_declared, "{path}, {name}: {} is unknown", parameter.0);
                }
            }
        }
    }
    assert!(examples > 50, "{examples} examples prove little");
}

/// The action that the page on the architecture shows.
const LOOSEN: &str = "
overlay: 1.0.0
info: {title: Nothing is required, version: 1.0.0}
actions:
- target: $.components.schemas.*.required
  remove: true
";

const ROOMS: &str = "
openapi: 3.0.1
info: {title: Rooms, version: 1.0.0}
servers: [{url: 'https://api.example.com'}]
paths:
  /v1/Rooms/{Sid}:
    get:
      operationId: FetchRoom
      parameters: [{name: Sid, in: path, required: true, schema: {type: string}}]
      responses: {200: {description: Room, content: {application/json: {schema: {$ref: '#/components/schemas/room'}}}}}
components:
  schemas:
    room:
      type: object
      required: [name, floor]
      properties: {name: {type: string}, floor: {$ref: '#/components/schemas/floor'}}
    floor: {type: object, required: [number], properties: {number: {type: integer}}}
";

#[test]
fn an_overlay_makes_required_properties_optional() {
    let presences = |overlays: &[(&str, &[u8])]| {
        let document = ("rooms.yaml", ROOMS.as_bytes());
        let api = Pipeline::in_memory(document, overlays).understood().api;
        let fields = api.models.iter().flat_map(|model| &model.fields);
        fields.map(|field| field.presence).collect::<Vec<_>>()
    };
    assert_eq!(presences(&[]), [Presence::Always; 3]);
    let loosened = presences(&[("overlay.yaml", LOOSEN.as_bytes())]);
    assert_eq!(loosened, [Presence::Optional; 3]);
}
