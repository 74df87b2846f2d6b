//! The parents of resources: named by `x-twilio.parent`, or derived from the paths.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::draft::{Draft, DraftParent};
use super::{Lowering, path};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{HandleKind, PathTemplate};

/// Maximum number of ancestors of a resource.
const MAX_DEPTH: usize = 20;

impl Lowering<'_> {
    /// Sets the parents of all drafts.
    pub(super) fn find_parents(&mut self, drafts: &mut [Draft<'_>]) {
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
            if known.is_refused(&wanted, draft) {
                return None;
            }
            let stem = draft.primary().template.stem();
            let is_above = prefix_that_ends_with(&wanted.stem(), &stem).is_some();
            self.diagnostics.push(if is_above {
                Diagnostic::note(pointer, format!("the parent `{parent}` has no operations"))
                    .expected("the path of another resource")
                    .help("add the path of the parent; the resource takes its arguments otherwise")
            } else {
                Diagnostic::error(pointer, format!("unknown parent `{parent}`"))
                    .expected("the path of another resource, without the version")
                    .help("correct the parent, or remove it to derive the parent from the path")
            });
            return known.enclosing(draft).filter(|_| is_above);
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
pub(super) fn depth_first(drafts: &[Draft<'_>]) -> Vec<usize> {
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
