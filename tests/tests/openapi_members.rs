//! Every member that OpenAPI 3.0 gives an object is carried, noted or refused, as the table in `generator/ARCHITECTURE.md`
//! says.
//!
//! `fixtures/openapi_members.yaml` restates the members of the specification, each with a value. A document with that value
//! shows what becomes of the member.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use generator::diagnostics::{Diagnostic, Diagnostics, Severity};
use generator::input::document::{Input, Source};
use generator::pipeline::normalised;
use serde_json::{Map, Value};
use tests::{documents, workspace};

/// What becomes of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Carried,
    Noted,
    Refused,
}

/// A member of an object, with a value at a place in the document.
struct Member<'a> {
    object: &'a str,
    name: &'a str,
    fate: Fate,
    place: &'a str,
    value: &'a Value,
}

/// The data of one kind of object.
struct Object<'a>(&'a Map<String, Value>);

impl<'a> Object<'a> {
    /// Returns its members with the given fate.
    fn members(
        &self,
        fate: Fate,
    ) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        let key = match fate {
            Fate::Carried => "carried",
            Fate::Noted => "noted",
            Fate::Refused => "refused",
        };
        self.0.get(key).and_then(Value::as_object).into_iter().flatten()
    }

    fn place(&self, member: &str) -> &'a str {
        let places = self.0.get("places").and_then(|places| places.get(member));
        let place = places.or_else(|| self.0.get("at")).and_then(Value::as_str);
        place.unwrap_or_else(|| panic!("`{member}` has no place"))
    }
}

fn data() -> Value {
    documents::read(&workspace().join("tests/fixtures/openapi_members.yaml"))
}

fn objects(data: &Value) -> impl Iterator<Item = (&str, Object<'_>)> {
    let objects = data["objects"].as_object().expect("a map");
    objects.iter().map(|(name, object)| {
        (name.as_str(), Object(object.as_object().expect("a map")))
    })
}

/// Returns the IR and the diagnostics of a document.
fn run(document: &Value) -> (Option<Value>, Diagnostics) {
    let text = document.to_string().into_bytes();
    let input = Input {
        document: Source::Memory("document.json".to_owned(), text),
        overlays: Vec::new(),
        lock: None,
    };
    match normalised(&input, Severity::Error) {
        Ok(progress) => {
            let (api, diagnostics) = progress.finish();
            (Some(serde_json::to_value(&api).expect("plain data")), diagnostics)
        }
        Err(failure) => (None, failure.into()),
    }
}

/// Returns the document with a member set to its value, after the members that `with` needs, and without those that it
/// excludes.
fn with(document: &Value, object: &Object<'_>, member: &Member<'_>) -> (Value, Value) {
    let mut before = document.clone();
    if let Some(others) = object.0.get("with").and_then(|with| with.get(member.name)) {
        for (pointer, value) in others.as_object().expect("a map of pointers") {
            set(&mut before, pointer, value.clone());
        }
    }
    let mut after = before.clone();
    if let Some(excluded) = object.0.get("without").and_then(|it| it.get(member.name)) {
        let at = after.pointer_mut(member.place).and_then(Value::as_object_mut);
        at.expect("an object").shift_remove(excluded.as_str().expect("a name"));
    }
    let name = member.name.replace('~', "~0").replace('/', "~1");
    set(&mut after, &format!("{}/{name}", member.place), member.value.clone());
    (before, after)
}

fn set(document: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer to a member");
    let name = name.replace("~1", "/").replace("~0", "~");
    let parent = document.pointer_mut(parent);
    let parent = parent.unwrap_or_else(|| panic!("there is nothing around {pointer}"));
    match parent {
        Value::Array(elements) => {
            elements[name.parse::<usize>().expect("an index")] = value;
        }
        parent => {
            let members = parent.as_object_mut().expect("an object");
            members.insert(name, value);
        }
    }
}

/// Returns what becomes of a member.
fn fate(document: &Value, object: &Object<'_>, member: &Member<'_>) -> Option<Fate> {
    let (before, after) = with(document, object, member);
    let (old, _) = run(&before);
    let (new, found) = run(&after);
    let name = member.name.replace('~', "~0").replace('/', "~1");
    let pointer = format!("{}/{name}", member.place);
    let is_about = |diagnostic: &&Diagnostic| {
        let at = diagnostic.pointer.as_str();
        at.strip_prefix(pointer.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            || at == member.place
                && diagnostic.found.contains(&format!("`{}`", member.name))
    };
    let worst = found.iter().filter(is_about).map(|diagnostic| diagnostic.severity);
    match (old, new, worst.max()) {
        (Some(_), None, Some(Severity::Error)) => Some(Fate::Refused),
        (Some(old), Some(new), Some(_)) if old == new => Some(Fate::Noted),
        (Some(old), Some(new), _) if old != new => Some(Fate::Carried),
        _ => None,
    }
}

#[test]
fn every_member_is_carried_noted_or_refused() {
    let data = data();
    let mut wrong = Vec::new();
    for (name, object) in objects(&data) {
        for expected in [Fate::Carried, Fate::Noted, Fate::Refused] {
            for (member, value) in object.members(expected) {
                let member = Member {
                    object: name,
                    name: member,
                    fate: expected,
                    place: object.place(member),
                    value,
                };
                let found = fate(&data["document"], &object, &member);
                if found != Some(member.fate) {
                    wrong.push(format!(
                        "{} `{}`: {found:?} instead of {:?}",
                        member.object, member.name, member.fate
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_names_every_member() {
    let data = data();
    let mut table =
        String::from("| Object | Carried | Noted | Refused |\n|---|---|---|---|\n");
    for (name, object) in objects(&data) {
        let cell = |fate| {
            let names: Vec<String> =
                object.members(fate).map(|(name, _)| shown(name)).collect();
            names.join(", ")
        };
        let noted = match object.0.get("within") {
            Some(whole) => format!("as part of `{}`", whole.as_str().expect("a name")),
            None => cell(Fate::Noted),
        };
        let (carried, refused) = (cell(Fate::Carried), cell(Fate::Refused));
        writeln!(table, "| {name} | {carried} | {noted} | {refused} |")
            .expect("strings can be written to");
    }
    let page = workspace().join("generator/ARCHITECTURE.md");
    let text = fs::read_to_string(page).expect("the page exists");
    assert!(text.contains(&table), "the table should be\n\n{table}");
}

/// Returns a member for the table. Members whose names follow a pattern stand for all of them.
fn shown(name: &str) -> String {
    match name {
        _ if name.starts_with('/') => "paths".to_owned(),
        _ if name.starts_with('{') => "expressions".to_owned(),
        "account" => "names of schemes".to_owned(),
        "200" => "status codes, `2XX`".to_owned(),
        _ => format!("`{name}`"),
    }
}

#[test]
fn members_are_those_of_the_generator() {
    // Every map of the generator's tables of members, by object.
    let known: BTreeMap<String, BTreeSet<String>> =
        generator::input::document::members();
    let data = data();
    let mut listed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, object) in objects(&data) {
        let fates = [Fate::Carried, Fate::Noted, Fate::Refused];
        let members = fates.into_iter().flat_map(|fate| object.members(fate));
        let within = object.0.get("members").and_then(Value::as_array);
        let within = within.into_iter().flatten().filter_map(Value::as_str);
        listed.entry(name.to_owned()).or_default().extend(
            members.map(|(name, _)| name.clone()).chain(within.map(str::to_owned)),
        );
    }
    for (object, members) in &known {
        let missing: Vec<_> = match listed.get(object) {
            Some(listed) => members.difference(listed).collect(),
            None => members.iter().collect(),
        };
        assert!(missing.is_empty(), "{object} has {missing:?}, too");
    }
}
