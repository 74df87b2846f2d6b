//! `generator diff` reports a change if and only if the public API of the emitted crate changes.
//!
//! The public API is extracted from the emitted Rust, independently of the comparison.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use generator::changes::Revision;
use generator::changes::compare::{Change, ChangeKind, Impact};
use generator::pipeline::Generated;
use serde_json::{Value, json};
use tests::changes::{plain_text, read_overlaid};
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

/// Returns the Rust files of a crate, without the runtime.
fn emitted(generated: &Generated) -> BTreeMap<&str, &str> {
    let is_emitted = |path: &str| {
        Path::new(path).extension().is_some_and(|end| end == "rs")
            && path.starts_with("src/")
            && !path.starts_with("src/runtime")
    };
    generated.files.iter().filter(|(path, _)| is_emitted(path)).collect()
}

/// Returns `true` if the public APIs of two crates differ. Equal files are not parsed.
fn offer_differs(before: &Generated, after: &Generated) -> bool {
    let (before, after) = (emitted(before), emitted(after));
    before.len() != after.len()
        || before.iter().any(|(path, old)| {
            after
                .get(path)
                .is_none_or(|new| old != new && surface::of(old) != surface::of(new))
        })
}

/// Returns `true` if a change affects the public API. Names of arguments do, although callers do not use them.
fn shows(change: &Change) -> bool {
    matches!(change.impact, Impact::Breaking | Impact::Additive)
        || (change.kind, change.impact) == (ChangeKind::Renamed, Impact::Documentation)
}

/// Tests an edit and returns the mismatch, if any, or `None` if the edited document generates no crate.
fn tried(
    (old, read): (&Value, &Revision),
    before: &Generated,
    edit: &Edit,
) -> Option<Result<(), String>> {
    let mut new = old.clone();
    edit.apply(&mut new);
    // Some edits remove targets of the overlay.
    let pipeline = Pipeline::overlaid(&documents::our_path());
    let after = pipeline.run_edited(|document| edit.apply(document)).generated?;
    let changes = read.changes_to(&read_overlaid(&new));
    let (is_told, is_seen) = (changes.iter().any(shows), offer_differs(before, &after));
    Some(if is_told == is_seen {
        Ok(())
    } else {
        Err(format!(
            "{:?} {}: told {is_told}, seen {is_seen}\n{}",
            edit.kind,
            edit.pointer,
            plain_text(&changes)
        ))
    })
}

#[test]
fn reported_changes_match_the_public_api() {
    let old = documents::ours();
    let before = Pipeline::overlaid(&documents::our_path()).run().expect_generated();
    let read = read_overlaid(&old);
    let edits = edits(&old);
    let edits: Vec<&Edit> = edits.iter().step_by(STEP).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let verdicts: Vec<Result<(), String>> = thread::scope(|scope| {
        let (old, before) = ((&old, &read), &before);
        let parts = edits.chunks(edits.len().div_ceil(threads).max(1));
        let parts = parts.map(|part| {
            scope.spawn(move || {
                let verdicts = part.iter().filter_map(|edit| tried(old, before, edit));
                verdicts.collect::<Vec<_>>()
            })
        });
        let running: Vec<_> = parts.collect();
        let ended = running.into_iter().map(|part| part.join().expect("it ends"));
        ended.flatten().collect()
    });
    let tried = verdicts.len();
    let wrong: Vec<String> = verdicts.into_iter().filter_map(Result::err).collect();
    assert!(tried >= 10, "only {tried} were tried");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}
