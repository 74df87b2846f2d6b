//! The output is deterministic, and each file depends on as little of the input as possible.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use generator::emit::OutputFiles;
use generator::input::config::Config;
use generator::pipeline;
use serde_json::{Value, json};
use tests::pipeline::Pipeline;
use tests::{documents, files, surface, workspace};

/// Returns the crate of our document, by path.
static UNCHANGED: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| built(|_| ()));

/// The configured crate with all of its modules, by path.
static CONFIGURED: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let config = Config::load(&workspace().join("spec/generator.toml"));
    let config = config.expect("the configuration is valid");
    let generated = pipeline::generate(&config).expect("our documents are valid");
    by_path(&generated.made.files)
});

/// Returns the crate of our document after `edit`, by path.
fn built(edit: impl FnOnce(&mut Value)) -> BTreeMap<String, String> {
    let outcome = Pipeline::overlaid(&documents::our_path()).run_edited(edit);
    by_path(&outcome.expect_generated().files)
}

fn by_path(files: &OutputFiles) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// Returns the files that an edit of the document changes, and those whose public API it changes.
fn changes(edit: impl FnOnce(&mut Value)) -> (BTreeSet<String>, BTreeSet<String>) {
    let (before, after) = (&*UNCHANGED, built(edit));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed = before.keys().filter(|path| before[*path] != after[*path]);
    let changed: BTreeSet<String> = changed.cloned().collect();
    let is_visible = |path: &&String| {
        Path::new(path).extension().is_some_and(|extension| extension == "rs")
            && surface::of(&before[*path]) != surface::of(&after[*path])
    };
    let visible = changed.iter().filter(is_visible).cloned().collect();
    (changed, visible)
}

/// Edits the object at a pointer of the document.
fn at(pointer: &str, edit: impl Fn(&mut Value)) -> impl Fn(&mut Value) {
    move |document| {
        edit(
            document
                .pointer_mut(pointer)
                .unwrap_or_else(|| panic!("the document has no {pointer}")),
        );
    }
}

fn schema(name: &str) -> String {
    format!("/components/schemas/{name}")
}

fn only(path: &str) -> BTreeSet<String> {
    BTreeSet::from([path.to_owned()])
}

/// Returns a file and others that contain what it declares.
fn with(path: &str, others: &[&str]) -> BTreeSet<String> {
    others.iter().copied().chain([path]).map(str::to_owned).collect()
}

const NOTHING: BTreeSet<String> = BTreeSet::new();
const MESSAGE: &str = "conversations.v1.conversation.conversation_message";
const SERVICE_MESSAGE: &str =
    "conversations.v1.service.service_conversation.service_conversation_message";

#[test]
fn two_runs_are_equal() {
    assert!(built(|_| ()) == *UNCHANGED);
}

#[test]
fn the_committed_crate_is_up_to_date() {
    let folder = workspace().join("generated");
    let differing = CONFIGURED.iter().filter(|(path, text)| {
        !fs::read_to_string(folder.join(path)).is_ok_and(|committed| committed == **text)
    });
    let differing: Vec<&String> = differing.map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "run the generator: {differing:?} differ");
}

#[test]
fn the_committed_crate_has_no_stale_source() {
    let folder = workspace().join("generated");
    let relative = |path: PathBuf| {
        let path = path.strip_prefix(&folder).expect("it is below the folder");
        path.to_string_lossy().replace('\\', "/")
    };
    let stale = files::below(&folder.join("src")).into_iter().map(relative);
    let stale: Vec<String> =
        stale.filter(|path| !CONFIGURED.contains_key(path)).collect();
    assert!(stale.is_empty(), "run the generator: {stale:?} are stale");
}

#[test]
fn a_description_of_a_property_only_changes_the_file_of_its_resource() {
    let changed =
        changes(at(&format!("{}/properties/body", schema(MESSAGE)), |property| {
            property["description"] = json!("The words.");
        }));
    assert_eq!(changed, (only("src/messages.rs"), NOTHING));
}

#[test]
fn a_description_of_an_operation_only_changes_the_file_of_its_resource() {
    let changed = changes(at("/paths/~1v1~1Roles~1{Sid}/delete", |operation| {
        operation["description"] = json!("Removes a role for good.");
    }));
    assert_eq!(changed, (only("src/roles.rs"), NOTHING));
}

#[test]
fn a_description_that_other_files_could_repeat_only_changes_its_own() {
    for (pointer, path) in [
        ("/paths/~1v1~1Roles", "src/roles.rs"),
        ("/paths/~1v1~1Conversations~1{Sid}/get/parameters/0", "src/conversations.rs"),
        ("/components/schemas/conversation_enum_state", "src/conversations.rs"),
        ("/components/schemas/conversations.v1.user", "src/users.rs"),
    ] {
        let changed = changes(at(pointer, |described| {
            assert!(described["description"].is_string(), "{pointer} is described");
            described["description"] = json!("Something else.");
        }));
        assert_eq!(changed, (only(path), NOTHING), "{pointer}");
    }
}

#[test]
fn the_version_of_the_document_changes_nothing() {
    let edit = |document: &mut Value| document["info"]["version"] = json!("9.9.9");
    assert_eq!(changes(edit), (NOTHING, NOTHING));
}

#[test]
fn a_property_of_both_twins_changes_one_file_and_its_surface() {
    let add =
        |properties: &mut Value| properties["is_pinned"] = json!({"type": "boolean"});
    let changed = changes(|document| {
        for name in [MESSAGE, SERVICE_MESSAGE] {
            at(&format!("{}/properties", schema(name)), add)(document);
        }
    });
    let others = ["src/api.rs", "src/fake/tables/resources.rs"];
    let files = with("src/messages.rs", &others);
    assert_eq!(changed, (files, only("src/messages.rs")));
}

#[test]
fn a_property_of_one_twin_splits_them() {
    let pipeline = Pipeline::overlaid(&documents::our_path());
    let generated = pipeline
        .run_edited(at(&format!("{}/properties", schema(MESSAGE)), |properties| {
            properties["is_pinned"] = json!({"type": "boolean"});
        }))
        .expect_generated();
    let resources = generated.ir["resources"].as_array().expect("the IR has resources");
    let mut reasons =
        resources.iter().filter_map(|resource| resource["apart_because"].as_str());
    assert!(reasons.any(|reason| reason.contains("only one response has `is_pinned`")));
}

#[test]
fn a_value_of_a_set_changes_one_file_and_its_surface() {
    let changed =
        changes(at("/components/schemas/credential_enum_push_type/enum", |values| {
            values.as_array_mut().expect("it is a list").push(json!("web"));
        }));
    let files = with("src/push_credentials.rs", &["src/fake/tables/operations.rs"]);
    assert_eq!(changed, (files, only("src/push_credentials.rs")));
}

#[test]
fn a_parameter_changes_one_file_and_its_surface() {
    let form =
        "/requestBody/content/application~1x-www-form-urlencoded/schema/properties";
    let changed = changes(at(&format!("/paths/~1v1~1Services/post{form}"), |fields| {
        fields["Region"] = json!({"type": "string", "description": "Where it is kept."});
    }));
    let files = with("src/services.rs", &["src/fake/tables/operations.rs"]);
    assert_eq!(changed, (files, only("src/services.rs")));
}
