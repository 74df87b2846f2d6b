//! Namespaces, in which every identifier is unique.
//!
//! All names of a namespace are allocated together, so that the order of the document does not decide which of two items
//! with the same name keeps it.

use std::collections::{BTreeMap, BTreeSet};

use super::Identifier;
use super::case::{self, Case};
use super::subject::Subject;
use crate::diagnostics::Diagnostics;
use crate::ir::{Id, IdVec};

/// Maximum length of a name in characters, since names are used in file names of modules and documentation.
const MAX_LENGTH: usize = 100;

/// A namespace, in which every identifier is unique.
#[derive(Clone, Debug)]
pub(super) struct Namespace {
    taken: BTreeSet<String>,
    /// The next number to try for each name that was requested more than once.
    numbers: BTreeMap<String, usize>,
}

/// A request for a name.
#[derive(Clone, Debug)]
pub(super) struct Claim<'a> {
    /// The wanted name, in any case.
    pub(super) preferred: String,
    /// The case of the identifier.
    pub(super) case: Case,
    /// Of several claims for a name, the least keeps it.
    pub(super) rank: Rank,
    /// The name that the item was published with.
    pub(super) published: Option<&'a str>,
    /// Other names, which tell the item apart from those that it may clash with.
    pub(super) alternatives: Vec<String>,
    /// The item.
    pub(super) subject: Subject<'a>,
}

/// The precedence of a claim, which must not depend on the order of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// The precedence of names by hand over others.
    pub(super) is_derived: bool,
    /// The precedence of a kind of item.
    pub(super) kind: u8,
    /// The precedence of items that the document names exactly so.
    pub(super) is_converted: bool,
    /// The identity of the item among those of its kind.
    pub(super) key: String,
}

/// The phases of allocation, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// Published names, which stay.
    Published,
    /// Names by hand that were not published.
    ByHand,
    /// Other names.
    Derived,
}

impl Claim<'_> {
    fn phase(&self) -> Phase {
        let is_by_hand = !self.rank.is_derived;
        match self.published {
            Some(name) if !is_by_hand || self.case.convert(&self.preferred) == name => {
                Phase::Published
            }
            _ if is_by_hand => Phase::ByHand,
            _ => Phase::Derived,
        }
    }
}

impl Rank {
    /// Returns the rank of a field, a parameter or a value with this name on the wire, which is converted to `name`.
    pub(super) fn of_member(explicit: Option<&String>, wire: &str, name: &str) -> Self {
        Self {
            is_derived: explicit.is_none(),
            is_converted: wire != name,
            key: wire.to_owned(),
            ..Self::default()
        }
    }

    /// Sets the precedence of the kind.
    pub(super) fn of_kind(self, kind: u8) -> Self {
        Self { kind, ..self }
    }
}

impl Namespace {
    /// Creates a namespace in which the names of these lists are taken.
    pub(super) fn new(reserved: &[&[&str]]) -> Self {
        Namespace::with(reserved.concat())
    }

    /// Creates a namespace in which these names are taken.
    pub(super) fn with(taken: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Namespace {
            taken: taken.into_iter().map(Into::into).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// Reserves the published names of items that are gone.
    pub(super) fn reserve<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        self.taken.extend(names.into_iter().map(str::to_owned));
    }

    /// Allocates a name for each claim, in the order of the claims.
    pub(super) fn allocate(
        &mut self,
        claims: Vec<Claim<'_>>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Identifier> {
        let claims: Vec<_> = claims.into_iter().map(|claim| (vec![0], claim)).collect();
        allocate_in(std::slice::from_mut(self), &claims, diagnostics)
    }

    /// Allocates a name for each item.
    pub(super) fn allocate_each<'a, I: Id, T>(
        &mut self,
        items: &'a IdVec<I, T>,
        claim: impl Fn(I, &'a T) -> Claim<'a>,
        diagnostics: &mut Diagnostics,
    ) -> IdVec<I, Identifier> {
        let mut claims = Vec::with_capacity(items.len());
        let mut indices: IdVec<I, usize> = IdVec::new();
        for (index, (id, item)) in items.entries().enumerate() {
            claims.push(claim(id, item));
            indices.push(index);
        }
        let names = self.allocate(claims, diagnostics);
        indices.map(|_, index| names[*index].clone())
    }

    /// Allocates a name that is not part of the public API.
    pub(super) fn private(&mut self, preferred: &str, case: Case) -> Identifier {
        let preferred = truncated(case.convert(preferred));
        let spaces = std::slice::from_mut(self);
        let name = if are_free(spaces, &[0], &preferred) {
            preferred
        } else {
            numbered(spaces, &[0], &preferred, case)
        };
        self.take(&name)
    }

    fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name) && !self.taken.contains(&case::escaped(name))
    }

    /// Returns the first number to try for a name that is taken.
    fn first_number(&self, name: &str) -> usize {
        self.numbers.get(name).copied().unwrap_or(2)
    }

    fn take(&mut self, name: &str) -> Identifier {
        let escaped = case::escaped(name);
        self.taken.extend([name.to_owned(), escaped.clone()]);
        Identifier::new(escaped)
    }
}

/// Allocates a name for each claim, which is unique in all of its namespaces, given by their indices.
pub(super) fn allocate_in(
    namespaces: &mut [Namespace],
    claims: &[(Vec<usize>, Claim<'_>)],
    diagnostics: &mut Diagnostics,
) -> Vec<Identifier> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_cached_key(|&index| (claims[index].1.phase(), &claims[index].1.rank));
    let mut names: Vec<Option<Identifier>> = vec![None; claims.len()];
    for index in order {
        let (spaces, claim) = &claims[index];
        let name = free_name(namespaces, spaces, claim, diagnostics);
        for &space in spaces {
            names[index] = Some(namespaces[space].take(&name));
        }
    }
    names.into_iter().flatten().collect()
}

/// Returns the preferred name of a claim, or else the first of its alternatives that is free, or else a numbered one.
fn free_name(
    namespaces: &mut [Namespace],
    spaces: &[usize],
    claim: &Claim<'_>,
    diagnostics: &mut Diagnostics,
) -> String {
    let published = claim.published.filter(|name| are_free(namespaces, spaces, name));
    if let (Phase::Published, Some(published)) = (claim.phase(), published) {
        return published.to_owned();
    }
    let converted = claim.case.convert(&claim.preferred);
    let is_too_long = converted.len() > MAX_LENGTH;
    let preferred = truncated(converted);
    if is_too_long {
        let fault = format!("is truncated to the maximum of {MAX_LENGTH} characters");
        let note = claim.subject.note(&preferred, &fault);
        diagnostics.push(note.expected("a shorter name"));
    }
    if are_free(namespaces, spaces, &preferred) {
        return preferred;
    }
    if let Some(published) = published {
        return published.to_owned();
    }
    let alternatives = claim.alternatives.iter();
    let mut alternatives =
        alternatives.map(|alternative| truncated(claim.case.convert(alternative)));
    let name = alternatives
        .find(|name| are_free(namespaces, spaces, name))
        .unwrap_or_else(|| numbered(namespaces, spaces, &preferred, claim.case));
    let fault = format!("is taken and was changed to `{name}`");
    let note = claim.subject.note(&preferred, &fault);
    diagnostics.push(note.expected("a unique name"));
    name
}

fn are_free(namespaces: &[Namespace], spaces: &[usize], name: &str) -> bool {
    spaces.iter().all(|&space| namespaces[space].is_free(name))
}

/// Returns a name with the first number for which it is free.
fn numbered(
    namespaces: &mut [Namespace],
    spaces: &[usize],
    name: &str,
    case: Case,
) -> String {
    let first = spaces.iter().map(|&space| namespaces[space].first_number(name)).max();
    let mut number = first.unwrap_or(2);
    while !are_free(namespaces, spaces, &case.numbered(name, number)) {
        number += 1;
    }
    for &space in spaces {
        namespaces[space].numbers.insert(name.to_owned(), number + 1);
    }
    case.numbered(name, number)
}

/// Truncates a name, which is ASCII, to the maximum length.
fn truncated(mut name: String) -> String {
    if name.len() > MAX_LENGTH {
        name.truncate(MAX_LENGTH);
        name.truncate(name.trim_end_matches('_').len());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Pointer;

    fn named(case: Case, taken: &[&str], wanted: &[&str]) -> (Vec<String>, usize) {
        let root = Pointer::root();
        let mut diagnostics = Diagnostics::default();
        let claim = |preferred: &&str| Claim {
            preferred: (*preferred).to_owned(),
            case,
            rank: Rank {
                key: (*preferred).to_owned(),
                ..Rank::default()
            },
            published: None,
            alternatives: Vec::new(),
            subject: Subject::declared(&root),
        };
        let mut namespace = Namespace::with(taken.iter().copied());
        let claims = wanted.iter().map(claim).collect();
        let names = namespace.allocate(claims, &mut diagnostics);
        let names = names.iter().map(ToString::to_string).collect();
        (names, diagnostics.iter().count())
    }

    fn names(wanted: &[&str]) -> (Vec<String>, usize) {
        named(Case::Snake, &["send"], wanted)
    }

    #[test]
    fn joins_dots_and_dashes() {
        let (names, clashes) =
            names(&["MessagingBinding.ProxyAddress", "X-Twilio-Webhook-Enabled"]);
        assert_eq!(
            names,
            ["messaging_binding_proxy_address", "x_twilio_webhook_enabled"]
        );
        assert_eq!(clashes, 0);
    }

    #[test]
    fn escapes_keywords() {
        let (names, _) = names(&["Type", "async", "Self", "crate", "gen"]);
        assert_eq!(names, ["r#type", "r#async", "self_", "crate_", "r#gen"]);
    }

    #[test]
    fn numbers_clashes_in_an_order_of_their_own() {
        let (first, _) = names(&["FriendlyName", "friendly_name", "Send"]);
        assert_eq!(first, ["friendly_name", "friendly_name_2", "send_2"]);
        let (second, clashes) = names(&["Send", "friendly_name", "FriendlyName"]);
        assert_eq!(second, ["send_2", "friendly_name_2", "friendly_name"]);
        assert_eq!(clashes, 2);
    }

    #[test]
    fn an_escaped_name_is_taken_too() {
        let (names, _) = names(&["Self", "crate", "self", "self_"]);
        assert_eq!(names, ["self_", "crate_", "self_2", "self_3"]);
    }

    #[test]
    fn names_of_types_by_hand_stay_if_types_can_be_called_so() {
        let wanted = ["SMSMessage", "str", "__Visitor", "Self", "2fa", "A_B"];
        let (names, _) = named(Case::Type, &[], &wanted);
        assert_eq!(names, ["SMSMessage", "Str", "Visitor", "Self_", "Value2fa", "AB"]);
    }

    #[test]
    fn cuts_long_names_and_reports_them() {
        let long = "x".repeat(MAX_LENGTH);
        let (names, cut) = names(&[&long, &format!("{long}y"), &format!("{long}z")]);
        assert_eq!(names, [long.clone(), format!("{long}_2"), format!("{long}_3")]);
        let (names, _) = self::names(&[&format!("{}_xyz", &long[1..])]);
        assert_eq!(names, [&long[1..]]);
        // Truncation is reported for each name, and the clash for each taken name.
        assert_eq!(cut, 3);
    }

    #[test]
    fn makes_identifiers_of_anything() {
        let (names, _) = names(&["2fa", "", "größe", "a b!", "部屋"]);
        assert_eq!(names, ["value_2fa", "value", "grosse", "a_b", "bu_wu"]);
    }

    #[test]
    fn alternatives_come_before_numbers() {
        let root = Pointer::root();
        let claim = |key: &str| Claim {
            preferred: "send".to_owned(),
            case: Case::Snake,
            rank: Rank {
                key: key.to_owned(),
                ..Rank::default()
            },
            published: None,
            alternatives: vec!["Send.Header".to_owned()],
            subject: Subject::declared(&root),
        };
        let claims = vec![claim("b"), claim("a")];
        let mut namespace = Namespace::with(["send"]);
        let names = namespace.allocate(claims, &mut Diagnostics::default());
        let names: Vec<&str> = names.iter().map(Identifier::as_str).collect();
        assert_eq!(names, ["send_2", "send_header"]);
    }
}
