//! Names of SIDs.

use std::collections::BTreeSet;

use heck::ToSnakeCase;

use super::Identifier;
use super::case::Case;
use super::namespace::{Claim, Namespace, Rank};
use super::published::{self, Published};
use super::reserved;
use super::subject::Subject;
use crate::diagnostics::{Diagnostics, Pointer};
use crate::ir::{Api, IdVec, ResourceId, Sid, SidForm, SidId};

/// Names a SID after the resource that owns it. One without an owner is named after the common suffix of its names in the
/// document.
pub(super) fn name(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    published: &Published<'_>,
    diagnostics: &mut Diagnostics,
) -> IdVec<SidId, Identifier> {
    let root = Pointer::root();
    let lock = published.lock;
    // Named after a resource that was since renamed by hand.
    let is_renamed = |sid: &Sid| {
        let owner =
            sid.owner.filter(|owner| api.resource(*owner).explicit_name.is_some());
        let title =
            owner.and_then(|id| published::role(&published.resources[id], "title"));
        title.is_some_and(|title| {
            lock.sids.get(prefix(sid)) == Some(&named_after(sid, title))
        })
    };
    let claim = |_, sid: &Sid| {
        let owner = sid.owner.map(|owner| named_after(sid, &titles[owner]));
        Claim {
            published: lock.sids.get(prefix(sid)).map(String::as_str),
            case: if owner.is_some() {
                Case::Type
            } else {
                Case::UpperCamel
            },
            preferred: owner.unwrap_or_else(|| common_ending(sid)),
            rank: Rank {
                is_derived: !is_renamed(sid),
                kind: u8::from(sid.owner.is_none()),
                key: prefix(sid).to_owned(),
                ..Rank::default()
            },
            alternatives: vec![format!("{}_{}", prefix(sid), sid.form.word())],
            subject: Subject::sid(&root),
        }
    };
    let mut types = Namespace::new(&[reserved::PRELUDE]);
    let known: BTreeSet<&str> = api.sids.iter().map(prefix).collect();
    types.reserve(published.reserved_names(&lock.sids, |prefix| known.contains(prefix)));
    types.allocate_each(&api.sids, claim, diagnostics)
}

/// Returns the name of the identifiers of a resource with this title.
fn named_after(sid: &Sid, title: &str) -> String {
    match sid.form {
        SidForm::Sid => format!("{title}Sid"),
        SidForm::TypedId => format!("{title}Id"),
    }
}

/// Returns the prefix of a kind of SID, or `any`.
fn prefix(sid: &Sid) -> &str {
    sid.prefix.as_deref().unwrap_or("any")
}

fn common_ending(sid: &Sid) -> String {
    let names = sid.wire_names.iter().map(|name| name.to_snake_case());
    let names: Vec<String> = names.filter(|name| name != sid.form.word()).collect();
    let mut names = names.iter().map(|name| name.split('_').rev());
    let mut ending: Vec<&str> = names.next().map(Iterator::collect).unwrap_or_default();
    for name in names {
        let common =
            ending.iter().zip(name).take_while(|(one, other)| **one == *other).count();
        ending.truncate(common);
    }
    if ending.len() < 2 {
        return format!("{}_{}", prefix(sid), sid.form.word());
    }
    // A SID can be called an ID: `accountId`.
    ending[0] = sid.form.word();
    ending.reverse();
    ending.join("_")
}
