//! Lowers path items to resources.
//!
//! `/Roles` and `/Roles/{Sid}` form one resource, a collection. A path that does not end in an argument and that the
//! document declares as an instance is a singleton. The parent of a resource is set by `x-twilio.parent`; otherwise it is
//! the resource with the longest instance path that is a prefix of its path.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::{PathItem, ReferenceOr};
use serde_json::Value;

use super::Lowering;
use super::naming::{singular, words};
use super::path;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{
    Documentation, PathTemplate, PerScope, Resource, ResourceId, ResourceKind, Scope,
    ScopeId,
};

/// Maximum number of ancestors of a resource.
const MAX_DEPTH: usize = 20;

/// A path item with its parsed path.
pub(super) struct ParsedPathItem<'a> {
    pub(super) pointer: Pointer,
    pub(super) template: PathTemplate,
    pub(super) item: &'a PathItem,
    is_instance: bool,
}

/// The path items of one resource.
struct Draft<'a> {
    collection: Option<ParsedPathItem<'a>>,
    instance: Option<ParsedPathItem<'a>>,
    parent: Option<usize>,
}

impl<'a> Draft<'a> {
    /// Returns the path item that represents the resource: the collection, or the instance of a singleton.
    fn primary(&self) -> &ParsedPathItem<'a> {
        self.collection
            .as_ref()
            .or(self.instance.as_ref())
            .expect("a draft has at least one path item")
    }

    fn is_singleton(&self) -> bool {
        self.collection.is_none()
            && self
                .instance
                .as_ref()
                .is_some_and(|path_item| path_item.template.last_argument().is_none())
    }

    fn vendor(&self, key: &str) -> Option<&'a str> {
        [&self.collection, &self.instance]
            .into_iter()
            .flatten()
            .find_map(|path_item| vendor_text(path_item.item, key))
    }

    fn explicit_name(&self) -> Option<String> {
        [&self.collection, &self.instance]
            .into_iter()
            .flatten()
            .find_map(|path_item| path_item.item.extensions.get("x-name")?.as_str())
            .map(str::to_owned)
    }
}

impl<'a> Lowering<'a> {
    /// Lowers all path items to resources, parents before children.
    pub(super) fn resources(&mut self) {
        let path_items = self.path_items();
        self.api.common_segments = common_segments(&path_items);
        let mut drafts = group(path_items);
        self.find_parents(&mut drafts);
        let order = depth_first(&drafts);
        let mut ids = HashMap::new();
        for index in order {
            let draft = &drafts[index];
            // Parents come before their children.
            let parent = draft.parent.and_then(|parent| ids.get(&parent).copied());
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
                continue;
            };
            self.check_servers(&item.servers, &pointer);
            let is_instance = template.last_argument().is_some()
                || vendor_text(item, "pathType") == Some("instance");
            path_items.push(ParsedPathItem {
                pointer,
                template,
                item,
                is_instance,
            });
        }
        // The order of the document decides nothing, such as which of two resources is the first to use a type.
        path_items.sort_by_cached_key(|path_item| order(&path_item.template));
        path_items
    }

    fn find_parents(&mut self, drafts: &mut [Draft<'_>]) {
        let known = Instances::of(drafts, self.api.common_segments);
        let parents: Vec<Option<usize>> = drafts
            .iter()
            .map(|draft| match draft.vendor("parent") {
                Some(parent) => self.named_parent(&known, draft, parent),
                None => known.enclosing(draft),
            })
            .collect();
        for (draft, parent) in drafts.iter_mut().zip(parents) {
            draft.parent = parent;
        }
        let cycles = find_cycles(drafts);
        for index in cycles {
            self.diagnostics.push(
                Diagnostic::error(
                    drafts[index].primary().pointer.join("x-twilio").join("parent"),
                    "the resource is its own ancestor",
                    )
                    .expected("parents without a cycle")
                    .help("correct the parent, or remove it to derive the parent from the path"),
            );
            drafts[index].parent = None;
        }
        self.limit_depth(drafts);
    }

    /// Reports resources with too many ancestors, since each level adds a handle.
    fn limit_depth(&mut self, drafts: &mut [Draft<'_>]) {
        let is_too_deep = |index: usize| {
            let parents = std::iter::successors(drafts[index].parent, |&above| {
                drafts[above].parent
            });
            parents.take(MAX_DEPTH + 1).count() > MAX_DEPTH
        };
        let deep: Vec<usize> =
            (0..drafts.len()).filter(|&index| is_too_deep(index)).collect();
        for index in deep {
            let found = format!("the resource has more than {MAX_DEPTH} ancestors");
            self.diagnostics.push(
                Diagnostic::error(drafts[index].primary().pointer.clone(), found)
                    .expected(format!("at most {MAX_DEPTH} ancestors"))
                    .help("correct the path or the parent (`x-twilio.parent`)"),
            );
            drafts[index].parent = None;
        }
    }

    /// Returns the resource whose instance path matches `parent`, apart from argument names.
    fn named_parent(
        &mut self,
        known: &Instances<'_>,
        draft: &Draft<'_>,
        parent: &str,
    ) -> Option<usize> {
        let wanted = path::template(parent, &Pointer::root());
        let found = known.relative.get(&wanted.shape()).copied();
        if found.is_none() {
            self.diagnostics.push(
                Diagnostic::error(
                    draft.primary().pointer.join("x-twilio").join("parent"),
                    format!("unknown parent `{parent}`"),
                    )
                    .expected("the instance path of another resource, without the version")
                    .help("correct the parent, or remove it to derive the parent from the path"),
            );
        }
        found.filter(|_| self.contains_arguments_of(draft, &wanted))
    }

    /// Checks that the path of a resource contains the arguments of its parent.
    fn contains_arguments_of(
        &mut self,
        draft: &Draft<'_>,
        parent: &PathTemplate,
    ) -> bool {
        let path = &draft.primary().template;
        let own = usize::from(path.last_argument().is_some());
        let contains_all = parent.arguments().count() + own <= path.arguments().count();
        if !contains_all {
            self.diagnostics.push(
                Diagnostic::error(
                    draft.primary().pointer.join("x-twilio").join("parent"),
                    format!("the path does not contain the arguments of the parent `{parent}`"),
                )
                .expected("a parent whose instance path is a prefix of the path")
                .help(
                    "correct the parent, or remove it to derive the parent from the path",
                ),
            );
        }
        contains_all
    }

    fn resource(&mut self, draft: &Draft<'a>, parent: Option<ResourceId>) -> Resource {
        let path_item = draft.primary();
        let vendor = path_item.pointer.join("x-twilio");
        let mount =
            self.check_length(draft.vendor("mountName"), &vendor.join("mountName"));
        let class =
            self.check_length(draft.vendor("className"), &vendor.join("className"));
        let plural = mount
            .map(words)
            .or_else(|| path_item.template.last_static().map(words))
            .unwrap_or_else(|| "root".to_owned());
        let operations =
            self.operations(draft.collection.as_ref(), draft.instance.as_ref());
        let collection = draft.collection.as_ref();
        let instance = draft.instance.as_ref();
        let explicit_name =
            self.check_length(draft.explicit_name(), &path_item.pointer.join("x-name"));
        Resource {
            singular: class.map_or_else(|| singular(&plural), words),
            plural,
            explicit_name,
            kind: if draft.is_singleton() {
                ResourceKind::Singleton
            } else {
                ResourceKind::Collection
            },
            scopes: PerScope::one(Scope {
                pointer: path_item.pointer.clone(),
                parent: parent.map(|parent| (parent, ScopeId::FIRST)),
                collection: collection.map(|path_item| self.with_arguments(path_item)),
                instance: instance.map(|path_item| self.with_arguments(path_item)),
            }),
            model: None,
            operations,
            documentation: Documentation {
                description: path_item.item.description.clone().unwrap_or_default(),
                ..Documentation::default()
            },
            separations: Vec::new(),
        }
    }
}

fn vendor_text<'a>(item: &'a PathItem, key: &str) -> Option<&'a str> {
    item.extensions
        .get("x-twilio")
        .and_then(|vendor| vendor.get(key))
        .and_then(Value::as_str)
}

/// Returns the key by which path items are sorted: alphabetically by segment, regardless of case unless nothing else differs.
fn order(template: &PathTemplate) -> (Vec<String>, Vec<String>) {
    let segments: Vec<String> =
        template.shape().into_iter().map(str::to_owned).collect();
    let lowercase = segments.iter().map(|segment| segment.to_lowercase()).collect();
    (lowercase, segments)
}

/// Returns the number of leading static segments that all paths share, such as the version.
fn common_segments(path_items: &[ParsedPathItem<'_>]) -> usize {
    let Some((first, others)) = path_items.split_first() else {
        return 0;
    };
    let first = first.template.shape();
    let is_static = |segment: &&&str| **segment != "{}";
    let mut common =
        first.iter().take_while(is_static).count().min(first.len().saturating_sub(1));
    for path_item in others {
        let shape = path_item.template.shape();
        let same = first.iter().zip(&shape).take_while(|(one, other)| one == other);
        common = common.min(same.count()).min(shape.len().saturating_sub(1));
    }
    common
}

/// Groups the path items of a collection and its instances.
fn group(path_items: Vec<ParsedPathItem<'_>>) -> Vec<Draft<'_>> {
    let mut drafts: IndexMap<Vec<String>, Draft<'_>> = IndexMap::new();
    for path_item in path_items {
        let mut key: Vec<String> =
            path_item.template.shape().into_iter().map(str::to_owned).collect();
        if path_item.template.last_argument().is_some() {
            key.pop();
        }
        let draft = drafts.entry(key).or_insert_with(|| Draft {
            collection: None,
            instance: None,
            parent: None,
        });
        if path_item.is_instance {
            draft.instance = Some(path_item);
        } else {
            draft.collection = Some(path_item);
        }
    }
    drafts.into_values().collect()
}

/// Index of drafts by the shapes of their instance paths.
struct Instances<'d> {
    whole: HashMap<Vec<&'d str>, usize>,
    /// Shapes without the common leading segments; the first draft of each shape.
    relative: HashMap<Vec<&'d str>, usize>,
}

impl<'d> Instances<'d> {
    fn of(drafts: &'d [Draft<'_>], common_segments: usize) -> Self {
        let mut instances = Self {
            whole: HashMap::new(),
            relative: HashMap::new(),
        };
        for (index, draft) in drafts.iter().enumerate() {
            let Some(instance) = &draft.instance else {
                continue;
            };
            let shape = instance.template.shape();
            let relative = shape[common_segments..].to_vec();
            instances.relative.entry(relative).or_insert(index);
            instances.whole.insert(shape, index);
        }
        instances
    }

    /// Returns the resource with the longest instance path that is a prefix of the draft's path and contains an argument.
    fn enclosing(&self, draft: &Draft<'_>) -> Option<usize> {
        let shape = draft.primary().template.shape();
        let first_argument = shape.iter().position(|segment| *segment == "{}")?;
        let mut prefixes = (first_argument + 1..shape.len()).rev();
        prefixes.find_map(|length| self.whole.get(&shape[..length])).copied()
    }
}

/// Returns the drafts that are their own ancestors.
fn find_cycles(drafts: &[Draft<'_>]) -> Vec<usize> {
    // The first walk that visited each draft; a walk that meets its own steps has found a cycle.
    let mut walks: Vec<Option<usize>> = vec![None; drafts.len()];
    let mut cycles = Vec::new();
    for start in 0..drafts.len() {
        let mut next = Some(start);
        while let Some(index) = next.filter(|index| walks[*index].is_none()) {
            walks[index] = Some(start);
            next = drafts[index].parent;
        }
        let Some(met) = next.filter(|index| walks[*index] == Some(start)) else {
            continue;
        };
        cycles.push(met);
        let others =
            std::iter::successors(drafts[met].parent, |index| drafts[*index].parent);
        cycles.extend(others.take_while(|index| *index != met));
    }
    cycles.sort_unstable();
    cycles
}

/// Returns the indices of the drafts in depth-first order, siblings in document order.
fn depth_first(drafts: &[Draft<'_>]) -> Vec<usize> {
    let mut children = vec![Vec::new(); drafts.len()];
    let mut rest = Vec::new();
    for (index, draft) in drafts.iter().enumerate().rev() {
        match draft.parent {
            Some(parent) => children[parent].push(index),
            None => rest.push(index),
        }
    }
    let mut order = Vec::with_capacity(drafts.len());
    while let Some(index) = rest.pop() {
        order.push(index);
        rest.append(&mut children[index]);
    }
    order
}
