//! Which members of an old list are which of a new one: parameters, fields, values.

use similar::TextDiff;

/// So alike are two spellings of one name.
const ALIKE: f32 = 0.8;

/// Among more members than this, which is another spelling of which is anyone's guess.
const MOST_GUESSED: usize = 16;

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
    aligned.pair(|one, other| old[one].wire == new[other].wire);
    aligned.pair(|one, other| old[one].name == new[other].name);
    if aligned.removed.len().max(aligned.added.len()) <= MOST_GUESSED {
        aligned.pair(|one, other| {
            let (one, other) = (&old[one], &new[other]);
            one.kind == other.kind
                && TextDiff::from_chars(one.wire, other.wire).ratio() >= ALIKE
        });
    }
    aligned.pairs.sort_unstable();
    aligned
}

impl Aligned {
    /// Pairs what is left over by a rule, where the rule is sure.
    fn pair(&mut self, is_same: impl Fn(usize, usize) -> bool) {
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
    }
}
