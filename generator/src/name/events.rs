//! Names of events and of the samples of them.

use std::collections::HashMap;

use super::namespace::Namespace;
use super::subject::Subject;
use super::{EnumerationNames, EventNames, Identifier, ModelNames, reserved};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, EnumerationId, IdVec, ModelId};

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
    let mut samples = Namespace::new(&[]);
    let names = events.events.iter().map(|event| {
        let variant = variants[&event.kind].clone();
        let subject = Subject::declared(&event.pointer);
        let mut setters =
            Namespace::new(&[reserved::SAMPLE_METHODS, reserved::DERIVED_METHODS]);
        let fields = models[event.model].fields.iter();
        EventNames {
            sample: samples.snake(variant.unraw(), subject, diagnostics),
            variant,
            setters: fields
                .map(|field| setters.snake(field.unraw(), subject, diagnostics))
                .collect(),
        }
    });
    names.collect()
}
