//! Names of the variants of enums.

use super::case::Case;
use super::namespace::{Claim, Namespace, Rank};
use super::published::{self, Published};
use super::subject::Subject;
use super::{EnumerationNames, Identifier};
use super::{reserved, symbols};
use crate::diagnostics::{Diagnostics, Pointer};
use crate::ir::{Api, EnumerationId, IdVec, Variant};

/// Names the variants of each enum, which already has a name.
pub(super) fn name(
    api: &Api,
    types: &IdVec<EnumerationId, Identifier>,
    published: &Published<'_>,
    diagnostics: &mut Diagnostics,
) -> IdVec<EnumerationId, EnumerationNames> {
    api.enumerations.map(|id, enumeration| {
        let values = enumeration.pointers[0].join("enum");
        let claims = enumeration.variants.iter();
        let found = &published.enumerations[id];
        let claims = claims.map(|variant| Claim {
            published: published::member(found, &variant.wire),
            ..claim(variant, &values)
        });
        let mut variants = Namespace::new(&[reserved::VARIANTS]);
        EnumerationNames {
            name: types[id].clone(),
            variants: variants.allocate(claims.collect(), diagnostics),
        }
    })
}

fn claim<'a>(variant: &'a Variant, values: &'a Pointer) -> Claim<'a> {
    let preferred = symbols::variant(variant);
    let name = Case::UpperCamel.convert(&preferred);
    let is_reserved = reserved::VARIANTS.contains(&name.as_str());
    Claim {
        published: None,
        rank: Rank::of_member(variant.explicit_name.as_ref(), &variant.wire, &name),
        alternatives: is_reserved.then(|| format!("{name}Value")).into_iter().collect(),
        preferred,
        case: Case::UpperCamel,
        subject: Subject::value(values, &variant.wire),
    }
}
