//! Names of SIDs.

use super::Identifier;
use super::namespace::Namespace;
use super::reserved;
use super::subject::Subject;
use crate::diagnostics::{Diagnostics, Pointer};
use crate::ir::{Api, IdVec, ResourceId, Sid, SidId};

/// Names a SID after the resource that owns it. One without an owner is named after the common suffix of its names in the
/// document.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    diagnostics: &mut Diagnostics,
) -> IdVec<SidId, Identifier> {
    let mut types = Namespace::new(&[reserved::PRELUDE]);
    let root = Pointer::root();
    let subject = Subject::sid(&root);
    api.sids.map(|_, sid| match sid.owner {
        Some(owner) => {
            types.type_name(&format!("{}Sid", titles[owner]), subject, diagnostics)
        }
        None => types.upper_camel(&common_ending(sid), subject, diagnostics),
    })
}

fn common_ending(sid: &Sid) -> String {
    let mut names = sid
        .wire_names
        .iter()
        .filter(|name| *name != "sid")
        .map(|name| name.split('_').rev());
    let mut ending: Vec<&str> = names.next().map(Iterator::collect).unwrap_or_default();
    for name in names {
        let common =
            ending.iter().zip(name).take_while(|(one, other)| **one == *other).count();
        ending.truncate(common);
    }
    if ending.len() < 2 {
        return format!("{}_sid", sid.prefix.as_deref().unwrap_or("any"));
    }
    ending.reverse();
    ending.join("_")
}
