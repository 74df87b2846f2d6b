//! Kinds of SID and of typed IDs, identified by their patterns.

use super::Lowering;
use crate::ir::{Sid, SidForm, SidId};

impl Lowering<'_> {
    /// Returns the kind of identifier that a pattern describes, if any, and records the name of the value.
    pub(super) fn sid(
        &mut self,
        pattern: Option<&str>,
        wire_name: &str,
    ) -> Option<SidId> {
        let pattern = pattern?;
        let (form, prefix) = identified(pattern)?;
        let known = self.api.sids.entries().find(|(_, sid)| sid.prefix == prefix);
        let known = known.map(|(id, _)| id);
        let id = known.unwrap_or_else(|| {
            self.api.sids.push(Sid {
                form,
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

/// Returns the form and the prefix of the identifiers that a pattern describes; the prefix is `None` if any is allowed.
/// Returns `None` if the pattern is not one of identifiers.
fn identified(pattern: &str) -> Option<(SidForm, Option<String>)> {
    let pattern = pattern.strip_prefix('^')?;
    if let Some(words) = pattern.strip_suffix("_[0-7][0-9a-z]{25}$") {
        let is_word = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        let is_prefix = words.len() > 2 && words.bytes().all(is_word);
        return is_prefix.then(|| (SidForm::TypedId, Some(words.to_owned())));
    }
    let letters = pattern.strip_suffix("[0-9a-fA-F]{32}$")?;
    let is_prefix =
        letters.len() == 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    match letters {
        "[a-zA-Z]{2}" | "[A-Z]{2}" => Some((SidForm::Sid, None)),
        _ if is_prefix => Some((SidForm::Sid, Some(letters.to_owned()))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::identified;
    use crate::ir::SidForm;

    #[test]
    fn sids_are_identified_by_pattern() {
        let sid = |prefix: Option<&str>| Some((SidForm::Sid, prefix.map(str::to_owned)));
        assert_eq!(identified("^CH[0-9a-fA-F]{32}$"), sid(Some("CH")));
        assert_eq!(identified("^[a-zA-Z]{2}[0-9a-fA-F]{32}$"), sid(None));
        assert_eq!(identified("^[0-9]{32}$"), None);
        assert_eq!(identified("^CHA[0-9a-fA-F]{32}$"), None);
    }

    #[test]
    fn typed_ids_are_identified_by_pattern() {
        let prefix = Some("conv_participant".to_owned());
        let found = identified("^conv_participant_[0-7][0-9a-z]{25}$");
        assert_eq!(found, Some((SidForm::TypedId, prefix)));
        assert_eq!(identified("^conv_(a|b)_[0-7][0-9a-z]{25}$"), None);
        assert_eq!(identified("^_[0-7][0-9a-z]{25}$"), None);
    }
}
