//! SIDs and typed IDs of new instances.

/// The source of SIDs, which follow from a seed.
#[derive(Clone)]
pub(super) struct Sids(fastrand::Rng);

impl Sids {
    /// Creates the source of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Returns a new SID with this prefix of two letters, or a new typed ID with this prefix of words.
    pub(super) fn next(&mut self, prefix: &str) -> String {
        if prefix.len() == 2 {
            return format!("{prefix}{:032x}", self.0.u128(..));
        }
        // The digits of a ULID: 128 bits, the highest first.
        let number = self.0.u128(..);
        let digit = |place: u32| {
            let index =
                usize::try_from((number >> (5 * place)) & 31).unwrap_or_default();
            char::from(ULID_DIGITS[index])
        };
        let digits: String = (0..26).rev().map(digit).collect();
        format!("{prefix}_{digits}")
    }
}

/// The digits of ULIDs: base 32 by Crockford.
const ULID_DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

#[cfg(test)]
mod tests {
    use super::Sids;
    use crate::runtime::values::sids::{Form, check_form};

    #[test]
    fn new_identifiers_have_their_form() {
        let mut sids = Sids::new(1);
        let sid = sids.next("WI");
        check_form(Form::Sid(Some("WI")), &sid).unwrap();
        let id = sids.next("shop_part");
        check_form(Form::Typed("shop_part"), &id).unwrap();
        assert!(id.starts_with("shop_part_") && !id.starts_with("shop_part_8"));
        assert_ne!(id, sids.next("shop_part"));
    }
}
