//! Changes of the authentication of operations.

use std::collections::BTreeSet;

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item};
use super::side::OperationId;
use crate::diagnostics::Pointer;
use crate::ir::{Authentication, Operation};
use crate::text::phrase::Phrase;

impl<'a> Comparison<'a> {
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
                let change = at(change, self.places(pairs[0]));
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
                        let change = at(change, self.places((old, new)));
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

    /// Returns the pointers to `security` in both documents.
    fn places(
        &self,
        (old, new): (OperationId, OperationId),
    ) -> (Option<&Pointer>, Option<&Pointer>) {
        let security =
            |operation: &'a Operation| operation.routes.first().security.as_ref();
        (security(self.old.operation(old)), security(self.new.operation(new)))
    }
}

/// Places a change where the documents declare `security`; one that declares none has the default authentication.
fn at(change: Change, (old, new): (Option<&Pointer>, Option<&Pointer>)) -> Change {
    let change = match old {
        Some(pointer) => change.at_old(pointer),
        None => change,
    };
    match new {
        Some(pointer) => change.at_new(pointer),
        None => change,
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
