//! Pass: equal inline objects in the same role are one model.
//!
//! Documents repeat the schema of a value in each operation that sends or returns it. Inline objects become the first of those
//! that they are equal to: they are in properties of the same name, or are the bodies of operations of one resource, and
//! their properties have the same names, types and constraints. Their descriptions may differ. Components keep their models,
//! because the document names them, as do the events of webhooks.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::deprecation;
use super::rewrite::every_type;
use crate::diagnostics::{Diagnostics, Pointer};
use crate::ir::{
    Access, Field, LoweredApi, Model, ModelId, Presence, Sensitivity, Type, Undecided,
};

/// Replaces all uses of an inline object by the model that it is equal to.
pub(super) fn merge(api: &mut LoweredApi, diagnostics: &mut Diagnostics) {
    // Objects are equal once those that they contain are one model, so the innermost ones are merged first.
    loop {
        let others = equal(api);
        if others.is_empty() {
            return;
        }
        for (&other, &kept) in &others {
            let other = api.models[other].clone();
            absorb(&mut api.models[kept], other, diagnostics);
        }
        let renumbering = api.models.merge(&others);
        every_type(api, |ty| {
            if let Type::Model(id) = ty {
                *id = renumbering.new_id(*id);
            }
        });
    }
}

/// Returns the inline objects that are equal to an earlier one, each with that one.
fn equal(api: &LoweredApi) -> BTreeMap<ModelId, ModelId> {
    let events = api.events.iter().flat_map(|events| {
        events.models().into_iter().chain(events.reply_models())
    });
    let events: BTreeSet<ModelId> = events.collect();
    let mut first: HashMap<(String, Vec<Key<'_>>), ModelId> = HashMap::new();
    let mut others = BTreeMap::new();
    for (id, model) in api.models.entries().filter(|(id, _)| !events.contains(id)) {
        let Some(role) = role(&model.pointers[0]) else {
            continue;
        };
        match first.entry((role, keys(model))) {
            Entry::Occupied(kept) if is_same_name(&api.models[*kept.get()], model) => {
                others.insert(id, *kept.get());
            }
            Entry::Occupied(_) => {}
            Entry::Vacant(free) => {
                free.insert(id);
            }
        }
    }
    others
}

/// Returns the role of an inline object: the name of its property, or the path of the collection that its operation belongs
/// to. Components have none.
fn role(pointer: &Pointer) -> Option<String> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let properties = tokens.iter().rposition(|token| token == "properties");
    if let Some(name) = properties.and_then(|position| tokens.get(position + 1)) {
        return Some(name.clone());
    }
    match tokens.as_slice() {
        [root, path, ..] if root == "paths" => {
            let (collection, last) = path.rsplit_once('/')?;
            Some(if last.starts_with('{') { collection } else { path }.to_owned())
        }
        _ => None,
    }
}

/// Returns `true` if an inline object has no other explicit name than a model.
fn is_same_name(kept: &Model<Undecided>, inline: &Model<Undecided>) -> bool {
    inline.explicit_name.is_none() || inline.explicit_name == kept.explicit_name
}

/// The facts of a field that equal fields have in common.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    wire: &'a str,
    explicit_name: Option<&'a str>,
    ty: &'a Type,
    presence: Presence,
    required: bool,
    nullable: bool,
    access: Access,
    limits: (Option<i64>, Option<i64>),
    default: Option<&'a str>,
}

fn keys(model: &Model<Undecided>) -> Vec<Key<'_>> {
    model.fields.iter().map(key).collect()
}

fn key(field: &Field) -> Key<'_> {
    let Field {
        pointer: _,
        wire,
        explicit_name,
        ty,
        presence,
        required,
        nullable,
        access,
        minimum,
        maximum,
        default,
        sensitivity: _,
        example: _,
        deprecated: _,
        description: _,
    } = field;
    Key {
        wire,
        explicit_name: explicit_name.as_deref(),
        ty,
        presence: *presence,
        required: *required,
        nullable: *nullable,
        access: *access,
        limits: (*minimum, *maximum),
        default: default.as_deref(),
    }
}

/// Adds the places and the documentation of an equal object to a model. Values that are personal data in one are so in both.
fn absorb(
    kept: &mut Model<Undecided>,
    other: Model<Undecided>,
    diagnostics: &mut Diagnostics,
) {
    let places = (&kept.pointers[0], &other.pointers[0]);
    let marks = (&mut kept.deprecated, other.deprecated);
    diagnostics.extend(deprecation::unite("schema", marks, places));
    if kept.description.is_empty() {
        kept.description = other.description;
    }
    kept.pointers.extend(other.pointers);
    for (kept, other) in kept.fields.iter_mut().zip(other.fields) {
        let places = (&kept.pointer, &other.pointer);
        let marks = (&mut kept.deprecated, other.deprecated);
        diagnostics.extend(deprecation::unite("property", marks, places));
        if other.sensitivity == Sensitivity::Personal {
            kept.sensitivity = Sensitivity::Personal;
        }
        if kept.description.is_empty() {
            kept.description = other.description;
        }
        kept.example = kept.example.take().or(other.example);
    }
}
