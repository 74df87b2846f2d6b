//! Views: resources whose instances are those of another resource.

use std::borrow::Cow;

use super::store::stored_path;
use super::tables::{PropertyPath, ResourceIndex, Storage, Tables};

/// Returns where a property of a resource is stored. A view stores those that only it has in the viewed instance too,
/// under a name that no property of an API has.
pub(super) fn stored(
    tables: &'static Tables,
    resource: ResourceIndex,
    path: PropertyPath,
) -> Vec<Cow<'static, str>> {
    let (owner, path) = stored_path(tables, resource, path);
    let mut path: Vec<Cow<'static, str>> = path.into_iter().map(Cow::from).collect();
    let table = &tables.resources[resource];
    if let (Storage::View { .. }, Some(name)) = (&table.storage, path.first_mut()) {
        let owned = tables.resources[owner].properties;
        if !owned.iter().any(|property| property.name == name) {
            *name = Cow::from(format!("{} {name}", table.name));
        }
    }
    path
}
