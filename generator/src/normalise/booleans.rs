//! Pass: an enum with exactly the values `true` and `false` is a boolean.

use super::rewrite::every_type;
use crate::ir::{Enumeration, LoweredApi, Type, Undecided};

/// Replaces such enums by the boolean type.
pub(super) fn replace(api: &mut LoweredApi) {
    let booleans = api.enumerations.map(|_, enumeration| is_boolean(enumeration));
    every_type(api, |ty| {
        if matches!(ty, Type::Enumeration(id) if booleans[*id]) {
            *ty = Type::Boolean;
        }
    });
}

fn is_boolean(enumeration: &Enumeration<Undecided>) -> bool {
    let mut values: Vec<&str> =
        enumeration.variants.iter().map(|variant| variant.wire.as_str()).collect();
    values.sort_unstable();
    values == ["false", "true"]
}
