//! Names of the fields of models.

use std::collections::BTreeSet;

use super::case::Case;
use super::namespace::{Claim, Namespace, Rank};
use super::published::{self, Published};
use super::subject::Subject;
use super::{Identifier, ModelNames, reserved};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Events, Field, IdVec, ModelId};

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
            ..claim(field)
        });
        let mut fields = Namespace::new(if events.contains(&id) {
            &[reserved::EVENT_FIELDS]
        } else if replies.contains(&id) {
            &[reserved::REPLY_METHODS, reserved::DERIVED_METHODS]
        } else {
            &[]
        });
        ModelNames {
            name: types[id].clone(),
            fields: fields.allocate(claims.collect(), diagnostics),
        }
    })
}

fn claim(field: &Field) -> Claim<'_> {
    let explicit = field.explicit_name.as_ref();
    let preferred = explicit.unwrap_or(&field.wire).clone();
    Claim {
        rank: Rank::of_member(explicit, &field.wire, &Case::Snake.convert(&preferred)),
        preferred,
        case: Case::Snake,
        published: None,
        alternatives: Vec::new(),
        subject: Subject::declared(&field.pointer),
    }
}
