//! Names of the fields of models.

use std::collections::{BTreeSet, HashMap};

use super::case::Case;
use super::namespace::{Claim, Namespace, Rank};
use super::published::{self, Found, Published};
use super::subject::Subject;
use super::{Identifier, ModelNames, reserved};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Events, Field, IdVec, Model, ModelId, Type};

/// Names the fields of each model, which already has a name.
pub(super) fn name(
    api: &Api,
    types: &IdVec<ModelId, Identifier>,
    published: &Published<'_>,
    diagnostics: &mut Diagnostics,
) -> IdVec<ModelId, ModelNames> {
    let events = api.events.as_ref();
    let [events, replies]: [BTreeSet<ModelId>; 2] = [
        events.map(Events::models).unwrap_or_default(),
        events.map(Events::reply_models).unwrap_or_default(),
    ]
    .map(|models| models.into_iter().collect());
    api.models.map(|id, model| {
        let found = &published.models[id];
        let claims = model.fields.iter().map(|field| Claim {
            published: published::member(found, &field.wire),
            ..claim(field, case_of_fields(model))
        });
        let mut fields = Namespace::new(if model.union.is_some() {
            &[reserved::VARIANTS]
        } else if events.contains(&id) {
            &[reserved::EVENT_FIELDS]
        } else if replies.contains(&id) {
            &[reserved::REPLY_METHODS, reserved::DERIVED_METHODS]
        } else {
            &[]
        });
        let fields = fields.allocate(claims.collect(), diagnostics);
        ModelNames {
            name: types[id].clone(),
            setters: setters(model, &fields, diagnostics),
            arguments: arguments(model, &fields, found),
            fields,
        }
    })
}

/// Names the methods that set fields like the fields. They are unique among the methods of every model.
fn setters(
    model: &Model,
    fields: &[Identifier],
    diagnostics: &mut Diagnostics,
) -> Vec<Option<Identifier>> {
    let fields = || model.fields.iter().zip(fields);
    let readers = fields().filter(|(field, _)| field.ty == Type::JsonText);
    let readers = readers.map(|(_, name)| reserved::reader(name.unraw()));
    let mut methods = Namespace::with(readers);
    methods.reserve(
        [reserved::MODEL_METHODS, reserved::DERIVED_METHODS, reserved::BY_VALUE_METHODS]
            .concat(),
    );
    let set = fields().filter(|(field, _)| model.sets(field));
    let claims = set.map(|(field, name)| Claim {
        preferred: name.unraw().to_owned(),
        alternatives: vec![format!("with_{}", name.unraw())],
        ..claim(field, Case::Snake)
    });
    let mut names = methods.allocate(claims.collect(), diagnostics).into_iter();
    let name = |field| {
        if model.sets(field) {
            names.next()
        } else {
            None
        }
    };
    model.fields.iter().map(name).collect()
}

/// Returns the fields that the constructor takes: published ones in their order, then the SID, then others by name. Callers
/// pass them by position, so the order of the document must not decide.
fn arguments(model: &Model, fields: &[Identifier], found: &Found<'_>) -> Vec<usize> {
    let published = found.map_or(&[][..], |(_, entry)| &entry.arguments);
    let positions = published.iter().enumerate();
    let positions: HashMap<&str, usize> =
        positions.map(|(position, wire)| (wire.as_str(), position)).collect();
    let taken = model.fields.iter().enumerate();
    let taken = taken.filter(|(_, field)| model.takes(field));
    let mut taken: Vec<usize> = taken.map(|(index, _)| index).collect();
    taken.sort_by_key(|&index| {
        let (wire, name) = (model.fields[index].wire.as_str(), &fields[index]);
        let position = positions.get(wire).copied().unwrap_or(usize::MAX);
        (position, !matches!(name.unraw(), "sid" | "id"), name.as_str())
    });
    taken
}

/// Returns the case of the fields of a model, which are variants if it is a union.
fn case_of_fields(model: &Model) -> Case {
    if model.union.is_some() {
        Case::UpperCamel
    } else {
        Case::Snake
    }
}

fn claim(field: &Field, case: Case) -> Claim<'_> {
    let explicit = field.explicit_name.as_ref();
    let preferred = explicit.unwrap_or(&field.wire).clone();
    Claim {
        rank: Rank::of_member(explicit, &field.wire, &case.convert(&preferred)),
        preferred,
        case,
        published: None,
        alternatives: Vec::new(),
        subject: Subject::declared(&field.pointer),
    }
}
