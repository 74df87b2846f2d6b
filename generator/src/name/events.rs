//! Names of events and of the samples of them.

use std::collections::HashMap;

use super::case::Case;
use super::namespace::{Claim, Namespace, Rank};
use super::subject::Subject;
use super::{EnumerationNames, EventNames, Identifier, ModelNames, reserved};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, EnumerationId, Event, IdVec, ModelId};

/// Names each event after its kind, and the setters of its sample like the fields of the event.
pub(super) fn name(
    api: &Api,
    models: &IdVec<ModelId, ModelNames>,
    enumerations: &IdVec<EnumerationId, EnumerationNames>,
    diagnostics: &mut Diagnostics,
) -> Vec<EventNames> {
    let Some(events) = &api.events else {
        return Vec::new();
    };
    let kinds = &api.enumeration(events.kinds).variants;
    let variants = kinds.iter().zip(&enumerations[events.kinds].variants);
    let variants: HashMap<&String, &Identifier> =
        variants.map(|(kind, name)| (&kind.wire, name)).collect();
    let claims = events.events.iter();
    let claims = claims.map(|event| claim(variants[&event.kind].unraw(), event));
    let samples = Namespace::new(&[]).allocate(claims.collect(), diagnostics);
    let named = events.events.iter().zip(samples);
    let named = named.map(|(event, sample)| {
        let fields = models[event.model].fields.iter();
        let claims = fields.map(|field| claim(field.unraw(), event)).collect();
        let mut setters =
            Namespace::new(&[reserved::SAMPLE_METHODS, reserved::DERIVED_METHODS]);
        EventNames {
            variant: variants[&event.kind].clone(),
            sample,
            setters: setters.allocate(claims, diagnostics),
        }
    });
    named.collect()
}

fn claim<'a>(name: &str, event: &'a Event) -> Claim<'a> {
    Claim {
        published: None,
        preferred: name.to_owned(),
        case: Case::Snake,
        rank: Rank {
            key: name.to_owned(),
            ..Rank::default()
        },
        alternatives: Vec::new(),
        subject: Subject::declared(&event.pointer),
    }
}
