//! Changes values as an action says.

use serde_json::Value;
use serde_json::map::Entry;

use super::super::sources::{Origin, Sources};
use super::Problem;
use crate::pointer::Pointer;
use crate::shape::described;
use crate::source::{MAX_DEPTH, depth};

/// Merges `update` into an object, or appends it to an array; `origin` is where the update stands.
pub(super) fn update(
    document: &mut Value,
    sources: &mut Sources,
    target: &Pointer,
    update: &Value,
    origin: &Origin,
) -> Result<(), Problem> {
    if target.tokens().count() + depth(update) >= MAX_DEPTH {
        let found = format!("the values would nest more than {MAX_DEPTH} deep");
        return Err(Problem::new(found, "an update that nests less", ""));
    }
    match document.pointer_mut(target.as_str()) {
        Some(Value::Array(elements)) => {
            sources.note_addition(target.index(elements.len()), origin.clone());
            elements.push(update.clone());
        }
        Some(object @ Value::Object(_)) if update.is_object() => {
            merge(object, sources, target, update, origin)?;
        }
        Some(Value::Object(_)) => {
            let found = format!(
                "the target {target} is an object, the update is {}",
                described(update)
            );
            return Err(Problem::new(found, "an object to merge with the target", ""));
        }
        Some(primitive) => return Err(primitive_target(target, primitive)),
        // An earlier target of the same action held this one and lost it.
        None => {}
    }
    Ok(())
}

/// Takes an object or array out of what holds it.
pub(super) fn remove(
    document: &mut Value,
    sources: &mut Sources,
    target: &Pointer,
) -> Result<(), Problem> {
    match document.pointer(target.as_str()) {
        Some(Value::Array(_) | Value::Object(_)) => {}
        Some(primitive) => return Err(primitive_target(target, primitive)),
        None => return Ok(()),
    }
    let Some((parent, name)) = target.parent().zip(target.last()) else {
        return Err(Problem::new(
            "the target is the whole document".to_owned(),
            "a part of the document",
            "",
        ));
    };
    match document.pointer_mut(parent.as_str()) {
        Some(Value::Object(members)) => {
            members.shift_remove(&name);
        }
        Some(Value::Array(elements)) => {
            if let Some(index) =
                name.parse().ok().filter(|index| *index < elements.len())
            {
                sources.note_removal(&parent, index, elements.len());
                elements.remove(index);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Objects are merged member by member, arrays are joined, a primitive value is replaced.
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
                        sources.note_addition(place, origin);
                    }
                }
            }
        }
        (Value::Array(elements), Value::Array(more)) => {
            for (index, element) in more.iter().enumerate() {
                let place = place.index(elements.len());
                sources.note_addition(place, origin.element(index));
                elements.push(element.clone());
            }
        }
        (target @ (Value::Array(_) | Value::Object(_)), update) => {
            let found = format!(
                "{} at {place} would be replaced by {}",
                described(target),
                described(update)
            );
            let help = "remove it by an action of its own first";
            return Err(Problem::new(
                found,
                "an update of the same kind as what it changes",
                help,
            ));
        }
        (target, update) => {
            *target = update.clone();
            sources.note_addition(place.clone(), origin.clone());
        }
    }
    Ok(())
}

fn primitive_target(target: &Pointer, primitive: &Value) -> Problem {
    let found = format!("the target {target} is {}", described(primitive));
    Problem::new(found, "an object or an array", "select the object that holds it")
}
