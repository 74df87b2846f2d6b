//! The limits of parameters, and what a parameter expects in words.

use serde_json::Value;

use super::super::tables::{Effect, Parameter, Type};
use crate::runtime::duration;
use crate::runtime::values::sids::Form;

/// The nanoseconds of a second.
const NANOSECONDS: i128 = 1_000_000_000;

/// Returns `true` if a value is within the limits of a parameter.
pub(super) fn allow(parameter: &Parameter, ty: &Type, value: &Value) -> bool {
    let length = value.as_str().map_or(0, |text| text.chars().count());
    is_in_range(parameter, ty, value)
        && parameter.max_length.is_none_or(|maximum| length <= maximum)
}

/// Returns `true` if a value is not less than the minimum and not greater than the maximum.
fn is_in_range(parameter: &Parameter, ty: &Type, value: &Value) -> bool {
    let is_between = |quantity: i128, unit: i128| {
        let (minimum, maximum) = (parameter.minimum, parameter.maximum);
        minimum.is_none_or(|minimum| quantity >= unit * i128::from(minimum))
            && maximum.is_none_or(|maximum| quantity <= unit * i128::from(maximum))
    };
    match ty {
        Type::List { of, .. } => is_in_range(parameter, of, value),
        Type::Duration => value.as_str().is_none_or(|text| {
            let nanoseconds = duration::from_text(text).map(|it| it.as_nanos());
            let nanoseconds = nanoseconds.map(i128::try_from);
            let Ok(Ok(nanoseconds)) = nanoseconds else {
                return false;
            };
            // A duration of zero turns a deadline off.
            let is_off =
                nanoseconds == 0 && matches!(parameter.effect, Effect::Deadline { .. });
            is_off || is_between(nanoseconds, NANOSECONDS)
        }),
        _ => match (value.as_i64(), value.as_u64(), value.as_f64()) {
            (Some(integer), ..) => is_between(integer.into(), 1),
            (_, Some(integer), _) => is_between(integer.into(), 1),
            #[expect(clippy::cast_possible_truncation, reason = "limits are integers")]
            (.., Some(number)) => {
                is_between(number.floor() as i128, 1)
                    && is_between(number.ceil() as i128, 1)
            }
            _ => true,
        },
    }
}

/// Describes the values that a parameter expects.
pub(super) fn expected(parameter: &Parameter) -> String {
    let mut expected = match &parameter.ty {
        Type::List { of, separator } => {
            let how = match separator {
                None => "repeated for each element".to_owned(),
                Some(separator) => format!("elements separated by `{separator}`"),
            };
            format!("{}, {how}", described(of))
        }
        ty => format!("{}, once", described(ty)),
    };
    let mut limit = |text: String| {
        expected.push_str(", ");
        expected.push_str(&text);
    };
    let unit = if is_duration(&parameter.ty) {
        " seconds"
    } else {
        ""
    };
    if let Some(minimum) = parameter.minimum {
        limit(format!("at least {minimum}{unit}"));
    }
    if let Some(maximum) = parameter.maximum {
        limit(format!("at most {maximum}{unit}"));
    }
    if let Some(maximum) = parameter.max_length {
        limit(format!("at most {maximum} characters"));
    }
    if let Some(maximum) = parameter.max_items {
        limit(format!("at most {maximum} elements"));
    }
    if parameter.nullable {
        limit("or an empty text for null".to_owned());
    }
    expected
}

/// Returns `true` for durations and lists of them.
fn is_duration(ty: &Type) -> bool {
    match ty {
        Type::Duration => true,
        Type::List { of, .. } => is_duration(of),
        _ => false,
    }
}

/// Describes a type.
fn described(ty: &Type) -> String {
    let text = match ty {
        Type::Text => "text",
        Type::Url => "an absolute URL of `https` or `http`",
        Type::Boolean => "`true` or `false`",
        Type::Integer => "an integer",
        Type::Number => "a number",
        Type::Timestamp => "a timestamp such as `2024-02-29T12:00:00Z`",
        Type::Date => "a date such as `2024-02-29`",
        Type::Duration => "an ISO 8601 duration such as `PT10M`",
        Type::JsonText => "JSON",
        Type::Sid(prefix) => {
            let prefix = prefix.map_or("two letters".to_owned(), |it| format!("`{it}`"));
            return format!("a SID: {prefix} followed by 32 hexadecimal digits");
        }
        Type::TypedId(prefix) => return Form::Typed(prefix).to_string(),
        Type::Enum(values) => return format!("one of `{}`", values.join("`, `")),
        Type::List { of, .. } => return described(of),
    };
    text.to_owned()
}
