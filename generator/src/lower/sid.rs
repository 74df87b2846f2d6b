//! Kinds of SID, told by their patterns.

use super::Lowering;
use crate::ir::{Sid, SidId};

impl Lowering<'_> {
    /// The kind of SID that a pattern asks for, if it is one of a SID; `wire_name` is what is called so.
    pub(super) fn sid(
        &mut self,
        pattern: Option<&str>,
        wire_name: &str,
    ) -> Option<SidId> {
        let pattern = pattern?;
        let prefix = sid_prefix(pattern)?;
        let known = self.api.sids.entries().find(|(_, sid)| sid.prefix == prefix);
        let known = known.map(|(id, _)| id);
        let id = known.unwrap_or_else(|| {
            self.api.sids.push(Sid {
                prefix,
                pattern: pattern.to_owned(),
                wire_names: Vec::new(),
                owner: None,
            })
        });
        if self.sid_names.insert((id, wire_name.to_owned())) {
            self.api.sids[id].wire_names.push(wire_name.to_owned());
        }
        Some(id)
    }
}

/// The letters of a SID's pattern: `Some(None)` where any two letters will do, `None` where it is not one of a SID.
#[expect(
    clippy::option_option,
    reason = "whether it is a SID, and whether its letters are fixed"
)]
fn sid_prefix(pattern: &str) -> Option<Option<String>> {
    let letters = pattern.strip_prefix('^')?.strip_suffix("[0-9a-fA-F]{32}$")?;
    match letters {
        "[a-zA-Z]{2}" | "[A-Z]{2}" => Some(None),
        _ if letters.len() == 2
            && letters.bytes().all(|byte| byte.is_ascii_uppercase()) =>
        {
            Some(Some(letters.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::sid_prefix;

    #[test]
    fn tells_a_sid_by_its_pattern() {
        assert_eq!(sid_prefix("^CH[0-9a-fA-F]{32}$"), Some(Some("CH".to_owned())));
        assert_eq!(sid_prefix("^[a-zA-Z]{2}[0-9a-fA-F]{32}$"), Some(None));
        assert_eq!(sid_prefix("^[0-9]{32}$"), None);
        assert_eq!(sid_prefix("^CHA[0-9a-fA-F]{32}$"), None);
    }
}
