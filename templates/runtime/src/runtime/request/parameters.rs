//! The parameters of a request that is under construction.

use std::borrow::Cow;
use std::slice;

use super::parameter::ParameterValue;

/// The parameters of one kind, in the order in which they were set.
pub(crate) type Parameters = Vec<(Cow<'static, str>, Value)>;

/// The value of a parameter, before any encoding.
#[derive(Clone)]
pub(crate) enum Value {
    Single(String),
    /// The elements of a list, with commas between them that are not encoded.
    CommaSeparated(Vec<String>),
}

impl Value {
    /// Returns the elements; a single value is the only one.
    pub(crate) fn elements(&self) -> &[String] {
        match self {
            Self::Single(value) => slice::from_ref(value),
            Self::CommaSeparated(elements) => elements,
        }
    }
}

/// Headers in the order in which they were set.
pub(crate) type Headers = Vec<(Cow<'static, str>, String)>;

/// The names of parameters whose values cannot be sent, each with the reason.
pub(crate) type Invalid = Vec<(Cow<'static, str>, String)>;

/// Replaces the values of a parameter.
pub(super) fn set<V>(
    parameters: &mut Vec<(Cow<'static, str>, V)>,
    invalid: &mut Invalid,
    name: &'static str,
    values: impl IntoIterator<Item = Result<V, String>>,
) {
    parameters.retain(|(other, _)| *other != name);
    invalid.retain(|(other, _)| *other != name);
    let mut values = values.into_iter().peekable();
    if values.peek().is_none() {
        invalid.push((name.into(), EMPTY_LIST.to_owned()));
    }
    for value in values {
        match value {
            Ok(value) => parameters.push((name.into(), value)),
            Err(reason) => invalid.push((name.into(), reason)),
        }
    }
}

/// Replaces the parameters with a prefix by the entries of a map.
pub(super) fn set_map(
    parameters: &mut Parameters,
    prefix: &'static str,
    entries: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
) {
    let is_entry =
        |name: &str| name.strip_prefix(prefix).is_some_and(|key| key.starts_with('.'));
    parameters.retain(|(name, _)| !is_entry(name));
    parameters.extend(entries.into_iter().map(|(key, value)| {
        let name = format!("{prefix}.{}", key.into());
        (Cow::Owned(name), Value::Single(value.into()))
    }));
}

/// Returns the elements of a list that is sent as one parameter.
pub(super) fn elements(
    values: impl IntoIterator<Item = impl ParameterValue>,
) -> Result<Vec<String>, String> {
    let elements = values.into_iter().map(ParameterValue::into_parameter);
    let elements: Vec<String> = elements.collect::<Result<_, _>>()?;
    if elements.is_empty() {
        return Err(EMPTY_LIST.to_owned());
    }
    Ok(elements)
}

/// The error message for an empty list. Without this error, the request would succeed and change nothing.
const EMPTY_LIST: &str = "the list is empty, and the API has no way to say so: give it an element, or leave the parameter out";
