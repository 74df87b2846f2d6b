//! Lowers path items to resources.
//!
//! `/Roles` and `/Roles/{Sid}` form one resource, a collection. A path that does not end in an argument and that the
//! document declares as an instance is a singleton. A file extension, a slash or the name of an action at the end of a path
//! does not change its resource. The parent of a resource is set by `x-twilio.parent`; otherwise it is the resource with the
//! longest instance path that is a prefix of its path.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{PathItem, ReferenceOr};
use serde_json::Value;

use super::Lowering;
use super::naming::{singular, words};
use super::path;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{
    Documentation, HandleKind, Parent, PathTemplate, PerScope, Resource, ResourceKind,
    Scope, ScopeId,
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

impl ParsedPathItem<'_> {
    /// Returns `true` if there is an operation, so that the path can be requested.
    pub(super) fn has_operations(&self) -> bool {
        self.item.iter().next().is_some()
    }
}

/// The path items of one resource, the plainest path first: further ones have a suffix, such as a file extension.
struct Draft<'a> {
    collections: Vec<ParsedPathItem<'a>>,
    instances: Vec<ParsedPathItem<'a>>,
    parent: Option<DraftParent>,
}

/// The parent of a draft, by its index.
#[derive(Clone, Copy)]
struct DraftParent {
    draft: usize,
    handle: HandleKind,
}

impl<'a> Draft<'a> {
    /// Returns the path item that represents the resource: the collection, or the instance of a singleton.
    fn primary(&self) -> &ParsedPathItem<'a> {
        self.path_items().next().expect("a draft has at least one path item")
    }

    /// Returns all path items, collections first.
    fn path_items(&self) -> impl Iterator<Item = &ParsedPathItem<'a>> {
        self.collections.iter().chain(&self.instances)
    }

    /// Returns the path of a handle.
    fn path_of(&self, handle: HandleKind) -> Option<&PathTemplate> {
        let path_items = match handle {
            HandleKind::Collection => &self.collections,
            HandleKind::Instance => &self.instances,
        };
        path_items.first().map(|path_item| &path_item.template)
    }

    fn is_singleton(&self) -> bool {
        self.collections.is_empty()
            && self
                .instances
                .first()
                .is_some_and(|path_item| path_item.template.last_argument().is_none())
    }

    /// Returns a member of `x-twilio` and its pointer, from the first path item that has it.
    fn vendor(&self, key: &str) -> Option<(&'a str, Pointer)> {
        self.path_items().find_map(|path_item| {
            let text = vendor_text(path_item.item, key)?;
            Some((text, path_item.pointer.join("x-twilio").join(key)))
        })
    }

    /// Returns `x-name` and its pointer, from the first path item that has it.
    fn explicit_name(&self) -> Option<(&'a str, Pointer)> {
        self.path_items().find_map(|path_item| {
            let text = path_item.item.extensions.get("x-name")?.as_str()?;
            Some((text, path_item.pointer.join("x-name")))
        })
    }

    /// Returns the first description of a path item, or else the first summary.
    fn description(&self) -> String {
        let descriptions = self
            .path_items()
            .filter_map(|path_item| path_item.item.description.as_ref());
        let summaries =
            self.path_items().filter_map(|path_item| path_item.item.summary.as_ref());
        descriptions.chain(summaries).next().cloned().unwrap_or_default()
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

    fn find_parents(&mut self, drafts: &mut [Draft<'_>]) {
        let refused = std::mem::take(&mut self.refused_paths);
        let known = Handles::of(drafts, &refused, self.api.common_segments);
        let parents: Vec<Option<DraftParent>> = drafts
            .iter()
            .map(|draft| match draft.vendor("parent") {
                Some(parent) => self.named_parent(&known, drafts, draft, parent),
                None => known.enclosing(draft),
            })
            .collect();
        for (draft, parent) in drafts.iter_mut().zip(parents) {
            draft.parent = parent;
        }
        let cycles = find_cycles(drafts);
        for index in cycles {
            let pointer = drafts[index].vendor("parent").map(|(_, pointer)| pointer);
            self.diagnostics.push(
                Diagnostic::error(
                    pointer.unwrap_or_else(|| drafts[index].primary().pointer.clone()),
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
            let parents = std::iter::successors(drafts[index].parent, |above| {
                drafts[above.draft].parent
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

    /// Returns the handle whose path matches `parent`, apart from argument names.
    fn named_parent(
        &mut self,
        known: &Handles<'_>,
        drafts: &[Draft<'_>],
        draft: &Draft<'_>,
        (parent, pointer): (&str, Pointer),
    ) -> Option<DraftParent> {
        let wanted = path::template(parent, &Pointer::root());
        let Some(found) = known.named(&wanted, draft) else {
            if !known.is_refused(&wanted, draft) {
                self.diagnostics.push(
                    Diagnostic::error(pointer, format!("unknown parent `{parent}`"))
                        .expected("the path of another resource, without the version")
                        .help("correct the parent, or remove it to derive the parent from the path"),
                );
            }
            return None;
        };
        let path = &draft.primary().template;
        let is_above = |handle: &HandleKind| {
            let parent = drafts[found.draft].path_of(*handle);
            parent.is_some_and(|parent| path.stem().starts_with(&parent.stem()))
        };
        // A path below an instance means it, and one beside the instances means the collection, whichever is named.
        let handles = [HandleKind::Instance, HandleKind::Collection];
        let handle = handles.into_iter().find(is_above).unwrap_or(found.handle);
        let parent_path = drafts[found.draft].path_of(handle)?;
        if starts_with_arguments_of(path, parent_path) {
            if found.handle == HandleKind::Instance && handle == HandleKind::Collection {
                self.diagnostics.push(
                    Diagnostic::note(
                        pointer,
                        format!("the path is not below the parent `{parent}` but below its collection"),
                    )
                    .expected(format!("the parent `{parent_path}`"))
                    .help("correct the parent; the resource is a child of the collection"),
                );
            }
            return Some(DraftParent { handle, ..found });
        }
        self.diagnostics.push(
            Diagnostic::error(
                pointer,
                format!(
                    "the path does not start with the arguments of the parent `{parent}`"
                ),
            )
            .expected("a parent whose path is a prefix of the path")
            .help("correct the parent, or remove it to derive the parent from the path"),
        );
        None
    }

    fn resource(&mut self, draft: &Draft<'a>, parent: Option<Parent>) -> Resource {
        let path_item = draft.primary();
        let mut checked = |name: Option<(&'a str, Pointer)>| {
            name.and_then(|(name, pointer)| self.check_length(Some(name), &pointer))
        };
        let mount = checked(draft.vendor("mountName"));
        let class = checked(draft.vendor("className"));
        let explicit_name = checked(draft.explicit_name()).map(str::to_owned);
        let plural = mount
            .map(words)
            .or_else(|| path_item.template.last_static().map(words))
            .unwrap_or_else(|| "root".to_owned());
        let operations = self.operations(&draft.collections, &draft.instances);
        let path_of = |path_items: &[ParsedPathItem<'a>], lowering: &mut Self| {
            path_items.first().map(|path_item| lowering.with_arguments(path_item))
        };
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
                parent,
                collection: path_of(&draft.collections, self),
                instance: path_of(&draft.instances, self),
            }),
            model: None,
            operations,
            documentation: Documentation {
                description: draft.description(),
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

/// The segments that the paths of a resource share, and the number of arguments in the last one if it is not the usual one.
type DraftKey = (Vec<String>, Option<usize>);

/// Groups the path items of a collection and its instances.
fn group(path_items: Vec<ParsedPathItem<'_>>) -> Vec<Draft<'_>> {
    let mut drafts: IndexMap<DraftKey, Draft<'_>> = IndexMap::new();
    for path_item in path_items {
        let stem = path_item.template.stem();
        let mut key: Vec<String> = stem.into_iter().map(Cow::into_owned).collect();
        let mut own = None;
        if path_item.template.last_argument().is_some() {
            key.pop();
            let count = arguments_at_the_end(&path_item.template);
            let usual = drafts.get(&(key.clone(), None)).and_then(|draft| {
                let path = draft.path_of(HandleKind::Instance)?;
                Some(arguments_at_the_end(path))
            });
            own = Some(count).filter(|count| usual.is_some_and(|usual| usual != *count));
        }
        let draft = drafts.entry((key, own)).or_insert_with(|| Draft {
            collections: Vec::new(),
            instances: Vec::new(),
            parent: None,
        });
        if path_item.is_instance {
            draft.instances.push(path_item);
        } else {
            draft.collections.push(path_item);
        }
    }
    let mut drafts: Vec<Draft<'_>> = drafts.into_values().collect();
    for draft in &mut drafts {
        // A path without an argument at its end is only that of an instance if no other one has such an argument.
        let has_argument = |path_item: &ParsedPathItem<'_>| {
            path_item.template.last_argument().is_some()
        };
        if draft.instances.iter().any(has_argument) {
            let (instances, others) =
                std::mem::take(&mut draft.instances).into_iter().partition(has_argument);
            draft.instances = instances;
            draft.collections.extend::<Vec<_>>(others);
        }
        for path_items in [&mut draft.collections, &mut draft.instances] {
            path_items.sort_by_key(|path_item| {
                (path_item.template.action().is_some(), path_item.template.has_suffix())
            });
        }
    }
    drafts
}

/// Returns the number of arguments in the last segment with one.
fn arguments_at_the_end(path: &PathTemplate) -> usize {
    let last = path.segments[..path.stem_length()].last();
    last.map_or(0, |segment| segment.arguments().count())
}

/// Returns `true` if a path starts with another one up to the last argument of the other.
fn starts_with_arguments_of(path: &PathTemplate, parent: &PathTemplate) -> bool {
    let mut parent = parent.stem();
    let last_argument = parent.iter().rposition(|segment| segment.contains("{}"));
    parent.truncate(last_argument.map_or(0, |index| index + 1));
    let path = path.stem();
    path.starts_with(&parent) && (parent.is_empty() || path.len() > parent.len())
}

/// Returns the longest prefix of a stem that ends with another one.
fn prefix_that_ends_with<'s, 'd>(
    wanted: &[Cow<'_, str>],
    stem: &'s [Cow<'d, str>],
) -> Option<&'s [Cow<'d, str>]> {
    let mut prefixes = (wanted.len()..stem.len()).rev().map(|length| &stem[..length]);
    prefixes.find(|prefix| prefix.ends_with(wanted))
}

/// Index of handles by the stems of their paths.
struct Handles<'d> {
    whole: HashMap<Vec<Cow<'d, str>>, DraftParent>,
    /// Stems without the common leading segments; the first handle of each stem.
    relative: HashMap<Vec<Cow<'d, str>>, DraftParent>,
    /// Stems of paths that were reported already.
    refused: HashSet<Vec<Cow<'d, str>>>,
    common_segments: usize,
}

impl<'d> Handles<'d> {
    fn of(
        drafts: &'d [Draft<'_>],
        refused: &'d [PathTemplate],
        common_segments: usize,
    ) -> Self {
        let mut handles = Self {
            whole: HashMap::new(),
            relative: HashMap::new(),
            refused: refused.iter().map(PathTemplate::stem).collect(),
            common_segments,
        };
        // The path of an instance is preferred to that of a collection.
        for handle in [HandleKind::Instance, HandleKind::Collection] {
            for (index, draft) in drafts.iter().enumerate() {
                let Some(path) = draft.path_of(handle) else {
                    continue;
                };
                let parent = DraftParent {
                    draft: index,
                    handle,
                };
                let stem = path.stem();
                let relative = stem.get(common_segments..).unwrap_or_default().to_vec();
                handles.relative.entry(relative).or_insert(parent);
                handles.whole.entry(stem).or_insert(parent);
            }
        }
        handles
    }

    /// Returns the handle with a path: without the common leading segments, whole, or as the end of a prefix of the draft's
    /// path.
    fn named(&self, wanted: &PathTemplate, draft: &Draft<'_>) -> Option<DraftParent> {
        let wanted = wanted.stem();
        let found = self.relative.get(&wanted).or_else(|| self.whole.get(&wanted));
        found.copied().or_else(|| {
            let stem = draft.primary().template.stem();
            self.whole.get(prefix_that_ends_with(&wanted, &stem)?).copied()
        })
    }

    /// Returns `true` if a path that was reported already is meant.
    fn is_refused(&self, wanted: &PathTemplate, draft: &Draft<'_>) -> bool {
        let wanted = wanted.stem();
        let stem = draft.primary().template.stem();
        let common = self.common_segments.min(stem.len());
        (0..=common).any(|length| {
            self.refused.contains(&[&stem[..length], &wanted[..]].concat())
        }) || prefix_that_ends_with(&wanted, &stem)
            .is_some_and(|prefix| self.refused.contains(prefix))
    }

    /// Returns the resource with the longest instance path that is a prefix of the draft's path and contains an argument.
    fn enclosing(&self, draft: &Draft<'_>) -> Option<DraftParent> {
        let stem = draft.primary().template.stem();
        let first_argument = stem.iter().position(|segment| segment.contains("{}"))?;
        let mut prefixes = (first_argument + 1..stem.len()).rev();
        prefixes.find_map(|length| {
            let found = self.whole.get(&stem[..length]).copied();
            found.filter(|parent| parent.handle == HandleKind::Instance)
        })
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
            next = drafts[index].parent.map(|parent| parent.draft);
        }
        let Some(met) = next.filter(|index| walks[*index] == Some(start)) else {
            continue;
        };
        cycles.push(met);
        let above = |index: usize| drafts[index].parent.map(|parent| parent.draft);
        let others = std::iter::successors(above(met), |index| above(*index));
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
            Some(parent) => children[parent.draft].push(index),
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
