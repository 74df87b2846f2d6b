//! Names of enumerations and their variants.

use heck::ToUpperCamelCase;

use super::EnumerationNames;
use super::namespace::Namespace;
use super::subject::Subject;
use super::{reserved, symbols};
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
            let mut variants = Namespace::new(&[reserved::VARIANTS]);
            let pointer = &enumeration.pointers[0];
            let values = pointer.join("enum");
            EnumerationNames {
                name: types.type_name(
                    &wish(enumeration, titles),
                    Subject::declared(pointer),
                    diagnostics,
                ),
                variants: enumeration
                    .variants
                    .iter()
                    .map(|variant| {
                        let wish = variant
                            .explicit_name
                            .clone()
                            .unwrap_or_else(|| symbols::value(&variant.wire));
                        let subject = Subject::value(&values, &variant.wire);
                        variants.upper_camel(&wish, subject, diagnostics)
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
