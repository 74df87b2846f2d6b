//! Comparison of two APIs from the perspective of a caller of the client crate.
//!
//! The public API of the crate is compared: calls, arguments, setters, fields, values, types. Items are matched by their
//! names on the wire (`operationId`, method and path, parameter, property, value), or by their Rust names if that fails.
//! Each change is reported once, even if several operations share it.
//!
//! Facts that do not affect the public API, such as `maxLength`, are not compared.

mod align;
mod authentication;
mod change;
mod deprecation;
mod documentation;
mod enumerations;
mod error_codes;
mod events;
mod models;
mod operations;
mod paging;
mod pairs;
mod parameters;
mod parents;
mod relation;
mod renames;
mod requests;
mod resources;
mod routes;
mod side;
mod splits;
mod version;

pub(super) use change::sorted;
pub use change::{Change, ChangeKind, Impact, Item};
pub use version::{Bump, bump, is_bump_sufficient, next_version};

use crate::name::NamedApi;
use crate::text::count::counted;
use crate::text::phrase::Phrase;
use change::instead;
use pairs::Pairs;
use side::Side;

/// Returns all changes between two APIs, sorted by impact and path.
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
    comparison.events();
    comparison.models();
    comparison.enumerations();
    comparison.sids();
    comparison.error_codes();
    comparison.renames();
    comparison.deprecation();
    comparison.documentation();
    comparison.version();
    sorted(comparison.changes)
}

/// Reports that the API in a module was added to the crate, or removed from it.
pub(super) fn module(kind: ChangeKind, api: &NamedApi) -> Change {
    let path = api.names.module.name().unwrap_or_default();
    let impact = match kind {
        ChangeKind::Removed => Impact::Breaking,
        _ => Impact::Additive,
    };
    let count = api.api.document_operations();
    let count = counted(count, "operation");
    let note = Phrase::new().prose(count).words(", behind the feature of its name");
    Change::new(kind, impact, Item::Module, path).note(note)
}

/// A comparison in progress.
struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    pairs: Pairs,
    changes: Vec<Change>,
}

impl Comparison<'_> {
    /// Compares the server of the API.
    fn api(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        if old.server.url != new.server.url {
            // Callers still compile, but send their credentials to another server.
            let note = instead(
                "requests and credentials are sent to ",
                &new.server.url,
                &old.server.url,
            );
            let loses_tls = new.server.is_plain_http() && !old.server.is_plain_http();
            self.changes.push(
                Change::new(
                    ChangeKind::Wire,
                    Impact::Breaking,
                    Item::Client,
                    self.new.entry(),
                )
                .replaced(&old.server.url, &new.server.url)
                .at_old(&old.server.pointer)
                .at_new(&new.server.pointer)
                .note(note.words(if loses_tls {
                    ", unencrypted"
                } else {
                    ""
                })),
            );
        }
    }

    /// Reports another version of the document, which alone changes nothing in the crate.
    fn version(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        if old.version != new.version && !self.changes.is_empty() {
            self.changes.push(
                Change::new(
                    ChangeKind::Documentation,
                    Impact::Documentation,
                    Item::Client,
                    match self.new.names.module.name() {
                        Some(module) => format!("the document of {module}"),
                        None => "the document".to_owned(),
                    },
                )
                .replaced(&old.version, &new.version)
                .note(instead("version ", &new.version, &old.version)),
            );
        }
    }

    /// Compares the kinds of SID.
    fn sids(&mut self) {
        let removed = self.old.sid_ids().filter(|id| !self.pairs.sids.has_old(*id));
        for id in removed {
            let path = self.old.sid(id);
            self.changes.push(
                Change::new(ChangeKind::Removed, Impact::Breaking, Item::Sid, path)
                    .note("no longer used in the document"),
            );
        }
        for id in self.new.sid_ids().filter(|id| !self.pairs.sids.has_new(*id)) {
            let path = self.new.sid(id);
            self.changes.push(
                Change::new(ChangeKind::Added, Impact::Additive, Item::Sid, path)
                    .note("new kind of SID"),
            );
        }
    }
}
