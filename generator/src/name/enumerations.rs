//! Names of enumerations and their variants.

use heck::ToUpperCamelCase;

use super::EnumerationNames;
use super::namespace::Namespace;
use super::subject::Subject;
use super::{reserved, symbols};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Enumeration, EnumerationId, IdVec, ResourceId};

/// A set is called by the resource it belongs to and its role, or by hand.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    types: &mut Namespace,
    diagnostics: &mut Diagnostics,
) -> IdVec<EnumerationId, EnumerationNames> {
    api.enumerations.map(|_, enumeration| {
        let mut variants = Namespace::new(&[reserved::VARIANTS]);
        let pointer = &enumeration.pointers[0];
        let values = pointer.join("enum");
        let wish = wish(enumeration, titles);
        EnumerationNames {
            name: types.type_name(&wish, Subject::declared(pointer), diagnostics),
            variants: enumeration
                .variants
                .iter()
                .map(|variant| {
                    let explicit = variant.explicit_name.clone();
                    let wish = explicit.unwrap_or_else(|| symbols::value(&variant.wire));
                    let subject = Subject::value(&values, &variant.wire);
                    variants.upper_camel(&wish, subject, diagnostics)
                })
                .collect(),
        }
    })
}

fn wish(enumeration: &Enumeration, titles: &IdVec<ResourceId, String>) -> String {
    let role = enumeration.role.to_upper_camel_case();
    let title = &titles[enumeration.owner];
    match &enumeration.explicit_name {
        Some(name) => name.clone(),
        None if !role.starts_with(title) => format!("{title}{role}"),
        None => role,
    }
}
