//! Which members of an old list are which of a new one: parameters, fields, values.

use std::collections::{HashMap, HashSet};

use similar::TextDiff;

/// So alike are two spellings of one name.
const ALIKE: f32 = 0.8;

/// Among more members than this, which is another spelling of which is anyone's guess.
const MOST_GUESSED: usize = 16;

/// How many bytes a spelling may have to be compared with another.
const LONGEST_GUESSED: usize = 200;

/// What tells a member.
#[derive(Clone, Debug)]
pub(super) struct Key<'a> {
    /// What the wire calls it.
    pub(super) wire: &'a str,
    /// What Rust calls it.
    pub(super) name: &'a str,
    /// What two spellings of one name have in common, such as the type.
    pub(super) kind: String,
}

/// The members of two lists, by their places.
#[derive(Debug, Default)]
pub(super) struct Aligned {
    /// The same member in both.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Those of the old list alone.
    pub(super) removed: Vec<usize>,
    /// Those of the new list alone.
    pub(super) added: Vec<usize>,
}

/// Pairs by the name on the wire, then by the name in Rust, and at last one that is gone with one that is new if they
/// are of one kind, called almost the same, and no other is.
pub(super) fn align(old: &[Key<'_>], new: &[Key<'_>]) -> Aligned {
    let mut aligned = Aligned {
        pairs: Vec::new(),
        removed: (0..old.len()).collect(),
        added: (0..new.len()).collect(),
    };
    aligned.pair(|one| old[one].wire, |other| new[other].wire);
    aligned.pair(|one| old[one].name, |other| new[other].name);
    if aligned.removed.len().max(aligned.added.len()) <= MOST_GUESSED {
        aligned.guess(|one, other| {
            let (one, other) = (&old[one], &new[other]);
            one.kind == other.kind && are_alike(one.wire, other.wire)
        });
    }
    aligned.pairs.sort_unstable();
    aligned
}

fn are_alike(one: &str, other: &str) -> bool {
    one.len().max(other.len()) <= LONGEST_GUESSED
        && TextDiff::from_chars(one, other).ratio() >= ALIKE
}

impl Aligned {
    /// Pairs what is left over and alone has a key in both lists.
    fn pair<'k>(
        &mut self,
        old_key: impl Fn(usize) -> &'k str,
        new_key: impl Fn(usize) -> &'k str,
    ) {
        /// The only one, or `None` if there are several.
        fn only<'k>(
            members: &[usize],
            key: impl Fn(usize) -> &'k str,
        ) -> HashMap<&'k str, Option<usize>> {
            let mut only = HashMap::new();
            for &member in members {
                let of_key = only.entry(key(member));
                of_key.and_modify(|only| *only = None).or_insert(Some(member));
            }
            only
        }
        let (olds, news) = (only(&self.removed, &old_key), only(&self.added, &new_key));
        let pair = |old: usize| {
            let key = old_key(old);
            Some((olds.get(key).copied()??, news.get(key).copied()??))
        };
        let pairs: Vec<(usize, usize)> =
            self.removed.iter().filter_map(|old| pair(*old)).collect();
        let (paired_old, paired_new): (HashSet<usize>, HashSet<usize>) =
            pairs.iter().copied().unzip();
        self.removed.retain(|old| !paired_old.contains(old));
        self.added.retain(|new| !paired_new.contains(new));
        self.pairs.extend(pairs);
    }

    /// Pairs the few that are left over by a rule, where the rule is sure.
    fn guess(&mut self, is_same: impl Fn(usize, usize) -> bool) {
        for old in self.removed.clone() {
            let mut candidates = self.added.iter().filter(|new| is_same(old, **new));
            let (Some(&new), None) = (candidates.next(), candidates.next()) else {
                continue;
            };
            if self.removed.iter().filter(|other| is_same(**other, new)).count() > 1 {
                continue;
            }
            self.removed.retain(|other| *other != old);
            self.added.retain(|other| *other != new);
            self.pairs.push((old, new));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys<'a>(members: &[&'a str]) -> Vec<Key<'a>> {
        let key = |member: &&'a str| {
            let (wire, name) = member.split_once('=').unwrap_or((member, member));
            Key {
                wire,
                name,
                kind: String::new(),
            }
        };
        members.iter().map(key).collect()
    }

    #[test]
    fn the_wire_comes_before_the_name_in_rust() {
        let aligned = align(&keys(&["a=x", "b=y"]), &keys(&["b=x", "a=z"]));
        assert_eq!(aligned.pairs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn another_spelling_is_a_rename_if_it_is_the_only_one() {
        let old = keys(&["active", "intializing"]);
        assert_eq!(align(&old, &keys(&["active", "initializing"])).pairs.len(), 2);
        let both = keys(&["initializing", "initialising"]);
        let aligned = align(&old, &both);
        assert_eq!((aligned.removed.len(), aligned.added.len()), (2, 2));
        assert_eq!(align(&keys(&["inactive"]), &keys(&["closed"])).pairs, []);
        let (long, longer) = ("a".repeat(1_000_000), "a".repeat(1_000_001));
        assert_eq!(align(&keys(&[&long]), &keys(&[&longer])).pairs, []);
    }

    #[test]
    fn what_has_the_key_of_another_in_its_list_is_not_paired() {
        let aligned = align(&keys(&["a=x", "a=y", "c"]), &keys(&["a=y", "c", "d=x"]));
        assert_eq!(aligned.pairs, [(0, 2), (1, 0), (2, 1)]);
    }
}
