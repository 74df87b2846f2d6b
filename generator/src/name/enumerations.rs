//! Names of enumerations and their variants.

use heck::ToUpperCamelCase;

use super::EnumerationNames;
use super::namespace::Namespace;
use super::subject::Subject;
use super::{reserved, symbols};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Enumeration, EnumerationId, IdVec, ResourceId};

/// Names an enumeration after its resource and its role, unless it has an explicit name.
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
        let preferred_name = preferred_name(enumeration, titles);
        EnumerationNames {
            name: types.type_name(
                &preferred_name,
                Subject::declared(pointer),
                diagnostics,
            ),
            variants: enumeration
                .variants
                .iter()
                .map(|variant| {
                    let explicit = variant.explicit_name.clone();
                    let preferred_name =
                        explicit.unwrap_or_else(|| symbols::value(&variant.wire));
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
    let title = &titles[enumeration.owner];
    match enumeration.explicit_name.as_ref().or(enumeration.schema_name.as_ref()) {
        Some(name) => name.clone(),
        None if !role.starts_with(title) => format!("{title}{role}"),
        None => role,
    }
}
