//! The members of `links`: the children of an instance.

use heck::ToSnakeCase;

use super::Source;
use super::context::Context;
use crate::ir::fake::{Link, LinkPath};
use crate::ir::{HandleKind, ResourceId, Segment};

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
