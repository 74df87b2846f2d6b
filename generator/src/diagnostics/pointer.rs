//! JSON pointers (RFC 6901).

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;

/// A JSON pointer to a value in a JSON, YAML or TOML document, such as `/paths/~1v1~1Users/get`.
///
/// The empty pointer refers to the document itself. Pointers are ordered token by token, array indices numerically, so
/// that `/actions/2` comes before `/actions/10`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// Returns the pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns the pointer to the member `token` of the object at this pointer. `~` and `/` in it are escaped.
    pub fn join(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        text.push('/');
        for character in token.chars() {
            match character {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
        Self(text)
    }

    /// Returns the pointer to the element `index` of the array at this pointer.
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// Returns the pointer to the parent, or `None` for the document itself.
    pub fn parent(&self) -> Option<Self> {
        let end = self.0.rfind('/')?;
        Some(Self(self.0[..end].to_owned()))
    }

    /// Returns the unescaped tokens.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.escaped_tokens().map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// Returns the last unescaped token: the name of the member or the index of the element.
    pub fn last(&self) -> Option<String> {
        self.tokens().last()
    }

    /// Returns `true` if this pointer is `ancestor` or a descendant of it.
    pub fn is_within(&self, ancestor: &Self) -> bool {
        self.0
            .strip_prefix(&ancestor.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Returns the pointer as a string (RFC 6901).
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn escaped_tokens(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').skip(1)
    }
}

impl Ord for Pointer {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut ours, mut theirs) = (self.escaped_tokens(), other.escaped_tokens());
        loop {
            let order = match (ours.next(), theirs.next()) {
                (Some(one), Some(other)) => numbers_before_names(one, other),
                (one, other) => return one.is_some().cmp(&other.is_some()),
            };
            if order != Ordering::Equal {
                return order;
            }
        }
    }
}

/// Compares two tokens: indices by number and before names.
fn numbers_before_names(one: &str, other: &str) -> Ordering {
    // Most pointers that are compared have a common prefix.
    if one == other {
        return Ordering::Equal;
    }
    let number = |token: &str| token.parse().unwrap_or(usize::MAX);
    number(one).cmp(&number(other)).then_with(|| one.cmp(other))
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<&Pointer> for Pointer {
    fn from(pointer: &Pointer) -> Self {
        pointer.clone()
    }
}

/// Converts a pointer that is already escaped, such as the fragment of a `$ref`.
impl From<&str> for Pointer {
    fn from(pointer: &str) -> Self {
        Self(pointer.to_owned())
    }
}

impl From<String> for Pointer {
    fn from(pointer: String) -> Self {
        Self(pointer)
    }
}

impl AsRef<str> for Pointer {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_escaped_and_unescaped() {
        let pointer = Pointer::root().join("paths").join("/v1/~me").join("get").index(3);
        assert_eq!(pointer.as_str(), "/paths/~1v1~1~0me/get/3");
        assert_eq!(
            pointer.tokens().collect::<Vec<_>>(),
            ["paths", "/v1/~me", "get", "3"]
        );
        assert_eq!(Pointer::root().join("~1").tokens().collect::<Vec<_>>(), ["~1"]);
        assert_eq!(Pointer::root().tokens().count(), 0);
        assert_eq!(Pointer::root().join("").tokens().collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn a_pointer_is_within_its_ancestors_only() {
        let user = Pointer::from("/schemas/user");
        assert!(Pointer::from("/schemas/user/properties").is_within(&user));
        assert!(user.is_within(&user));
        assert!(user.is_within(&Pointer::root()));
        assert!(!Pointer::from("/schemas/users").is_within(&user));
        assert_eq!(user.parent(), Some(Pointer::from("/schemas")));
        assert_eq!(Pointer::root().parent(), None);
    }

    #[test]
    fn indices_are_ordered_by_number() {
        let mut pointers =
            ["/a/10", "/a/b", "/a", "/a/2/x", "/a/2", ""].map(Pointer::from);
        pointers.sort();
        assert_eq!(pointers.map(|p| p.0), ["", "/a", "/a/2", "/a/2/x", "/a/10", "/a/b"]);
    }
}
