//! Codes of errors that have come, gone or changed.

use std::collections::BTreeMap;

use super::Comparison;
use super::change::{Change, ChangeKind, Impact, Item, instead};
use super::side::Side;
use crate::ir::ErrorCode;

impl Comparison<'_> {
    /// Compares the constants by their names.
    pub(super) fn error_codes(&mut self) {
        let (old, new) = (constants(&self.old), constants(&self.new));
        for (path, code) in &old {
            let change = match new.get(path) {
                None => Change::new(
                    ChangeKind::Removed,
                    Impact::Breaking,
                    Item::ErrorCode,
                    path,
                )
                .note("the document does not declare the error code any more"),
                Some(other) if other.code != code.code => {
                    let (code, other) = (code.code.to_string(), other.code.to_string());
                    Change::new(
                        ChangeKind::Wire,
                        Impact::Behavior,
                        Item::ErrorCode,
                        path,
                    )
                    .note(instead("it is ", &other, &code))
                    .replaced(code, other)
                }
                Some(other) if documentation(code) != documentation(other) => {
                    Change::new(
                        ChangeKind::Documentation,
                        Impact::Documentation,
                        Item::ErrorCode,
                        path,
                    )
                    .at_new(&other.pointer)
                }
                Some(_) => continue,
            };
            self.changes.push(change.at_old(&code.pointer));
        }
        for (path, code) in new.iter().filter(|(path, _)| !old.contains_key(*path)) {
            self.changes.push(
                Change::new(ChangeKind::Added, Impact::Additive, Item::ErrorCode, path)
                    .at_new(&code.pointer)
                    .note("a new error code"),
            );
        }
    }
}

/// The documentation of a constant.
fn documentation(code: &ErrorCode) -> impl PartialEq + '_ {
    (&code.description, &code.cause, &code.remedy, &code.page)
}

/// The constants of a side by their paths.
fn constants<'a>(side: &Side<'a>) -> BTreeMap<String, &'a ErrorCode> {
    let names = side.names.error_codes().iter();
    let paths = names.map(|name| side.within(&format!("error_code::{name}")));
    paths.zip(&side.api.error_codes).collect()
}
