//! Lowers path items to resources.
//!
//! `/Roles` and `/Roles/{Sid}` form one resource, a collection. A path that does not end in an argument and that the
//! document declares as an instance is a singleton. A file extension, a slash or the name of an action at the end of a path
//! does not change its resource. The parent of a resource is set by `x-twilio.parent`; otherwise it is the resource with the
//! longest instance path that is a prefix of its path.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use openapiv3::ReferenceOr;

use super::Lowering;
use super::draft::{Draft, ParsedPathItem, group, vendor_text};
use super::nouns::Nouns;
use super::parent::depth_first;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{
    Documentation, HandleKind, Parent, PathTemplate, PerScope, Resource, ResourceKind,
    Scope, ScopeId,
};

impl<'a> Lowering<'a> {
    /// Lowers all path items to resources, parents before children.
    pub(super) fn resources(&mut self) {
        let path_items = self.path_items();
        self.api.common_segments = common_segments(&path_items);
        let mut drafts = group(path_items);
        self.find_parents(&mut drafts);
        let order = depth_first(&drafts);
        self.remove_unused(&mut drafts, &order);
        let mut ids = HashMap::new();
        for index in order {
            let draft = &drafts[index];
            if draft.path_items().next().is_none() {
                continue;
            }
            // Parents come before their children.
            let parent = draft.parent.and_then(|parent| {
                Some(Parent {
                    resource: *ids.get(&parent.draft)?,
                    scope: ScopeId::FIRST,
                    handle: parent.handle,
                })
            });
            let resource = self.resource(draft, parent);
            ids.insert(index, self.api.resources.push(resource));
        }
    }

    fn path_items(&mut self) -> Vec<ParsedPathItem<'a>> {
        let root = Pointer::root().join("paths");
        let mut path_items = Vec::new();
        for (path, template) in self.templates() {
            let pointer = root.join(path);
            let Some(ReferenceOr::Item(item)) = self.openapi.paths.paths.get(path)
            else {
                self.diagnostics.push(
                    Diagnostic::error(pointer, "the path item is a reference")
                        .expected("an inline path item")
                        .help("replace the reference by its target"),
                );
                self.refused_paths.push(template);
                continue;
            };
            let server = self.own_server(&item.servers, &pointer);
            let ends_with_argument = template.last_argument().is_some();
            let is_instance =
                ends_with_argument || vendor_text(item, "pathType") == Some("instance");
            path_items.push(ParsedPathItem {
                pointer,
                template,
                item,
                server,
                is_instance,
                concerns_one: !is_instance && self.concerns_one(item),
            });
        }
        // The order of the document decides nothing, such as which of two resources is the first to use a type.
        path_items.sort_by_cached_key(|path_item| order(&path_item.template));
        path_items
    }

    /// Removes path items without operations that no handle needs, and reports them.
    fn remove_unused(&mut self, drafts: &mut [Draft<'_>], order: &[usize]) {
        let mut needed: HashSet<(usize, HandleKind)> = HashSet::new();
        // Children come after their parents.
        for &index in order.iter().rev() {
            let draft = &mut drafts[index];
            let kinds = [
                (&mut draft.collections, HandleKind::Collection),
                (&mut draft.instances, HandleKind::Instance),
            ];
            for (path_items, handle) in kinds {
                let mut is_needed = needed.contains(&(index, handle));
                path_items.retain(|path_item| {
                    let is_kept = path_item.has_operations() || is_needed;
                    is_needed &= path_item.has_operations();
                    if !is_kept {
                        let found = "the path item has no operations";
                        self.diagnostics.push(
                            Diagnostic::note(path_item.pointer.clone(), found)
                                .expected("an operation, such as `get`")
                                .help("remove the path item, or add its operations"),
                        );
                    }
                    is_kept
                });
            }
            if draft.path_items().next().is_some() {
                needed.extend(draft.parent.map(|parent| (parent.draft, parent.handle)));
            }
        }
    }

    fn resource(&mut self, draft: &Draft<'a>, parent: Option<Parent>) -> Resource {
        let path_item = draft.primary();
        let mut checked = |name: Option<(&'a str, Pointer)>| {
            name.and_then(|(name, pointer)| self.check_length(Some(name), &pointer))
        };
        let mount = checked(draft.vendor("mountName"));
        let class = checked(draft.vendor("className"));
        let explicit_name = checked(draft.explicit_name()).map(str::to_owned);
        let Nouns { plural, singular } = Nouns::of(draft, mount, class);
        for pointer in draft.unused_descriptions() {
            self.diagnostics.push(
                Diagnostic::note(
                    pointer,
                    "the text is not used: another one documents the resource",
                )
                .expected("one description for a collection and its instances")
                .help("move the text to the description of the resource or to an operation"),
            );
        }
        for path_item in draft.path_items() {
            self.fake_resource(path_item);
        }
        let operations = self.operations(&draft.collections, &draft.instances);
        let path_of = |path_items: &[ParsedPathItem<'a>], lowering: &mut Self| {
            path_items.first().map(|path_item| lowering.with_arguments(path_item))
        };
        Resource {
            singular,
            plural,
            explicit_name,
            kind: if draft.is_singleton() {
                ResourceKind::Singleton
            } else {
                ResourceKind::Collection
            },
            is_account: false,
            scopes: PerScope::one(Scope {
                pointer: path_item.pointer.clone(),
                parent,
                collection: path_of(&draft.collections, self),
                instance: path_of(&draft.instances, self),
            }),
            model: None,
            operations,
            documentation: Documentation {
                description: draft.description().to_owned(),
                ..Documentation::default()
            },
            separations: Vec::new(),
        }
    }
}

/// Returns the key by which path items are sorted: alphabetically by segment, regardless of case unless nothing else differs.
fn order(template: &PathTemplate) -> (Vec<String>, Vec<String>) {
    let segments: Vec<String> =
        template.shape().into_iter().map(Cow::into_owned).collect();
    let lowercase = segments.iter().map(|segment| segment.to_lowercase()).collect();
    (lowercase, segments)
}

/// Returns the number of leading static segments that all paths share, such as the version.
fn common_segments(path_items: &[ParsedPathItem<'_>]) -> usize {
    let Some((first, others)) = path_items.split_first() else {
        return 0;
    };
    let first = first.template.stem();
    let is_static = |segment: &&Cow<'_, str>| !segment.contains("{}");
    let mut common =
        first.iter().take_while(is_static).count().min(first.len().saturating_sub(1));
    for path_item in others {
        let stem = path_item.template.stem();
        let same = first.iter().zip(&stem).take_while(|(one, other)| one == other);
        common = common.min(same.count()).min(stem.len().saturating_sub(1));
    }
    common
}
