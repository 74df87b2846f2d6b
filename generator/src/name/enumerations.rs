//! Names of enumerations and their variants.

use heck::ToUpperCamelCase;

use super::EnumerationNames;
use super::namespace::{self, Namespace};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Enumeration};

/// A set is called by the resource it belongs to and its role, or by hand.
pub(super) fn name(
    api: &Api,
    titles: &[String],
    types: &mut Namespace,
    diagnostics: &mut Diagnostics,
) -> Vec<EnumerationNames> {
    api.enumerations
        .iter()
        .map(|enumeration| {
            let mut variants = Namespace::new(namespace::RESERVED_VARIANTS);
            let pointer = &enumeration.pointers[0];
            let values = pointer.join("enum");
            EnumerationNames {
                name: types.verbatim(&wish(enumeration, titles), pointer, diagnostics),
                variants: enumeration
                    .variants
                    .iter()
                    .map(|variant| {
                        variants.upper_camel(&variant.wire, &values, diagnostics)
                    })
                    .collect(),
            }
        })
        .collect()
}

fn wish(enumeration: &Enumeration, titles: &[String]) -> String {
    let role = enumeration.role.to_upper_camel_case();
    match (&enumeration.explicit_name, enumeration.owner) {
        (Some(name), _) => name.clone(),
        (None, Some(owner)) if !role.starts_with(&titles[owner.0]) => {
            format!("{}{role}", titles[owner.0])
        }
        _ => role,
    }
}
