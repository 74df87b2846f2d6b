//! Names of enumerations and their variants.

use heck::ToUpperCamelCase;

use super::EnumerationNames;
use super::namespace::{self, Namespace};
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
        let mut variants = Namespace::new(namespace::RESERVED_VARIANTS);
        let pointer = &enumeration.pointers[0];
        let values = pointer.join("enum");
        EnumerationNames {
            name: types.verbatim(&wish(enumeration, titles), pointer, diagnostics),
            variants: enumeration
                .variants
                .iter()
                .map(|variant| variants.upper_camel(&variant.wire, &values, diagnostics))
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
