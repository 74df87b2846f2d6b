//! The values of parameters: from text to JSON.

use std::borrow::Cow;

use http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde_json::{Number, Value};

use super::super::tables::{Parameter, ParameterLocation, Type};
use super::{encoded, limits};
use crate::runtime::duration;
use crate::runtime::values::sids::{self, Form};

/// A value that a parameter cannot have.
#[derive(Debug)]
pub(super) struct InvalidValue {
    pub(super) found: String,
    /// `true` if the value has the right type, and is beyond the limits of the parameter.
    pub(super) is_beyond_limits: bool,
}

impl InvalidValue {
    /// Creates a value of another type.
    pub(super) fn new(found: impl Into<String>) -> Self {
        Self {
            found: found.into(),
            is_beyond_limits: false,
        }
    }
}

/// Reads the value of a parameter from its occurrences in a request, of which there is at least one, and spells it as the
/// property that it sets.
pub(super) fn read(
    parameter: &Parameter,
    texts: &[&str],
) -> Result<Value, InvalidValue> {
    typed(parameter, texts).map(|value| spelled(parameter, value))
}

/// Spells a value as the property that it sets.
pub(in super::super) fn spelled(parameter: &Parameter, value: Value) -> Value {
    let text = match &value {
        Value::String(text) => Cow::Borrowed(text.as_str()),
        other => Cow::Owned(other.to_string()),
    };
    match parameter.values.iter().find(|(sent, _)| *sent == text) {
        Some((_, spelled)) => Value::from(*spelled),
        None => value,
    }
}

/// Reads the value of a parameter.
fn typed(parameter: &Parameter, texts: &[&str]) -> Result<Value, InvalidValue> {
    let Type::List { of, separator } = &parameter.ty else {
        let text = decode(parameter, only(texts)?);
        if parameter.nullable && text.is_empty() {
            return Ok(Value::Null);
        }
        return element(parameter, &parameter.ty, &text);
    };
    let elements = match separator {
        None => texts.iter().map(|text| decode(parameter, text)).collect(),
        Some(separator) => split(parameter, only(texts)?, separator),
    };
    if parameter.nullable && elements == [""] {
        return Ok(Value::Null);
    }
    list(parameter, of, &elements).map(Value::Array)
}

/// Reads the elements of a list.
fn list(
    parameter: &Parameter,
    of: &Type,
    texts: &[String],
) -> Result<Vec<Value>, InvalidValue> {
    let elements = texts.iter().map(|text| element(parameter, of, text)).collect();
    match parameter.max_items {
        None => elements,
        Some(maximum) if texts.len() > maximum => Err(InvalidValue {
            found: format!("{} elements", texts.len()),
            is_beyond_limits: true,
        }),
        // The limit of such a list is the number of its elements.
        Some(_) => elements.map_err(|element| InvalidValue::new(element.found)),
    }
}

/// Returns the only occurrence.
fn only<'a>(texts: &[&'a str]) -> Result<&'a str, InvalidValue> {
    match texts {
        [text] => Ok(text),
        _ => Err(InvalidValue::new(format!("{} values", texts.len()))),
    }
}

/// Decodes a text; headers have no encoding.
fn decode(parameter: &Parameter, text: &str) -> String {
    if parameter.location == ParameterLocation::Header {
        text.trim().to_owned()
    } else {
        encoded::decode(text)
    }
}

/// Splits and decodes the elements of a list in one parameter.
///
/// A comma within an element is encoded, and one that separates elements is not. Spaces and vertical bars must be encoded, so
/// they always separate.
fn split(parameter: &Parameter, text: &str, separator: &str) -> Vec<String> {
    if separator == "," {
        return text.split(',').map(|element| decode(parameter, element)).collect();
    }
    decode(parameter, text).split(separator).map(str::to_owned).collect()
}

/// Reads a value that is not a list, or an element of one.
fn element(parameter: &Parameter, ty: &Type, text: &str) -> Result<Value, InvalidValue> {
    match scalar(ty, text) {
        Some(value) if limits::allow(parameter, ty, &value) => Ok(value),
        read => Err(InvalidValue {
            found: format!("`{text}`"),
            is_beyond_limits: read.is_some(),
        }),
    }
}

/// Reads a value. `None`: the text is not of this type.
fn scalar(ty: &Type, text: &str) -> Option<Value> {
    let as_sent = |is_valid: bool| is_valid.then(|| Value::from(text));
    match ty {
        Type::Text => as_sent(true),
        Type::Url => as_sent(is_url(text)),
        Type::Boolean => boolean(text).map(Value::Bool),
        Type::Integer => integer(text),
        Type::Number => number(text).map(Value::Number),
        Type::Timestamp => timestamp(text).map(Value::String),
        Type::Date => as_sent(is_date(text)),
        Type::Duration => as_sent(duration::from_text(text).is_ok()),
        Type::JsonText => as_sent(serde_json::from_str::<IgnoredAny>(text).is_ok()),
        Type::Sid(prefix) => as_sent(sids::check_form(Form::Sid(*prefix), text).is_ok()),
        Type::TypedId(prefix) => {
            as_sent(sids::check_form(Form::Typed(prefix), text).is_ok())
        }
        Type::Enum(values) => {
            let known = values.iter().find(|value| value.eq_ignore_ascii_case(text));
            known.map(|known| Value::from(*known))
        }
        // A list within a list has no encoding.
        Type::List { of, .. } => scalar(of, text),
    }
}

/// Returns `true` if the text is an absolute URL. It may contain a user name and a password, as webhooks' URLs may.
fn is_url(text: &str) -> bool {
    let Ok(url) = text.parse::<Uri>() else {
        return false;
    };
    matches!(url.scheme_str(), Some("https" | "http")) && url.authority().is_some()
}

/// Reads `true` or `false`, in any case.
fn boolean(text: &str) -> Option<bool> {
    let is = |expected: &str| text.eq_ignore_ascii_case(expected);
    if is("true") {
        Some(true)
    } else {
        is("false").then_some(false)
    }
}

/// Reads an integer of 64 bits.
fn integer(text: &str) -> Option<Value> {
    let signed = text.parse::<i64>().map(Value::from);
    signed.or_else(|_| text.parse::<u64>().map(Value::from)).ok()
}

/// Reads a number as JSON has it.
fn number(text: &str) -> Option<Number> {
    let is_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let number = text.bytes().all(is_number).then(|| serde_json::from_str(text));
    number?.ok()
}

/// Reads a timestamp, and leaves out what is less than a second, as the API does.
fn timestamp(text: &str) -> Option<String> {
    let timestamp = text.parse::<Timestamp>().ok()?;
    let seconds = Timestamp::from_second(timestamp.as_second()).ok()?;
    Some(seconds.to_string())
}

/// Returns `true` if the text is a date without a time.
fn is_date(text: &str) -> bool {
    text.len() == "2024-02-29".len() && text.parse::<Date>().is_ok()
}
