//! Kinds of SID, identified by their patterns.

use super::Lowering;
use crate::ir::{Sid, SidId};

impl Lowering<'_> {
    /// Returns the kind of SID that a pattern describes, if any, and records the name of the value.
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

/// Returns the prefix in the pattern of a SID: `Some(None)` if any prefix is allowed, `None` if it is not the pattern of a
/// SID.
#[expect(
    clippy::option_option,
    reason = "distinguishes patterns of SIDs, with or without a fixed prefix, from others"
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
    fn sids_are_identified_by_pattern() {
        assert_eq!(sid_prefix("^CH[0-9a-fA-F]{32}$"), Some(Some("CH".to_owned())));
        assert_eq!(sid_prefix("^[a-zA-Z]{2}[0-9a-fA-F]{32}$"), Some(None));
        assert_eq!(sid_prefix("^[0-9]{32}$"), None);
        assert_eq!(sid_prefix("^CHA[0-9a-fA-F]{32}$"), None);
    }
}
