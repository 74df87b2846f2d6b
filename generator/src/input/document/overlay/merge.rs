//! Applies the update or removal of an action.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;
use serde_json::map::Entry;

use super::super::sources::{Origin, Sources, remove_indices};
use super::{Problem, Target};
use crate::diagnostics::Pointer;
use crate::input::shape::described;
use crate::input::source::{MAX_DEPTH, MAX_KEYS, TOO_LONG, depth, longest_keys};

/// Merges `update` into an object or appends it to an array. `origin` is the origin of the update.
pub(super) fn update(
    Target {
        document, sources, ..
    }: &mut Target<'_>,
    place: &Pointer,
    update: &Value,
    origin: &Origin,
) -> Result<(), Problem> {
    if place.tokens().count() + depth(update) >= MAX_DEPTH {
        let found = format!("nesting after the update exceeds {MAX_DEPTH} levels");
        return Err(Problem::new(found, "an update with fewer levels", ""));
    }
    if place.as_str().len() + longest_keys(update) > MAX_KEYS {
        let found = format!(
            "the keys leading to a value exceed {MAX_KEYS} bytes after the update"
        );
        return Err(Problem::new(found, "shorter keys", TOO_LONG));
    }
    match document.pointer_mut(place.as_str()) {
        Some(Value::Array(elements)) => {
            sources.note_addition(&place.index(elements.len()), origin.clone());
            elements.push(update.clone());
        }
        Some(object @ Value::Object(_)) if update.is_object() => {
            merge(object, sources, place, update, origin)?;
        }
        Some(Value::Object(_)) => {
            let found = format!(
                "the target {place} is an object, but the update is {}",
                described(update)
            );
            return Err(Problem::new(found, "an object to merge with the target", ""));
        }
        Some(primitive) => return Err(primitive_target(place, primitive)),
        // Removed by the update of an ancestor, an earlier target of the same action.
        None => {}
    }
    Ok(())
}

/// Removes objects and arrays from their parents.
pub(super) fn remove(
    target: &mut Target<'_>,
    places: &[Pointer],
) -> Result<(), Problem> {
    let mut names: BTreeMap<Pointer, HashSet<String>> = BTreeMap::new();
    for place in places.iter().rev() {
        match target.document.pointer(place.as_str()) {
            Some(Value::Array(_) | Value::Object(_)) | None => {}
            Some(primitive) => return Err(primitive_target(place, primitive)),
        }
        let Some((parent, name)) = place.parent().zip(place.last()) else {
            return Err(Problem::new(
                "the target is the whole document".to_owned(),
                "a part of the document",
                "",
            ));
        };
        names.entry(parent).or_default().insert(name);
    }
    // In reverse, so that descendants are removed before their ancestors.
    names.iter().rev().try_for_each(|(parent, names)| remove_from(target, parent, names))
}

/// Removes members from an object or elements from an array.
fn remove_from(
    target: &mut Target<'_>,
    parent: &Pointer,
    names: &HashSet<String>,
) -> Result<(), Problem> {
    match target.document.pointer_mut(parent.as_str()) {
        Some(Value::Object(members)) => {
            target.effort.visit(members.len())?;
            match names.iter().next().filter(|_| names.len() == 1) {
                Some(name) => drop(members.shift_remove(name)),
                None => members.retain(|name, _| !names.contains(name)),
            }
        }
        Some(Value::Array(elements)) => {
            target.effort.visit(elements.len())?;
            let removed = names.iter().filter_map(|name| name.parse().ok());
            let removed: BTreeSet<usize> =
                removed.filter(|index| *index < elements.len()).collect();
            target.sources.note_removal(parent, &removed, elements.len());
            remove_indices(elements, &removed);
        }
        _ => {}
    }
    Ok(())
}

/// Merges objects recursively, concatenates arrays, and replaces primitive values.
fn merge(
    target: &mut Value,
    sources: &mut Sources,
    place: &Pointer,
    update: &Value,
    origin: &Origin,
) -> Result<(), Problem> {
    match (target, update) {
        (Value::Object(members), Value::Object(update)) => {
            for (name, value) in update {
                let (place, origin) = (place.join(name), origin.member(name));
                match members.entry(name) {
                    Entry::Occupied(mut member) => {
                        merge(member.get_mut(), sources, &place, value, &origin)?;
                    }
                    Entry::Vacant(member) => {
                        member.insert(value.clone());
                        sources.note_addition(&place, origin);
                    }
                }
            }
        }
        (Value::Array(elements), Value::Array(more)) => {
            for (index, element) in more.iter().enumerate() {
                let place = place.index(elements.len());
                sources.note_addition(&place, origin.element(index));
                elements.push(element.clone());
            }
        }
        (target @ (Value::Array(_) | Value::Object(_)), update) => {
            let found = format!(
                "the update replaces {} at {place} by {}",
                described(target),
                described(update)
            );
            let help = "remove the value by a separate action first";
            return Err(Problem::new(
                found,
                "an update of the same type as the value it changes",
                help,
            ));
        }
        (target, update) => {
            *target = update.clone();
            sources.note_addition(place, origin.clone());
        }
    }
    Ok(())
}

fn primitive_target(target: &Pointer, primitive: &Value) -> Problem {
    let found =
        format!("the target {target} cannot be updated: it is {}", described(primitive));
    Problem::new(found, "an object or an array", "select the object that contains it")
}
