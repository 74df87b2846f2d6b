//! Matches the members of an old list with those of a new one: parameters, fields, values.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use similar::TextDiff;

/// Minimum similarity of two spellings of a name.
const MIN_SIMILARITY: f32 = 0.8;

/// Maximum number of unmatched members for which similar spellings are matched.
const MAX_SIMILAR_CANDIDATES: usize = 16;

/// Maximum length in bytes of spellings that are compared.
const MAX_SPELLING: usize = 200;

/// The identity of a member.
#[derive(Clone, Debug)]
pub(super) struct Key<'a> {
    /// Its name on the wire.
    pub(super) wire: Cow<'a, str>,
    /// Its name in Rust.
    pub(super) name: &'a str,
    /// A property that two spellings of a name share, such as the type.
    pub(super) kind: String,
}

/// The members of two lists, by index.
#[derive(Debug, Default)]
pub(super) struct Aligned {
    /// Members of both lists.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Members of the old list only.
    pub(super) removed: Vec<usize>,
    /// Members of the new list only.
    pub(super) added: Vec<usize>,
}

/// Matches members by their names on the wire, then by their names in Rust. Finally matches a removed member with an
/// added one if they have the same kind and similar names, and the match is unambiguous.
pub(super) fn align(old: &[Key<'_>], new: &[Key<'_>]) -> Aligned {
    let mut aligned = Aligned {
        pairs: Vec::new(),
        removed: (0..old.len()).collect(),
        added: (0..new.len()).collect(),
    };
    aligned.pair(|one| &*old[one].wire, |other| &*new[other].wire);
    aligned.pair(|one| old[one].name, |other| new[other].name);
    if aligned.removed.len().max(aligned.added.len()) <= MAX_SIMILAR_CANDIDATES {
        aligned.pair_similar(|one, other| {
            let (one, other) = (&old[one], &new[other]);
            one.kind == other.kind && are_similar(&one.wire, &other.wire)
        });
    }
    aligned.pairs.sort_unstable();
    aligned
}

fn are_similar(one: &str, other: &str) -> bool {
    one.len().max(other.len()) <= MAX_SPELLING
        && TextDiff::from_chars(one, other).ratio() >= MIN_SIMILARITY
}

impl Aligned {
    /// Matches the remaining members whose key is unique in both lists.
    fn pair<'k>(
        &mut self,
        old_key: impl Fn(usize) -> &'k str,
        new_key: impl Fn(usize) -> &'k str,
    ) {
        /// Maps each key to its only member, or to `None` if there are several.
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

    /// Matches remaining members by a predicate, unless the match is ambiguous.
    fn pair_similar(&mut self, is_same: impl Fn(usize, usize) -> bool) {
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
                wire: wire.into(),
                name,
                kind: String::new(),
            }
        };
        members.iter().map(key).collect()
    }

    #[test]
    fn the_name_on_the_wire_takes_precedence() {
        let aligned = align(&keys(&["a=x", "b=y"]), &keys(&["b=x", "a=z"]));
        assert_eq!(aligned.pairs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn another_spelling_is_a_rename_if_it_is_the_only_one() {
        let old = keys(&["active", "intializing"]);
        assert_eq!(align(&old, &keys(&["active", "initializing"])).pairs.len(), 2);
        let both = keys(&["initializing", "initializzing"]);
        let aligned = align(&old, &both);
        assert_eq!((aligned.removed.len(), aligned.added.len()), (2, 2));
        assert_eq!(align(&keys(&["inactive"]), &keys(&["closed"])).pairs, []);
        let (long, longer) = ("a".repeat(1_000_000), "a".repeat(1_000_001));
        assert_eq!(align(&keys(&[&long]), &keys(&[&longer])).pairs, []);
    }

    #[test]
    fn members_with_ambiguous_keys_are_not_paired() {
        let aligned = align(&keys(&["a=x", "a=y", "c"]), &keys(&["a=y", "c", "d=x"]));
        assert_eq!(aligned.pairs, [(0, 2), (1, 0), (2, 1)]);
    }
}
