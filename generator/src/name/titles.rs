//! Titles of resources, from which the names of their types and modules are derived.

use std::collections::HashMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::published::{self, Published};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::input::lock::Kind;
use crate::ir::{Api, IdVec, Resource, ResourceId, ResourceKind};
use crate::text::noun;

/// Returns the title of each resource in `UpperCamelCase`, before any name is allocated.
///
/// It is the explicit name, or else the published title, or else the singular. If several resources share it, they are
/// distinguished by the titles of their parents; one at the root keeps it.
pub(super) fn titles(
    api: &Api,
    published: &Published<'_>,
    diagnostics: &mut Diagnostics,
) -> IdVec<ResourceId, String> {
    let plain = api.resources.map(|_, resource| plain_title(resource));
    let settled = api.resources.map(|id, resource| {
        let title = published::role(&published.resources[id], "title");
        title.filter(|_| resource.explicit_name.is_none())
    });
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (id, title) in plain.entries() {
        let title = settled[id].unwrap_or(title);
        *counts.entry(title).or_default() += 1;
    }
    for entry in published.reserved(Kind::Resource) {
        *counts.entry(entry.name("title").unwrap_or_default()).or_default() += 1;
    }
    let mut titles: IdVec<ResourceId, String> = IdVec::new();
    for (id, resource) in api.resources.entries() {
        if let Some(published) = settled[id] {
            titles.push(published.to_owned());
            continue;
        }
        let clashes = counts[plain[id].as_str()] > 1;
        let parent = resource.scopes.first().parent;
        let title = match (clashes, parent) {
            (true, Some(parent)) => {
                format!("{}{}", titles[parent.resource], plain[id])
            }
            _ => plain[id].clone(),
        };
        if title != plain[id] {
            let pointer = resource.scopes.first().pointer.clone();
            let found = format!(
                "the name `{}` is taken, so the resource is named `{title}`",
                plain[id]
            );
            diagnostics.push(
                Diagnostic::note(pointer, found)
                    .expected("a unique name")
                    .help("set `x-name` in an overlay to keep the name stable"),
            );
        }
        titles.push(title);
    }
    titles
}

fn plain_title(resource: &Resource) -> String {
    resource
        .explicit_name
        .clone()
        .unwrap_or_else(|| resource.singular.to_upper_camel_case())
}

/// Returns the title of a module: the plural for a collection.
pub(super) fn module_title(resource: &Resource, title: &str) -> String {
    if resource.kind == ResourceKind::Collection {
        plural(resource, title)
    } else {
        title.to_owned()
    }
}

/// Returns the title of a collection with a path: the plural, with `Collection` appended if it equals the singular.
pub(super) fn collection_title(resource: &Resource, title: &str) -> Option<String> {
    resource.scopes.first().collection.as_ref().map(|_| {
        let plural = plural(resource, title);
        if plural == title {
            format!("{title}Collection")
        } else {
            plural
        }
    })
}

/// Returns the plural of a title: the plural in the document with the qualifier of the title, or derived from an explicit
/// name.
fn plural(resource: &Resource, title: &str) -> String {
    let plural = resource.plural.to_upper_camel_case();
    let singular = resource.singular.to_upper_camel_case();
    // Only the singular may be qualified: `room_recording`, of which several are `recordings`.
    let of_plural = noun::singular(&resource.plural).to_upper_camel_case();
    let suffixes = [&plural, &of_plural];
    let shared = suffixes.into_iter().find(|suffix| singular.ends_with(*suffix));
    match title.strip_suffix(shared.unwrap_or(&singular)) {
        Some(qualifier) => format!("{qualifier}{plural}"),
        None => noun::plural(&title.to_snake_case()).to_upper_camel_case(),
    }
}
