//! Paths, with the resources whose instances their arguments identify.

use std::collections::HashMap;

use super::Source;
use super::tree::lineage;
use crate::ir::fake::{Argument, Segment};
use crate::ir::{
    HandleKind, Part, PathTemplate, ResourceId, ResourceKind, ScopeId,
    Segment as Described,
};

/// The resources that the arguments of paths in a scope identify, by the positions of the arguments.
pub(super) type Identified = HashMap<usize, ResourceId>;

/// Returns the paths of an instance by scope, or none if it has no path in one of them.
pub(super) fn of_instances(api: &Source, id: ResourceId) -> Vec<Vec<Segment>> {
    let scopes = api.resource(id).scopes.entries();
    let paths = scopes.map(|(scope, place)| {
        let path = place.instance.as_ref()?;
        Some(segments(path, &identified(api, id, scope)))
    });
    paths.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Returns the resources that the arguments of paths in a scope identify.
pub(super) fn identified(api: &Source, id: ResourceId, scope: ScopeId) -> Identified {
    let instances = lineage(api, id, scope).filter_map(|(id, scope, handle)| {
        let resource = api.resource(id);
        let is_instance = handle == HandleKind::Instance;
        let path = resource.scopes[scope].instance.as_ref()?;
        let last = path.arguments().count().checked_sub(1)?;
        (is_instance && resource.kind == ResourceKind::Collection).then_some((last, id))
    });
    instances.collect()
}

/// Returns the segments of a path.
pub(super) fn segments(path: &PathTemplate, identified: &Identified) -> Vec<Segment> {
    let mut position = 0;
    let mut argument = || {
        position += 1;
        let instance = identified.get(&(position - 1)).copied();
        instance.map_or(Argument::Text, Argument::Instance)
    };
    let segments = path.segments.iter().map(|segment| match segment {
        Described::Static(text) => Segment {
            prefix: text.clone(),
            argument: None,
            suffix: String::new(),
        },
        Described::Argument(_) => Segment {
            prefix: String::new(),
            argument: Some(argument()),
            suffix: String::new(),
        },
        Described::Compound(parts) => compound(parts, &mut argument),
    });
    segments.collect()
}

/// Returns `true` if a segment has several arguments, which the fake does not tell apart.
pub(super) fn has_several_arguments(path: &PathTemplate) -> bool {
    path.segments.iter().any(|segment| segment.arguments().count() > 1)
}

/// Returns a segment with literals. Of several arguments, which the fake does not tell apart, only the last one counts.
fn compound(parts: &[Part], argument: &mut impl FnMut() -> Argument) -> Segment {
    let mut segment = Segment {
        prefix: String::new(),
        argument: None,
        suffix: String::new(),
    };
    for part in parts {
        match part {
            Part::Literal(text) if segment.argument.is_none() => {
                segment.prefix.push_str(text);
            }
            Part::Literal(text) => segment.suffix.clone_from(text),
            Part::Argument(_) => {
                segment.argument = Some(argument());
                segment.suffix.clear();
            }
        }
    }
    segment
}
