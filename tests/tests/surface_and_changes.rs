//! `generator diff` reports a change if and only if the public API of the emitted crate changes.
//!
//! The public API is extracted from the emitted Rust, independently of the comparison.

use std::collections::BTreeMap;
use std::path::Path;

use generator::changes::compare::{Change, ChangeKind, Impact};
use generator::pipeline::Build;
use serde_json::{Value, json};
use tests::changes::{overlaid, plain_text};
use tests::pipeline::Pipeline;
use tests::{documents, surface};

/// Every `STEP`th possible edit is tested.
const STEP: usize = 151;

/// An edit of one value of the document.
struct Edit {
    pointer: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Removes it.
    Remove,
    /// Replaces its schema.
    Retype,
    /// Adds a sibling.
    Add,
}

/// Returns all edits of properties, parameters, enum values and operations.
fn edits(document: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    visit(document, "", &mut edits);
    edits
}

fn visit(value: &Value, pointer: &str, edits: &mut Vec<Edit>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = tests::pointer::join(pointer, name);
                edits.extend(edits_of(name, member, &pointer));
                if name != "example" && name != "examples" {
                    visit(member, &pointer, edits);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &format!("{pointer}/{index}"), edits);
            }
        }
        _ => {}
    }
}

/// Returns the edits of a member of an object.
fn edits_of(name: &str, member: &Value, pointer: &str) -> Vec<Edit> {
    let edit = |pointer: String, kind: Kind| Edit { pointer, kind };
    match name {
        "properties" => {
            let names = member.as_object().into_iter().flatten().map(|(name, _)| name);
            let edits = names.flat_map(|name| {
                [Kind::Remove, Kind::Retype, Kind::Add]
                    .map(|kind| edit(tests::pointer::join(pointer, name), kind))
            });
            edits.collect()
        }
        "parameters" | "enum" => (0..member.as_array().map_or(0, Vec::len))
            .map(|index| edit(format!("{pointer}/{index}"), Kind::Remove))
            .collect(),
        "get" | "post" | "delete" => vec![edit(pointer.to_owned(), Kind::Remove)],
        _ => Vec::new(),
    }
}

impl Edit {
    fn apply(&self, document: &mut Value) {
        let (parent, name) = self.pointer.rsplit_once('/').expect("it is no root");
        let name = name.replace("~1", "/").replace("~0", "~");
        let parent = document.pointer_mut(parent).expect("the edit is of this document");
        match (parent, self.kind) {
            (Value::Array(items), _) => {
                items.remove(name.parse().expect("it is an index"));
            }
            (Value::Object(members), Kind::Remove) => {
                members.shift_remove(&name);
            }
            (Value::Object(members), Kind::Retype) => {
                members.insert(name, json!({"type": "number"}));
            }
            (Value::Object(members), Kind::Add) => {
                members.insert(format!("{name}_more"), json!({"type": "boolean"}));
            }
            _ => {}
        }
    }
}

/// Returns the public API of the crate, by file.
fn offered(build: &Build) -> BTreeMap<String, String> {
    let is_emitted = |path: &str| {
        Path::new(path).extension().is_some_and(|end| end == "rs")
            && path.starts_with("src/")
            && !path.starts_with("src/runtime")
    };
    let files = build.files.iter().filter(|(path, _)| is_emitted(path));
    files.map(|(path, text)| (path.to_owned(), surface::of(text))).collect()
}

/// Returns `true` if a change affects the public API. Names of arguments do, although callers do not use them.
fn shows(change: &Change) -> bool {
    matches!(change.impact, Impact::Breaking | Impact::Additive)
        || (change.kind, change.impact) == (ChangeKind::Renamed, Impact::Documentation)
}

#[test]
fn reported_changes_match_the_public_api() {
    let old = documents::ours();
    let pipeline = Pipeline::overlaid(&documents::our_path());
    let before = offered(&pipeline.run().expect_build());
    let mut tried = 0;
    let mut wrong = Vec::new();
    for edit in edits(&old).iter().step_by(STEP) {
        let mut new = old.clone();
        edit.apply(&mut new);
        // Some edits remove targets of the overlay.
        let Some(build) = pipeline.run_edited(|document| edit.apply(document)).build
        else {
            continue;
        };
        tried += 1;
        let changes = overlaid(&old, &new);
        let (is_told, is_seen) = (changes.iter().any(shows), offered(&build) != before);
        if is_told != is_seen {
            wrong.push(format!(
                "{:?} {}: told {is_told}, seen {is_seen}\n{}",
                edit.kind,
                edit.pointer,
                plain_text(&changes)
            ));
        }
    }
    assert!(tried >= 10, "only {tried} were tried");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}
