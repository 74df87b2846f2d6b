//! Drafts of resources: the path items that form them, and their parents.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::PathItem;
use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::ir::{HandleKind, PathTemplate, Server};

/// A path item with its parsed path.
pub(super) struct ParsedPathItem<'a> {
    pub(super) pointer: Pointer,
    pub(super) template: PathTemplate,
    pub(super) item: &'a PathItem,
    /// The server of the path item, if it is not that of the document.
    pub(super) server: Option<Server>,
    pub(super) is_instance: bool,
    /// `true` if the operations concern the one object with this path, unless there are instances below it.
    pub(super) concerns_one: bool,
}

impl ParsedPathItem<'_> {
    /// Returns `true` if there is an operation, so that the path can be requested.
    pub(super) fn has_operations(&self) -> bool {
        self.item.iter().next().is_some()
    }
}

/// The path items of one resource, the plainest path first: further ones have a suffix, such as a file extension.
pub(super) struct Draft<'a> {
    pub(super) collections: Vec<ParsedPathItem<'a>>,
    pub(super) instances: Vec<ParsedPathItem<'a>>,
    pub(super) parent: Option<DraftParent>,
}

/// The parent of a draft, by its index.
#[derive(Clone, Copy)]
pub(super) struct DraftParent {
    pub(super) draft: usize,
    pub(super) handle: HandleKind,
}

impl<'a> Draft<'a> {
    /// Returns the path item that represents the resource: the collection, or the instance of a singleton.
    pub(super) fn primary(&self) -> &ParsedPathItem<'a> {
        self.path_items().next().expect("a draft has at least one path item")
    }

    /// Returns all path items, collections first.
    pub(super) fn path_items(&self) -> impl Iterator<Item = &ParsedPathItem<'a>> {
        self.collections.iter().chain(&self.instances)
    }

    /// Returns the path of a handle.
    pub(super) fn path_of(&self, handle: HandleKind) -> Option<&PathTemplate> {
        let path_items = match handle {
            HandleKind::Collection => &self.collections,
            HandleKind::Instance => &self.instances,
        };
        path_items.first().map(|path_item| &path_item.template)
    }

    pub(super) fn is_singleton(&self) -> bool {
        self.collections.is_empty()
            && self
                .instances
                .first()
                .is_some_and(|path_item| path_item.template.last_argument().is_none())
    }

    /// Returns `true` if an argument at the end of a path identifies an instance.
    pub(super) fn has_instances(&self) -> bool {
        self.instances.iter().any(|item| item.template.last_argument().is_some())
    }

    /// Returns the `operationId` of each operation that has one.
    pub(super) fn operation_ids(&self) -> impl Iterator<Item = &'a str> {
        let operations = self.path_items().flat_map(|path_item| path_item.item.iter());
        operations.filter_map(|(_, operation)| operation.operation_id.as_deref())
    }

    /// Returns a member of `x-twilio` and its pointer, from the first path item that has it.
    pub(super) fn vendor(&self, key: &str) -> Option<(&'a str, Pointer)> {
        self.path_items().find_map(|path_item| {
            let text = vendor_text(path_item.item, key)?;
            Some((text, path_item.pointer.join("x-twilio").join(key)))
        })
    }

    /// Returns `x-name` and its pointer, from the first path item that has it.
    pub(super) fn explicit_name(&self) -> Option<(&'a str, Pointer)> {
        self.path_items().find_map(|path_item| {
            let text = path_item.item.extensions.get("x-name")?.as_str()?;
            Some((text, path_item.pointer.join("x-name")))
        })
    }

    /// Returns the documentation: the first description of a path item, or else the first summary.
    pub(super) fn description(&self) -> &'a str {
        let texts = self.texts("description").chain(self.texts("summary"));
        texts.map(|(text, _)| text).next().unwrap_or_default()
    }

    /// Returns the pointers of descriptions and summaries that differ from the documentation, which is used instead.
    pub(super) fn unused_descriptions(&self) -> impl Iterator<Item = Pointer> {
        let used = self.description();
        let texts = self.texts("description").chain(self.texts("summary"));
        texts.filter(move |(text, _)| *text != used).map(|(_, pointer)| pointer)
    }

    /// Returns a text of each path item that has it, and its pointer.
    fn texts(&self, member: &'static str) -> impl Iterator<Item = (&'a str, Pointer)> {
        self.path_items().filter_map(move |path_item| {
            let text = match member {
                "summary" => &path_item.item.summary,
                _ => &path_item.item.description,
            };
            let text = text.as_deref().filter(|text| !text.is_empty())?;
            Some((text, path_item.pointer.join(member)))
        })
    }
}

/// The segments that the paths of a resource share, and the number of arguments in the last one if it is not the usual one.
type DraftKey = (Vec<String>, Option<usize>);

/// Groups the path items of a collection and its instances.
pub(super) fn group(path_items: Vec<ParsedPathItem<'_>>) -> Vec<Draft<'_>> {
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
        if draft.instances.is_empty()
            && draft.collections.iter().all(|path_item| path_item.concerns_one)
        {
            draft.instances = std::mem::take(&mut draft.collections);
        }
        for path_items in [&mut draft.collections, &mut draft.instances] {
            path_items.sort_by_cached_key(|path_item| {
                let path = &path_item.template;
                let is_json = path.extension() == Some("json");
                (path.action().is_some(), path.has_suffix(), !is_json)
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

pub(super) fn vendor_text<'a>(item: &'a PathItem, key: &str) -> Option<&'a str> {
    item.extensions
        .get("x-twilio")
        .and_then(|vendor| vendor.get(key))
        .and_then(Value::as_str)
}
