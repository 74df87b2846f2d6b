//! The members of `links`: the children of an instance.

use heck::ToSnakeCase;

use super::Source;
use super::context::Context;
use super::names::Names;
use crate::ir::fake::drafts::LinkDraft;
use crate::ir::fake::{Link, LinkPath};
use crate::ir::{HandleKind, ResourceId, Segment};

/// Returns the links of an instance: those to its children, unless `x-fake` names them otherwise, and those that it adds.
pub(super) fn links(names: &mut Names<'_, '_>, id: ResourceId) -> Vec<Link> {
    let context = names.context;
    let drafts = context.resource_draft(id).map(|draft| &draft.links);
    let mut links = to_children(context, id);
    for (key, link) in drafts.into_iter().flatten() {
        links.retain(|known| known.key != *key);
        let path = match link {
            LinkDraft::Nothing => None,
            LinkDraft::Below(path) => Some(LinkPath::Below(path.clone())),
            LinkDraft::Instance(from) => {
                names.reference(id, from).map(LinkPath::Instance)
            }
        };
        let Some(path) = path else { continue };
        links.retain(|known| known.path != path);
        links.push(Link {
            key: key.clone(),
            path,
        });
    }
    links
}

/// Returns the links to the children of an instance.
pub(super) fn to_children(context: &Context<'_>, id: ResourceId) -> Vec<Link> {
    let children = context.tree.children(id).iter();
    children.filter_map(|child| to_child(context.api, id, *child)).collect()
}

fn to_child(api: &Source, id: ResourceId, child: ResourceId) -> Option<Link> {
    let (scope, parent) = api.resource(child).scopes.iter().find_map(|scope| {
        let parent = scope.parent.filter(|parent| {
            parent.resource == id && parent.handle == HandleKind::Instance
        });
        Some((scope, parent?))
    })?;
    let own = api.resource(id).scopes[parent.scope].instance.as_ref()?;
    let path = scope.collection.as_ref().or(scope.instance.as_ref())?;
    let below = path.segments.get(own.segments.len()..)?;
    let below = below.iter().map(|segment| match segment {
        Segment::Static(text) => Some(text.as_str()),
        Segment::Argument(_) | Segment::Compound(_) => None,
    });
    let below: Vec<&str> = below.collect::<Option<_>>()?;
    Some(Link {
        key: below.last()?.to_snake_case(),
        path: LinkPath::Below(below.join("/")),
    })
}
