//! The output is linear in the input; input that would cause faster growth is rejected with the limit.
//!
//! Run time is measured by `cargo bench -p growth` instead.

use generator::diagnostics::{Diagnostics, Severity};
use generator::input::document::{Input, Source};
use generator::pipeline::overlaid;
use serde_json::{Value, json};
use tests::growth::{CALLBACKS, DOCUMENTS, OVERLAYS, one_model};
use tests::pipeline::{Outcome, Pipeline};

fn memory(text: &str) -> Source {
    Source::Memory("document".to_owned(), text.as_bytes().to_owned())
}

fn input(document: &Value, overlay: &Value) -> Input {
    Input {
        document: memory(&document.to_string()),
        overlays: vec![memory(&overlay.to_string())],
        lock: None,
    }
}

/// Returns the size in bytes of the crate and the messages for a document.
fn output(outcome: &Outcome) -> usize {
    let Outcome {
        generated,
        diagnostics,
    } = outcome;
    let files = generated.iter().flat_map(|generated| generated.files.iter());
    let ir = generated.iter().map(|made| made.ir.to_string().len()).sum::<usize>();
    files.map(|(_, text)| text.len()).sum::<usize>() + ir + diagnostics.to_string().len()
}

/// Returns the first error of all stages but the last with its pointer, or an empty string if they succeed.
fn build_error(text: &str) -> String {
    let Outcome { diagnostics, .. } =
        Pipeline::in_memory(("document", text.as_bytes()), &[]).run();
    first_error(&diagnostics)
}

fn first_error(problems: &Diagnostics) -> String {
    let mut errors =
        problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors
        .next()
        .map(|problem| format!("{}: {}", problem.pointer, problem.found))
        .unwrap_or_default()
}

/// Returns the message about an overlay with these actions.
fn overlay_error(document: &Value, actions: &Value) -> String {
    let overlay = json!({
        "overlay": "1.0.0",
        "info": {"title": "Growth", "version": "1"},
        "actions": actions,
    });
    let overlaid = overlaid(&input(document, &overlay), Severity::Error);
    first_error(&overlaid.err().map(Diagnostics::from).unwrap_or_default())
}

/// Returns a document with one model with one property.
fn small() -> Value {
    one_model(json!({"a": {"type": "string"}}))
}

/// Returns a model with `count` properties.
fn many_properties(count: usize, schema: impl Fn(usize) -> Value) -> Value {
    let property = |index| (format!("p{index}"), schema(index));
    one_model((0..count).map(property).collect())
}

#[test]
fn output_is_linear_in_the_input() {
    for (name, make) in DOCUMENTS.iter().chain(CALLBACKS) {
        let outcomes = [40, 80, 160].map(|count| {
            let text = make(count).to_string();
            Pipeline::in_memory(("document", text.as_bytes()), &[]).run()
        });
        // Some constructs are only limited later.
        let Outcome {
            generated,
            diagnostics,
        } = &outcomes[0];
        assert!(generated.is_some(), "{name}: {diagnostics}");
        let [one, two, four] = outcomes.each_ref().map(output);
        let (first, second) = (two.saturating_sub(one), four.saturating_sub(two));
        // The increase doubles, apart from longer numbers.
        assert!(second <= first * 5 / 2 + 2_000, "{name}: {one}, {two}, {four}");
    }
}

#[test]
fn overlays_that_grow_are_applied() {
    for (name, make) in OVERLAYS {
        let (document, actions) = make(300);
        let overlaid = overlaid(&input(&document, &actions), Severity::Error);
        assert!(overlaid.is_ok(), "{name}");
    }
}

#[test]
fn long_chains_of_calls_do_not_nest() {
    let personal = json!({"type": "string", "x-twilio": {"pii": true}});
    let document = many_properties(10_000, |_| personal.clone()).to_string();
    let outcome = Pipeline::in_memory(("document", document.as_bytes()), &[]).run();
    let files = outcome.expect_generated().files;
    let (_, room) =
        files.iter().find(|(path, _)| *path == "src/room.rs").expect("it is there");
    assert!(room.contains("let mut fields = f.debug_struct(\"Room\");"));
    assert_eq!(room.matches("Redacted(&self.p").count(), 10_000);
}

#[test]
fn long_keys_are_rejected() {
    const LONG: &str = ": the keys leading to this value exceed 2000 bytes";
    let [long, longer] = [1_000, 1_001].map(|length| "k".repeat(length));
    for text in [
        format!("{{\"{long}\": {{\"{longer}\": 1}}}}"),
        format!("{long}:\n- ? {longer}\n  : 1\n"),
        format!("x: &x {{{longer}: 1}}\ny:\n  ? {long}\n  : *x\n"),
    ] {
        let build_error = build_error(&text);
        assert!(build_error.ends_with(LONG), "{text}: {build_error}");
    }
    let mut document = small();
    document["x-a"] = json!({long.as_str(): {}});
    let actions =
        json!([{"target": format!("$['x-a'].{long}"), "update": {longer.as_str(): 1}}]);
    assert_eq!(
        overlay_error(&document, &actions),
        "/actions/0/update: the keys leading to a value exceed 2000 bytes after the update"
    );
}

#[test]
fn copied_text_is_limited() {
    let long = "x".repeat(1024 * 1024);
    let aliases = "- *long\n".repeat(64);
    assert_eq!(
        build_error(&format!("long: &long {long}\nall:\n{aliases}")),
        "/all/63: the anchors and aliases copy more than 64 MiB of text"
    );

    let parameter = json!({
        "name": "A",
        "in": "query",
        "description": long,
        "schema": {"type": "string"},
    });
    let mut document = small();
    document["components"]["parameters"] = json!({"P": parameter});
    let parameters = vec![json!({"$ref": "#/components/parameters/P"}); 65];
    document["paths"]["/v1/Room"]["get"]["parameters"] = json!(parameters);
    assert_eq!(
        build_error(&document.to_string()),
        "/paths/~1v1~1Room/get/parameters/63: the references copy more than 64 MiB of text"
    );

    let reference = json!({"$ref": "#/components/schemas/long"});
    let mut document = many_properties(66, |_| reference.clone());
    document["components"]["schemas"]["long"] =
        json!({"type": "string", "description": long});
    assert_eq!(
        build_error(&document.to_string()),
        "/components/schemas/room/properties/p65: the uses of named schemas repeat more than \
         64 MiB of text"
    );
}

#[test]
fn repeated_enum_values_are_limited() {
    let values: Vec<String> = (0..10_000).map(|value| format!("{value:0100}")).collect();
    let reference = json!({"$ref": "#/components/schemas/set"});
    let mut document = many_properties(100, |_| reference.clone());
    document["components"]["schemas"]["set"] = json!({"type": "string", "enum": values});
    assert_eq!(
        build_error(&document.to_string()),
        "/components/schemas/room/properties/p68: the uses of named schemas repeat more than \
         64 MiB of text"
    );
}

#[test]
fn long_names_are_rejected() {
    let named = |place: &str, name: &str| {
        let mut document = small();
        let object = document.pointer_mut(place).expect("it is there");
        object[name] = "T".repeat(1_001).into();
        build_error(&document.to_string())
    };
    for (place, name) in [
        ("/info", "title"),
        ("/info", "version"),
        ("/paths/~1v1~1Room/get", "operationId"),
        ("/paths/~1v1~1Room", "x-name"),
        ("/paths/~1v1~1Room/x-twilio", "mountName"),
        ("/paths/~1v1~1Room/x-twilio", "className"),
        ("/components/schemas/room", "x-name"),
        ("/components/schemas/room/properties/a", "x-name"),
    ] {
        let expected = format!("{place}/{name}: the name exceeds 1000 bytes");
        assert_eq!(named(place, name), expected);
    }
}

#[test]
fn nested_models_are_limited_in_any_order() {
    let chain = |length| {
        let construct = DOCUMENTS.iter().find(|(name, _)| *name == "models in a chain");
        construct.expect("it is there").1(length).to_string()
    };
    assert_eq!(build_error(&chain(140)), "");
    assert_eq!(
        build_error(&chain(200)),
        "/components/schemas/link_1/properties/next: schema nesting exceeds 150 levels"
    );
}

#[test]
fn targets_with_multiplying_cost_are_rejected() {
    const REPEATED: &str =
        "/actions/0/target: the target may select the same value more than once";
    const VISITS: &str =
        "/actions/0/target: the targets up to this one visit more than 100000000 values";
    let document = many_properties(100, |_| json!({"type": "string"}));
    let nested = format!("${}@.a{}", "[?$".repeat(10), "]".repeat(10));
    for (target, expected) in [
        (format!("${}", "[*, *, *, *]".repeat(20)).as_str(), REPEATED),
        ("$..*[?@.a, ?@.b]", REPEATED),
        ("$.components.schemas.room.properties[0:3, 1:2]", REPEATED),
        ("$.paths['/v1/Room', '/v1/Room']", REPEATED),
        ("$.paths[0, -1]", REPEATED),
        (&nested, VISITS),
        (
            "$.paths[?match(@.x, '((a{90}){90}){90}')]",
            "/actions/0/target: a pattern in the target is not a string literal of at most 100 bytes \
             without `{`",
        ),
    ] {
        let actions = json!([{"target": target, "update": {"x-a": 1}}]);
        assert_eq!(overlay_error(&document, &actions), expected, "{target}");
    }
    let names = json!([{"target": "$['info', 'paths']", "update": {"x-a": 1}}]);
    assert_eq!(overlay_error(&document, &names), "");
}

#[test]
fn actions_that_visit_too_many_values_are_rejected() {
    let document = many_properties(5_000, |_| json!({"type": "string"}));
    let action = json!({"target": "$..[?@.a == $..a]", "update": {"x-a": 1}});
    let build_error = overlay_error(&document, &json!([action]));
    assert!(build_error.contains("more than 100000000 values"), "{build_error}");
}

#[test]
fn updates_that_copy_too_much_are_rejected() {
    let document = many_properties(2_000, |_| json!({"type": "string"}));
    let update = |update: Value| {
        let target = "$.components.schemas.room.properties.*";
        overlay_error(&document, &json!([{"target": target, "update": update}]))
    };
    let values: Vec<usize> = (0..1_000).collect();
    assert_eq!(
        update(json!({"x-a": values})),
        "/actions/0/update: the updates up to this one copy more than 1000000 values"
    );
    assert_eq!(
        update(json!({"x-a": "x".repeat(64 * 1024)})),
        "/actions/0/update: the updates up to this one copy more than 64 MiB of text"
    );

    let mut document = small();
    document["x-many"] = vec![json!({}); 100_001].into();
    let actions = json!([{"target": "$['x-many'].*", "update": {"a": 1}}]);
    assert_eq!(
        overlay_error(&document, &actions),
        "/actions/0/target: `$['x-many'].*` selects more than 100000 values"
    );
}
