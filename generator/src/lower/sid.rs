//! Patterns to kinds of SID.

use super::Lowering;
use crate::ir::{Sid, SidId};

impl Lowering<'_> {
    /// The kind of SID with this prefix, met under this name.
    pub(super) fn sid(
        &mut self,
        prefix: Option<String>,
        pattern: String,
        wire_name: &str,
    ) -> SidId {
        let index =
            self.api.sids.iter().position(|sid| sid.prefix == prefix).unwrap_or_else(
                || {
                    self.api.sids.push(Sid {
                        prefix,
                        pattern,
                        wire_names: Vec::new(),
                        owner: None,
                    });
                    self.api.sids.len() - 1
                },
            );
        let names = &mut self.api.sids[index].wire_names;
        if !names.iter().any(|name| name == wire_name) {
            names.push(wire_name.to_owned());
        }
        SidId(index)
    }
}

/// The letters of a SID's pattern: `Some(None)` where any two letters will do, `None` where it is not one of a SID.
#[expect(
    clippy::option_option,
    reason = "whether it is a SID, and whether its letters are fixed"
)]
pub(super) fn sid_prefix(pattern: &str) -> Option<Option<String>> {
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
