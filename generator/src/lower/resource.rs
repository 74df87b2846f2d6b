//! Path items to resources.
//!
//! `/Roles` and `/Roles/{Sid}` are one resource, a collection; a path without an argument at its end that the document
//! calls an instance is a singleton. The parent of a resource is what `x-twilio.parent` names; without that, the
//! resource with the longest instance path that it starts with.

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

/// How many resources may stand above one.
const MAX_DEPTH: usize = 20;

/// A path item with what can be told from its path alone.
pub(super) struct Place<'a> {
    pub(super) pointer: Pointer,
    pub(super) template: PathTemplate,
    pub(super) item: &'a PathItem,
    is_instance: bool,
}

/// The path items of one resource.
struct Draft<'a> {
    collection: Option<Place<'a>>,
    instance: Option<Place<'a>>,
    parent: Option<usize>,
}

impl<'a> Draft<'a> {
    /// The path item that speaks for the resource.
    fn place(&self) -> &Place<'a> {
        self.collection
            .as_ref()
            .or(self.instance.as_ref())
            .expect("a draft is made from a place")
    }

    fn is_singleton(&self) -> bool {
        self.collection.is_none()
            && self
                .instance
                .as_ref()
                .is_some_and(|place| place.template.last_argument().is_none())
    }

    fn vendor(&self, key: &str) -> Option<&'a str> {
        [&self.collection, &self.instance]
            .into_iter()
            .flatten()
            .find_map(|place| vendor_text(place.item, key))
    }

    fn explicit_name(&self) -> Option<String> {
        [&self.collection, &self.instance]
            .into_iter()
            .flatten()
            .find_map(|place| place.item.extensions.get("x-name")?.as_str())
            .map(str::to_owned)
    }
}

impl<'a> Lowering<'a> {
    /// Lowers every path item; resources come out with parents before children.
    pub(super) fn resources(&mut self) {
        let places = self.places();
        self.api.common_segments = common_segments(&places);
        let mut drafts = group(places);
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

    fn places(&mut self) -> Vec<Place<'a>> {
        let root = Pointer::root().join("paths");
        let mut places = Vec::new();
        for (path, template) in self.templates() {
            let pointer = root.join(path);
            let Some(ReferenceOr::Item(item)) = self.openapi.paths.paths.get(path)
            else {
                self.diagnostics.push(
                    Diagnostic::error(pointer, "a path item that is a reference")
                        .expected("a path item")
                        .help("write the path item in place"),
                );
                continue;
            };
            self.same_server(&item.servers, &pointer);
            let is_instance = template.last_argument().is_some()
                || vendor_text(item, "pathType") == Some("instance");
            places.push(Place {
                pointer,
                template,
                item,
                is_instance,
            });
        }
        places
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
        let rings = below_themselves(drafts);
        for index in rings {
            self.diagnostics.push(
                Diagnostic::error(
                    drafts[index].place().pointer.join("x-twilio").join("parent"),
                    "a resource that is below itself",
                )
                .expected("parents that lead to a resource without one")
                .help(
                    "correct the parent, or remove it to take the parent from the path",
                ),
            );
            drafts[index].parent = None;
        }
        self.limit_depth(drafts);
    }

    /// Each resource below another is a handle made by a handle: that ends somewhere.
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
            let found = format!("a resource that is below more than {MAX_DEPTH} others");
            self.diagnostics.push(
                Diagnostic::error(drafts[index].place().pointer.clone(), found)
                    .expected("resources that nest less")
                    .help("correct the path, or its parent (`x-twilio.parent`)"),
            );
            drafts[index].parent = None;
        }
    }

    /// The resource whose instance path is `parent`, names of arguments aside.
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
                    draft.place().pointer.join("x-twilio").join("parent"),
                    format!("parent `{parent}`, which no path item matches"),
                )
                .expected("the instance path of another resource, without the version")
                .help(
                    "correct the parent, or remove it to take the parent from the path",
                ),
            );
        }
        found.filter(|_| self.has_place_for(draft, &wanted))
    }

    /// Refuses a parent whose arguments the path of the resource has no place for.
    fn has_place_for(&mut self, draft: &Draft<'_>, parent: &PathTemplate) -> bool {
        let path = &draft.place().template;
        let own = usize::from(path.last_argument().is_some());
        let has_place = parent.arguments().count() + own <= path.arguments().count();
        if !has_place {
            self.diagnostics.push(
                Diagnostic::error(
                    draft.place().pointer.join("x-twilio").join("parent"),
                    format!("parent `{parent}`, whose arguments are not in the path"),
                )
                .expected("a resource whose instance path the path starts with")
                .help(
                    "correct the parent, or remove it to take the parent from the path",
                ),
            );
        }
        has_place
    }

    fn resource(&mut self, draft: &Draft<'a>, parent: Option<ResourceId>) -> Resource {
        let place = draft.place();
        let vendor = place.pointer.join("x-twilio");
        let mount = self.short(draft.vendor("mountName"), &vendor.join("mountName"));
        let class = self.short(draft.vendor("className"), &vendor.join("className"));
        let plural = mount
            .map(words)
            .or_else(|| place.template.last_static().map(words))
            .unwrap_or_else(|| "root".to_owned());
        let operations =
            self.operations(draft.collection.as_ref(), draft.instance.as_ref());
        let collection = draft.collection.as_ref();
        let instance = draft.instance.as_ref();
        let explicit_name =
            self.short(draft.explicit_name(), &place.pointer.join("x-name"));
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
                pointer: place.pointer.clone(),
                parent: parent.map(|parent| (parent, ScopeId::FIRST)),
                collection: collection.map(|place| self.with_arguments(place)),
                instance: instance.map(|place| self.with_arguments(place)),
            }),
            model: None,
            operations,
            documentation: Documentation {
                description: place.item.description.clone().unwrap_or_default(),
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

/// How many static segments all paths begin with, such as the version.
fn common_segments(places: &[Place<'_>]) -> usize {
    let Some((first, others)) = places.split_first() else {
        return 0;
    };
    let first = first.template.shape();
    let is_static = |segment: &&&str| **segment != "{}";
    let mut common =
        first.iter().take_while(is_static).count().min(first.len().saturating_sub(1));
    for place in others {
        let shape = place.template.shape();
        let same = first.iter().zip(&shape).take_while(|(one, other)| one == other);
        common = common.min(same.count()).min(shape.len().saturating_sub(1));
    }
    common
}

/// Puts the two path items of a collection together.
fn group(places: Vec<Place<'_>>) -> Vec<Draft<'_>> {
    let mut drafts: IndexMap<Vec<String>, Draft<'_>> = IndexMap::new();
    for place in places {
        let mut key: Vec<String> =
            place.template.shape().into_iter().map(str::to_owned).collect();
        if place.template.last_argument().is_some() {
            key.pop();
        }
        let draft = drafts.entry(key).or_insert_with(|| Draft {
            collection: None,
            instance: None,
            parent: None,
        });
        if place.is_instance {
            draft.instance = Some(place);
        } else {
            draft.collection = Some(place);
        }
    }
    drafts.into_values().collect()
}

/// The drafts by the shapes of their instances' paths.
struct Instances<'d> {
    whole: HashMap<Vec<&'d str>, usize>,
    /// Without the segments that all paths begin with; the first of each shape.
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

    /// The resource with the longest instance path that the path of a draft starts with, if that has an argument.
    fn enclosing(&self, draft: &Draft<'_>) -> Option<usize> {
        let shape = draft.place().template.shape();
        let first_argument = shape.iter().position(|segment| *segment == "{}")?;
        let mut prefixes = (first_argument + 1..shape.len()).rev();
        prefixes.find_map(|length| self.whole.get(&shape[..length])).copied()
    }
}

/// The drafts whose parents lead back to them.
fn below_themselves(drafts: &[Draft<'_>]) -> Vec<usize> {
    // By the walk that came by first; a walk that meets its own steps goes around a ring.
    let mut walks: Vec<Option<usize>> = vec![None; drafts.len()];
    let mut rings = Vec::new();
    for start in 0..drafts.len() {
        let mut next = Some(start);
        while let Some(index) = next.filter(|index| walks[*index].is_none()) {
            walks[index] = Some(start);
            next = drafts[index].parent;
        }
        let Some(met) = next.filter(|index| walks[*index] == Some(start)) else {
            continue;
        };
        rings.push(met);
        let around =
            std::iter::successors(drafts[met].parent, |index| drafts[*index].parent);
        rings.extend(around.take_while(|index| *index != met));
    }
    rings.sort_unstable();
    rings
}

/// Indices of the drafts, each followed by its children; siblings in document order.
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
