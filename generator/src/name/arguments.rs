//! The order of the arguments of operations.

use std::collections::HashMap;

use super::identity;
use super::published::Published;
use crate::ir::{Api, Operation, Parameter, Role, fake};

/// Sorts the required parameters of each operation, which are the arguments of its method: published ones in their order, then
/// others by name. The rules of the fake stay beside their parameters.
pub(super) fn sort(api: &mut Api, published: &Published<'_>) {
    let rules = api.fake.resources.iter_mut();
    let resources = api.resources.iter_mut().zip(rules);
    for ((resource, rules), found) in resources.zip(&published.operations) {
        let operations = resource.operations.iter_mut().zip(&mut rules.operations);
        for ((operation, rules), found) in operations.zip(found) {
            let published = found.map_or(&[][..], |(_, entry)| &entry.arguments);
            sort_operation(operation, rules, published);
        }
    }
}

fn sort_operation(
    operation: &mut Operation,
    rules: &mut fake::Operation,
    published: &[String],
) {
    let is_argument =
        |(parameter, _): &(Parameter, fake::Parameter)| parameter.role == Role::Argument;
    let parameters = std::mem::take(&mut operation.parameters).into_iter();
    let parameters = parameters.zip(std::mem::take(&mut rules.parameters));
    let (mut arguments, others): (Vec<_>, Vec<_>) = parameters.partition(is_argument);
    let positions = published.iter().enumerate();
    let positions: HashMap<&str, usize> =
        positions.map(|(position, identity)| (identity.as_str(), position)).collect();
    arguments.sort_by_cached_key(|(parameter, _)| {
        let position = positions.get(identity::of_parameter(parameter).as_str());
        let position = position.copied().unwrap_or(usize::MAX);
        (position, parameter.wire.clone(), parameter.location)
    });
    (operation.parameters, rules.parameters) =
        arguments.into_iter().chain(others).unzip();
}
