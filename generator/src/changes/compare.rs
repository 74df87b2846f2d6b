//! What a new document changes for callers of the client crate.
//!
//! Two APIs are compared as the crate offers them: calls, arguments, setters, fields, values, types. What is the same
//! thing in both is told by how the wire names it (`operationId`, method and path, parameter, property, value), and only
//! failing that by its Rust name. Each change is told once, where it stands, however many operations share it.
//!
//! What the crate does not show to callers, such as the `maxLength` of a text, is not compared.

mod align;
mod change;
mod documentation;
mod enumerations;
mod error_codes;
mod models;
mod operations;
mod pairs;
mod parameters;
mod parting;
mod places;
mod relation;
mod renames;
mod resources;
mod routes;
mod side;
mod version;

pub use change::{Change, Impact, Item, What};
pub use version::{Bump, bump, is_step_enough, next_version};

use crate::name::NamedApi;
use change::instead;
use pairs::Pairs;
use side::Side;

/// Every change from one API to the other: what breaks callers first, then by place in the crate.
pub fn compare(old: &NamedApi, new: &NamedApi) -> Vec<Change> {
    let (old, new) = (Side::new(old), Side::new(new));
    let pairs = Pairs::find(&old, &new);
    let mut comparison = Comparison {
        old,
        new,
        pairs,
        changes: Vec::new(),
    };
    comparison.api();
    comparison.resources();
    comparison.operations();
    comparison.models();
    comparison.enumerations();
    comparison.sids();
    comparison.error_codes();
    comparison.renames();
    comparison.documentation();
    change::sorted(comparison.changes)
}

/// A comparison on its way.
struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    pairs: Pairs,
    changes: Vec<Change>,
}

impl Comparison<'_> {
    /// What is said of the API as a whole.
    fn api(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        if old.server.url != new.server.url {
            // It compiles, and hands the credentials of every caller to somebody else.
            let note = instead(
                "requests and credentials go to ",
                &new.server.url,
                &old.server.url,
            );
            let loses_tls = new.server.is_plain_http() && !old.server.is_plain_http();
            self.changes.push(
                Change::new(What::Sent, Impact::Breaking, Item::Client, "Client")
                    .replaced(&old.server.url, &new.server.url)
                    .at_old(&old.server.pointer)
                    .at_new(&new.server.pointer)
                    .note(note.words(if loses_tls { ", unencrypted" } else { "" })),
            );
        }
        if old.version != new.version {
            self.changes.push(
                Change::new(
                    What::Documentation,
                    Impact::Documentation,
                    Item::Client,
                    "the document",
                )
                .replaced(&old.version, &new.version)
                .note(instead("version ", &new.version, &old.version)),
            );
        }
    }

    /// Kinds of SID that have come or gone.
    fn sids(&mut self) {
        let gone = self.old.sid_ids().filter(|id| !self.pairs.sids.has_old(*id));
        for id in gone {
            let path = self.old.sid(id);
            self.changes.push(
                Change::new(What::Removed, Impact::Breaking, Item::Sid, path)
                    .note("nothing in the document is identified by one any more"),
            );
        }
        for id in self.new.sid_ids().filter(|id| !self.pairs.sids.has_new(*id)) {
            let path = self.new.sid(id);
            self.changes.push(
                Change::new(What::Added, Impact::Additive, Item::Sid, path)
                    .note("a new kind of SID"),
            );
        }
    }
}
