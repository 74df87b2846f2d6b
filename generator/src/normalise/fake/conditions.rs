//! The conditions of refusals.

use super::names::Names;
use crate::ir::fake::Condition;
use crate::ir::fake::drafts::{ConditionDraft, Name};
use crate::ir::{Operation, ResourceId};

/// Returns a condition with resolved names. It is one of a request of this operation, or of an instance if there is none.
pub(super) fn condition(
    names: &mut Names<'_, '_>,
    id: ResourceId,
    operation: Option<&Operation>,
    draft: &ConditionDraft,
) -> Option<Condition> {
    let parameter = |names: &mut Names<'_, '_>, name: &Name| match operation {
        Some(operation) => names.parameter(operation, name),
        None => None,
    };
    let parameters = |names: &mut Names<'_, '_>, wanted: &[Name]| {
        wanted.iter().map(|name| parameter(names, name)).collect::<Option<Vec<_>>>()
    };
    Some(match draft {
        ConditionDraft::If(from, values) => {
            Condition::Has(names.reference(id, from)?, values.clone())
        }
        ConditionDraft::IsNull(from) => Condition::IsNull(names.reference(id, from)?),
        ConditionDraft::NoneOf(wanted) => Condition::NoneSet(parameters(names, wanted)?),
        ConditionDraft::AllOf(wanted) => Condition::AllSet(parameters(names, wanted)?),
        ConditionDraft::AnyOf(wanted) => Condition::AnySet(parameters(names, wanted)?),
        ConditionDraft::Same(one, other) => {
            Condition::Same(parameter(names, one)?, parameter(names, other)?)
        }
        ConditionDraft::Parameter(name, values) => {
            Condition::Is(parameter(names, name)?, values.clone())
        }
        ConditionDraft::SidOf(name, resource) => {
            let resource = names.resource(resource)?;
            let prefix = super::properties::sid_prefix(names.context, resource)?;
            Condition::IsSid(parameter(names, name)?, prefix)
        }
        ConditionDraft::Missing(name, resource) => {
            Condition::Missing(parameter(names, name)?, names.resource(resource)?)
        }
        ConditionDraft::All(conditions) => {
            let conditions =
                conditions.iter().map(|draft| condition(names, id, operation, draft));
            Condition::All(conditions.collect::<Option<_>>()?)
        }
    })
}
