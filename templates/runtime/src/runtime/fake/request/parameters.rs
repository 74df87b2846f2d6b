//! The parameters of a request: which it sets, and whether they are allowed.

use http::HeaderMap;
use serde_json::{Value, json};

use super::super::refusal::Refusal;
use super::super::tables::{
    Condition, Effect, Operation, Parameter, ParameterLocation, Route,
};
use super::encoded::Pair;
use super::limits;
use super::values::{self, InvalidValue};

/// The parameters of every list with links that select a page. The values are those that the fake itself put into the URL of the page.
const PAGE_PARAMETERS: [&str; 2] = ["Page", "PageToken"];
/// The maximum number of characters that a refusal repeats of a value.
const MAX_SHOWN: usize = 100;

/// The encoded values of a query and a form.
pub(super) struct Texts<'a> {
    /// Those of each parameter of the operation.
    known: Vec<Vec<&'a str>>,
    /// The first parameter that the operation does not have.
    pub(super) unknown: Option<(ParameterLocation, String)>,
}

/// Sorts the values of a query and a form by the parameters of the operation.
pub(super) fn sort<'a>(
    operation: &Operation,
    query: &[Pair<'a>],
    form: &[Pair<'a>],
) -> Texts<'a> {
    let query = query.iter().map(|pair| (ParameterLocation::Query, pair));
    let form = form.iter().map(|pair| (ParameterLocation::Form, pair));
    let mut known = vec![Vec::new(); operation.parameters.len()];
    let mut unknown = None;
    for (location, pair) in query.chain(form) {
        if let Some(position) = position(operation, location, &pair.name) {
            known[position].push(pair.value);
        } else if !is_of_page(operation, location, &pair.name) {
            unknown.get_or_insert((location, pair.name.clone()));
        }
    }
    Texts { known, unknown }
}

/// Returns the parameters that a request sets, in the order of the operation.
pub(super) fn check(
    operation: &'static Operation,
    headers: &HeaderMap,
    texts: Texts<'_>,
) -> Result<Vec<(&'static Parameter, Value)>, Refusal> {
    let mut set = Vec::new();
    for (parameter, mut texts) in operation.parameters.iter().zip(texts.known) {
        if parameter.location == ParameterLocation::Header {
            texts = header(headers, parameter)?;
        }
        if let Some(size) = larger_page_size(operation, parameter, &texts) {
            set.push((parameter, Value::from(size)));
        } else if !texts.is_empty() {
            let value = values::read(parameter, &texts);
            set.push((parameter, value.map_err(|value| invalid(parameter, &value))?));
        } else if parameter.required {
            return Err(missing(operation, parameter));
        }
    }
    leave_out_ignored(&mut set);
    Ok(set)
}

/// Leaves out the parameters that are ignored because another one is set.
pub(in super::super) fn leave_out_ignored(set: &mut Vec<(&'static Parameter, Value)>) {
    let names: Vec<_> = set.iter().map(|(parameter, _)| parameter.name).collect();
    set.retain(|(parameter, _)| {
        parameter.ignored_with.is_none_or(|name| !names.contains(&name))
    });
}

/// Returns the page size of a request for larger pages than the list has, which is not refused: the pages have the maximum
/// size.
fn larger_page_size(
    operation: &Operation,
    parameter: &Parameter,
    texts: &[&str],
) -> Option<u32> {
    let paging = operation.paging.filter(|paging| {
        parameter.location == ParameterLocation::Query
            && paging.page_size == Some(parameter.name)
    })?;
    let [text] = texts else { return None };
    let size: u64 = text.parse().ok()?;
    paging.max_page_size.filter(|maximum| size > u64::from(*maximum))
}

/// Returns `true` if webhooks are sent.
pub(super) fn wants_webhooks(set: &[(&Parameter, Value)]) -> bool {
    set.iter().any(|(parameter, value)| {
        matches!(parameter.effect, Effect::Webhooks)
            && (value == "true" || *value == Value::Bool(true))
    })
}

/// Returns the position of a parameter of the query or the form.
fn position(
    operation: &Operation,
    location: ParameterLocation,
    name: &str,
) -> Option<usize> {
    operation
        .parameters
        .iter()
        .position(|known| known.location == location && known.name == name)
}

/// Returns `true` if a parameter selects a page of a list.
fn is_of_page(operation: &Operation, location: ParameterLocation, name: &str) -> bool {
    location == ParameterLocation::Query
        && operation.paging.is_some_and(|paging| match paging.token_parameter() {
            Some(parameter) => parameter == name,
            None => PAGE_PARAMETERS.contains(&name),
        })
}

/// Returns the values of a header, one for each line.
fn header<'a>(
    headers: &'a HeaderMap,
    parameter: &Parameter,
) -> Result<Vec<&'a str>, Refusal> {
    let lines = headers.get_all(parameter.name).iter();
    let lines = lines.map(|line| std::str::from_utf8(line.as_bytes()));
    lines
        .collect::<Result<_, _>>()
        .map_err(|_| invalid(parameter, &InvalidValue::new("bytes that are not UTF-8")))
}

/// Returns the refusal of a parameter that the operation does not have.
pub(super) fn refuse_unknown(
    operation: &Operation,
    route: &Route,
    (location, name): &(ParameterLocation, String),
) -> Refusal {
    let known = operation.parameters.iter();
    let known = known.filter(|known| known.location == *location);
    let known: Vec<_> = known.map(|known| format!("`{}`", known.name)).collect();
    let expected = if known.is_empty() {
        "none".to_owned()
    } else {
        known.join(", ")
    };
    let (name, id) = (shown(name), route.id);
    let place = if *location == ParameterLocation::Form {
        "form"
    } else {
        "query"
    };
    let message = format!(
        "`{id}` has no parameter `{name}` in the {place}: expected {expected}; the API would ignore it"
    );
    Refusal::invalid(message)
        .with_details(json!({"parameter": name, "expected": expected}))
}

/// Returns the refusal of a request without a required parameter.
fn missing(operation: &Operation, parameter: &Parameter) -> Refusal {
    let name = parameter.name;
    let own = operation.refusals.iter().find(|refusal| {
        matches!(refusal.condition, Condition::NoneSet(names) if names == [name])
    });
    let expected = limits::expected(parameter);
    let general = || {
        Refusal::invalid(format!(
            "The required parameter `{name}` is missing: expected {expected}"
        ))
    };
    own.map_or_else(general, |own| own.refusal.into())
        .with_details(json!({"parameter": name, "expected": expected}))
}

/// Returns the refusal of the value of a parameter.
pub(super) fn invalid(parameter: &Parameter, value: &InvalidValue) -> Refusal {
    let own = match parameter.limit_refusal {
        Some(refusal) if value.is_beyond_limits => Some(refusal),
        _ => parameter.refusal,
    };
    let (name, found) = (parameter.name, shown(&value.found));
    let expected = limits::expected(parameter);
    let general = || {
        Refusal::invalid(format!(
            "The parameter `{name}` is invalid: found {found}, expected {expected}"
        ))
    };
    own.map_or_else(general, |own| (*own).into())
        .with_details(json!({"parameter": name, "found": found, "expected": expected}))
}

/// Returns the first characters of a text.
fn shown(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
