//! Pass: the owner of a kind of SID is the resource that it identifies, whose model has it as `sid`, or as `id` if it is a
//! typed ID.

use crate::ir::{Api, IdVec, Model, ModelId, ResourceId, Sid, SidId, Type, TypeOwner};

/// Sets the owner of each kind of SID. Of several candidates, it is the first at the root, or else the first.
pub(super) fn assign_owners<Fake>(api: &mut Api<TypeOwner, Fake>) {
    let own: IdVec<ModelId, Option<SidId>> =
        api.models.map(|_, model| own_sid(model, &api.sids));
    for id in api.resource_ids() {
        let Some(sid) = api.resource(id).model.and_then(|model| own[model]) else {
            continue;
        };
        let is_at_root =
            |id: ResourceId| api.resource(id).scopes.first().parent.is_none();
        let owner = api.sids[sid].owner;
        if owner.is_none_or(|known| !is_at_root(known) && is_at_root(id)) {
            api.sids[sid].owner = Some(id);
        }
    }
}

fn own_sid(model: &Model, sids: &IdVec<SidId, Sid>) -> Option<SidId> {
    model.fields.iter().find_map(|field| match field.ty {
        Type::Sid(sid) if field.wire == sids[sid].form.word() => Some(sid),
        _ => None,
    })
}
