//! The order of the arguments of operations.

use std::collections::HashMap;

use super::identity;
use super::published::Published;
use crate::ir::{Api, Operation, Parameter, Role};

/// Sorts the required parameters of each operation, which are the arguments of its method: published ones in their order, then
/// others by name.
pub(super) fn sort(api: &mut Api, published: &Published<'_>) {
    for (resource, found) in api.resources.iter_mut().zip(&published.operations) {
        for (operation, found) in resource.operations.iter_mut().zip(found) {
            let published = found.map_or(&[][..], |(_, entry)| &entry.arguments);
            sort_operation(operation, published);
        }
    }
}

fn sort_operation(operation: &mut Operation, published: &[String]) {
    let is_argument = |parameter: &Parameter| parameter.role == Role::Argument;
    let (mut arguments, others): (Vec<Parameter>, Vec<Parameter>) =
        std::mem::take(&mut operation.parameters).into_iter().partition(is_argument);
    let positions = published.iter().enumerate();
    let positions: HashMap<&str, usize> =
        positions.map(|(position, identity)| (identity.as_str(), position)).collect();
    arguments.sort_by_cached_key(|parameter| {
        let position = positions.get(identity::of_parameter(parameter).as_str());
        let position = position.copied().unwrap_or(usize::MAX);
        (position, parameter.wire.clone(), parameter.location)
    });
    operation.parameters = arguments;
    operation.parameters.extend(others);
}
