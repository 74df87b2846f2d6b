//! The storage of the instances of resources.

use super::names::Names;
use crate::ir::ResourceId;
use crate::ir::fake::Storage;
use crate::ir::fake::drafts::StorageDraft;

/// Returns the resource whose instances a view shows.
pub(super) fn viewed(names: &mut Names<'_, '_>, id: ResourceId) -> Option<ResourceId> {
    match names.context.resource_draft(id)?.storage.as_ref()? {
        StorageDraft::View { of, .. } => names.resource(of),
        StorageDraft::Composite { .. } => None,
    }
}

/// Returns where the instances of a resource are.
pub(super) fn storage(names: &mut Names<'_, '_>, id: ResourceId) -> Storage {
    let draft = names.context.resource_draft(id);
    let storage = draft.and_then(|draft| draft.storage.as_ref());
    storage.and_then(|draft| resolved(names, id, draft)).unwrap_or(Storage::Own)
}

fn resolved(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    draft: &StorageDraft,
) -> Option<Storage> {
    match draft {
        StorageDraft::View { conditions, .. } => {
            let of = names.context.viewed(id)?;
            let conditions = conditions.iter().filter_map(|(property, from)| {
                Some((names.property(of, property)?, names.reference(id, from)?))
            });
            Some(Storage::View {
                of,
                conditions: conditions.collect(),
            })
        }
        StorageDraft::Composite {
            of,
            parameter,
            children,
            status,
        } => {
            let (of, children) = (names.resource(of), names.resource(children));
            let mut operations = names.context.api.resource(id).operations.iter();
            // A composite is only created.
            let parameter = names.parameter(operations.next()?, parameter);
            Some(Storage::Composite {
                of: of?,
                parameter: parameter?,
                children: children?,
                status: *status,
            })
        }
    }
}
