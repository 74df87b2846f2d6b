//! Changes of enums.

use super::Comparison;
use super::align::{Aligned, Key, align};
use super::change::{Change, ChangeKind, Impact, Item, instead};
use super::side::Side;
use crate::ir::EnumerationId;
use crate::text::phrase::Phrase;

impl Comparison<'_> {
    pub(super) fn enumerations(&mut self) {
        for (old, new) in self.pairs.enumerations.pairs() {
            self.variants(old, new);
        }
        self.split_sets();
        self.merged_sets();
        let enumerations = &self.pairs.enumerations;
        for id in self.old.enumeration_ids().filter(|id| !enumerations.has_old(*id)) {
            let set = self.old.api.enumeration(id);
            if !self.is_removed_with(set.owner) {
                self.changes.push(
                    Change::new(
                        ChangeKind::Removed,
                        Impact::Breaking,
                        Item::Enum,
                        self.old.enumeration(id),
                    )
                    .at_old(&set.pointers[0])
                    .note("no longer used"),
                );
            }
        }
        for id in self.new.enumeration_ids().filter(|id| !enumerations.has_new(*id)) {
            let set = self.new.api.enumeration(id);
            if !self.is_added_with(set.owner) {
                let values = set.variants.iter().map(|variant| &variant.wire);
                self.changes.push(
                    Change::new(
                        ChangeKind::Added,
                        Impact::Additive,
                        Item::Enum,
                        self.new.enumeration(id),
                    )
                    .at_new(&set.pointers[0])
                    .note(Phrase::from("values ").codes(values)),
                );
            }
        }
    }

    /// Matches the values of two enums.
    pub(super) fn aligned_variants(
        &self,
        old: EnumerationId,
        new: EnumerationId,
    ) -> Aligned {
        align(&keys(&self.old, old), &keys(&self.new, new))
    }

    fn variants(&mut self, old: EnumerationId, new: EnumerationId) {
        let (one, other) =
            (self.old.api.enumeration(old), self.new.api.enumeration(new));
        let old_names = &self.old.names.enumeration(old).variants;
        let new_names = &self.new.names.enumeration(new).variants;
        let path = self.new.enumeration(new);
        let change = |what, impact, name: &dyn std::fmt::Display| {
            Change::new(what, impact, Item::Variant, format!("{path}::{name}"))
        };
        let aligned = self.aligned_variants(old, new);
        let mut changes = Vec::new();
        for index in aligned.removed {
            changes.push(
                change(ChangeKind::Removed, Impact::Breaking, &old_names[index])
                    .at_old(&one.variants[index].pointer)
                    .note(Phrase::from("value ").code(&one.variants[index].wire)),
            );
        }
        for index in aligned.added {
            changes.push(
                change(ChangeKind::Added, Impact::Additive, &new_names[index])
                    .at_new(&other.variants[index].pointer)
                    .note(Phrase::from("value ").code(&other.variants[index].wire)),
            );
        }
        for (old_index, new_index) in aligned.pairs {
            let (old_wire, new_wire) =
                (&one.variants[old_index].wire, &other.variants[new_index].wire);
            let (old_name, new_name) = (&old_names[old_index], &new_names[new_index]);
            let found = if old_name != new_name {
                let note = Phrase::from("was ").code(old_name);
                let note = if old_wire == new_wire {
                    note.words("; the value is still ").code(new_wire)
                } else {
                    note.words("; the value ")
                        .code(old_wire)
                        .words(" is now ")
                        .code(new_wire)
                };
                change(ChangeKind::Renamed, Impact::Breaking, new_name)
                    .replaced(old_name.as_str(), new_name.as_str())
                    .note(note)
            } else if old_wire != new_wire {
                change(ChangeKind::Wire, Impact::Behavior, new_name)
                    .replaced(old_wire, new_wire)
                    .note(instead("serialized as ", new_wire, old_wire))
            } else {
                continue;
            };
            let old_pointer = &one.variants[old_index].pointer;
            let new_pointer = &other.variants[new_index].pointer;
            changes.push(found.at_old(old_pointer).at_new(new_pointer));
        }
        self.changes.extend(changes);
    }

    /// Reports enums that had equal values and no longer do, unless their resources were split.
    fn split_sets(&mut self) {
        for (old, parts) in self.pairs.enumerations.splits() {
            let owner = self.old.api.enumeration(old).owner;
            if owner.resource().is_some_and(|owner| self.is_split(owner)) {
                continue;
            }
            let names: Vec<String> =
                parts.iter().map(|id| self.new.enumeration(*id)).collect();
            let path = self.old.enumeration(old);
            self.changes.push(
                Change::new(ChangeKind::Split, Impact::Breaking, Item::Enum, &path)
                    .replaced(&path, names.join(", "))
                    .at_old(&self.old.api.enumeration(old).pointers[0])
                    .note(
                        Phrase::from("enums that had equal values now differ: ")
                            .codes(&names),
                    ),
            );
        }
    }

    fn merged_sets(&mut self) {
        for (new, parts) in self.pairs.enumerations.merges() {
            let owner = self.new.api.enumeration(new).owner;
            if owner.resource().is_some_and(|owner| self.is_merged(owner)) {
                continue;
            }
            let names: Vec<String> =
                parts.iter().map(|id| self.old.enumeration(*id)).collect();
            let path = self.new.enumeration(new);
            self.changes.push(
                Change::new(ChangeKind::Merged, Impact::Breaking, Item::Enum, &path)
                    .replaced(names.join(", "), &path)
                    .at_new(&self.new.api.enumeration(new).pointers[0])
                    .note(
                        Phrase::from("enums that differed now have equal values: ")
                            .codes(&names),
                    ),
            );
        }
    }
}

fn keys<'a>(side: &Side<'a>, id: EnumerationId) -> Vec<Key<'a>> {
    let names = side.names.enumeration(id).variants.iter();
    let variants = side.api.enumeration(id).variants.iter().zip(names);
    let keys = variants.map(|(variant, name)| Key {
        wire: variant.wire.as_str().into(),
        name: name.as_str(),
        kind: String::new(),
    });
    keys.collect()
}
