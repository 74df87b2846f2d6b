//! Members that the generator ignores.

use std::collections::BTreeMap;

use super::{Diagnostic, Diagnostics, Pointer};
use crate::text::count::counted;

/// Collects members that are ignored. There is one note for each kind of member, however often the document uses it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ignored(BTreeMap<Key, Use>);

/// The name of a member, the kind of its object, and what becomes of the member.
type Key = (String, &'static str, &'static str);

#[derive(Clone, Debug)]
struct Use {
    first: Pointer,
    others: usize,
}

impl Ignored {
    /// Adds a member of an object of this kind.
    pub(crate) fn add(
        &mut self,
        (member, object): (impl Into<String>, &'static str),
        consequence: &'static str,
        pointer: impl FnOnce() -> Pointer,
    ) {
        self.0
            .entry((member.into(), object, consequence))
            .and_modify(|known| known.others += 1)
            .or_insert_with(|| Use {
                first: pointer(),
                others: 0,
            });
    }

    /// Returns the notes.
    pub(crate) fn into_notes(self) -> Diagnostics {
        let notes = self.0.into_iter().map(|((member, object, consequence), used)| {
            let Use { first, others } = used;
            let elsewhere = match others {
                0 => String::new(),
                others => format!(" (also at {})", counted(others, "other place")),
            };
            let found = format!(
                "`{member}` of the {object} is ignored: {consequence}{elsewhere}"
            );
            Diagnostic::note(first, found).about_name()
        });
        notes.collect()
    }
}
