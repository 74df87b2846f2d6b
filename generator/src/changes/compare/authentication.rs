//! Changes of the authentication of operations.

use std::collections::BTreeSet;

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::side::OperationId;
use crate::ir::Authentication;
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    /// Reports new authentication: once if it is the same for all of several operations.
    pub(super) fn authentication(&mut self) {
        let pairs = self.pairs.operations.pairs();
        let kinds: BTreeSet<(Authentication, Authentication)> =
            pairs.iter().map(|(old, new)| self.kinds(*old, *new)).collect();
        let is_one_kind = kinds.len() == 1 && pairs.len() > 1;
        match kinds.first() {
            Some((before, after)) if is_one_kind && before != after => {
                let change = Change::new(
                    ChangeKind::Wire,
                    impact(*after),
                    Item::Client,
                    "Client",
                );
                self.changes.push(noted(
                    change,
                    "all requests are sent ",
                    *before,
                    *after,
                ));
            }
            _ => {
                for (old, new) in pairs {
                    let (before, after) = self.kinds(old, new);
                    if before != after {
                        let change = self.of_operation(
                            (old, new),
                            ChangeKind::Wire,
                            impact(after),
                        );
                        self.changes.push(noted(change, "sent ", before, after));
                    }
                }
            }
        }
    }

    fn kinds(
        &self,
        old: OperationId,
        new: OperationId,
    ) -> (Authentication, Authentication) {
        (self.old.operation(old).authentication, self.new.operation(new).authentication)
    }
}

/// Returns the effect on callers, who may not have the credentials that are required.
fn impact(after: Authentication) -> Impact {
    match after {
        Authentication::None => Impact::Behavior,
        Authentication::Credentials | Authentication::AccessToken => Impact::Breaking,
    }
}

fn noted(
    change: Change,
    words: &'static str,
    before: Authentication,
    after: Authentication,
) -> Change {
    let (before, after) = (described(before), described(after));
    let note = Phrase::from(words).words(after).words(" instead of ").words(before);
    change.replaced(before, after).note(note)
}

fn described(authentication: Authentication) -> &'static str {
    match authentication {
        Authentication::Credentials => "with the credentials of the client",
        Authentication::AccessToken => "with an access token",
        Authentication::None => "without credentials",
    }
}
