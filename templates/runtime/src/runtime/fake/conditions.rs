//! Conditions under which requests are refused.

use serde_json::Value;

use super::reference::Subject;
use super::state::State;
use super::tables::{Condition, Parameter};
use crate::runtime::values::sids::{self, Form};

/// Returns `true` if a condition holds for an instance, if there is one, and the parameters of a request.
pub(super) fn hold(
    state: &State,
    condition: &Condition,
    subject: Option<Subject<'_>>,
    parameters: &[(&'static Parameter, Value)],
) -> bool {
    let set = |wanted: &str| {
        let mut set = parameters.iter();
        set.find(|(parameter, _)| parameter.name == wanted)
            .map(|(_, value)| value)
            .filter(|value| !value.is_null())
    };
    let is_set = |name: &&str| set(name).is_some();
    match condition {
        Condition::Has(reference, values) => {
            let found = subject.map(|subject| state.value(subject, reference));
            found.is_some_and(|found| values.iter().any(|value| is(&found, value)))
        }
        Condition::IsNull(reference) => {
            subject.is_some_and(|subject| state.value(subject, reference).is_null())
        }
        Condition::NoneSet(names) => !names.iter().any(is_set),
        Condition::AllSet(names) => names.iter().all(is_set),
        Condition::AnySet(names) => names.iter().any(is_set),
        Condition::Missing(name, resource) => {
            let sid = set(name).zip(state.tables.resource(*resource).sid());
            sid.zip(subject).is_some_and(|((sid, path), subject)| {
                state.nearby(subject, *resource, path, sid).is_none()
            })
        }
        Condition::Is(name, values) => {
            set(name).is_some_and(|found| values.iter().any(|value| is(found, value)))
        }
        Condition::IsSid(name, prefix) => set(name)
            .and_then(Value::as_str)
            .is_some_and(|text| sids::check_form(Form::Sid(Some(prefix)), text).is_ok()),
        Condition::Same(one, other) => set(one).is_some() && set(one) == set(other),
        Condition::All(conditions) => conditions
            .iter()
            .all(|condition| hold(state, condition, subject, parameters)),
    }
}

/// Returns `true` if a value, or an element of it, is the one that a text stands for.
fn is(value: &Value, text: &str) -> bool {
    match value {
        Value::String(value) => value == text,
        Value::Bool(value) => text.parse() == Ok(*value),
        Value::Number(value) => value.to_string().as_str() == text,
        Value::Array(elements) => elements.iter().any(|element| is(element, text)),
        Value::Null | Value::Object(_) => false,
    }
}
