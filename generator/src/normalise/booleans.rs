//! A set of exactly `true` and `false` is a boolean, whatever its name.

use super::rewrite::every_type;
use crate::ir::{Api, Enumeration, Type};

/// Replaces such sets by the boolean type.
pub(super) fn replace(api: &mut Api) {
    let booleans: Vec<bool> = api.enumerations.iter().map(is_boolean).collect();
    every_type(api, |ty| {
        if matches!(ty, Type::Enumeration(id) if booleans[id.0]) {
            *ty = Type::Boolean;
        }
    });
}

fn is_boolean(enumeration: &Enumeration) -> bool {
    let mut values: Vec<&str> =
        enumeration.variants.iter().map(|variant| variant.wire.as_str()).collect();
    values.sort_unstable();
    values == ["false", "true"]
}
