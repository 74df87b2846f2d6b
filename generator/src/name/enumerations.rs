//! Names of enumerations and their variants.

use heck::ToUpperCamelCase;

use super::EnumerationNames;
use super::namespace::Namespace;
use super::subject::Subject;
use super::types::TypeNames;
use super::{reserved, symbols};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Enumeration, EnumerationId, IdVec, ResourceId, TypeOwner};

/// Names an enumeration after its resource and its role, unless it has an explicit name.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    types: &mut TypeNames,
    diagnostics: &mut Diagnostics,
) -> IdVec<EnumerationId, EnumerationNames> {
    api.enumerations.map(|_, enumeration| {
        let mut variants = Namespace::new(&[reserved::VARIANTS]);
        let pointer = &enumeration.pointers[0];
        let values = pointer.join("enum");
        let preferred_name = preferred_name(enumeration, titles);
        EnumerationNames {
            name: types.of(enumeration.owner).type_name(
                &preferred_name,
                Subject::declared(pointer),
                diagnostics,
            ),
            variants: enumeration
                .variants
                .iter()
                .map(|variant| {
                    let preferred_name = symbols::variant(variant);
                    let subject = Subject::value(&values, &variant.wire);
                    variants.upper_camel(&preferred_name, subject, diagnostics)
                })
                .collect(),
        }
    })
}

fn preferred_name(
    enumeration: &Enumeration,
    titles: &IdVec<ResourceId, String>,
) -> String {
    let role = enumeration.role.to_upper_camel_case();
    let title = match enumeration.owner {
        TypeOwner::Resource(owner) => titles[owner].as_str(),
        TypeOwner::Events => "Event",
    };
    match &enumeration.explicit_name {
        Some(name) => name.clone(),
        None if !role.starts_with(title) => format!("{title}{role}"),
        None => role,
    }
}
