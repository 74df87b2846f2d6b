//! Lists in forms.

use crate::ir::Type;

/// Returns `true` if the elements of a list are text that is sent as it is; other lists are sent as JSON.
pub(super) fn is_text(element: &Type) -> bool {
    match element {
        Type::String
        | Type::Uri
        | Type::Sid(_)
        | Type::Enumeration(_)
        | Type::JsonText
        | Type::Duration => true,
        Type::Boolean
        | Type::Integer
        | Type::UnsignedInteger
        | Type::Number
        | Type::Timestamp
        | Type::Date
        | Type::Json
        | Type::Array(_)
        | Type::Map(_)
        | Type::Model(_) => false,
    }
}
