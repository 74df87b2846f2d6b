//! Parameters of a form in the order in which they are signed.

use std::cmp::Ordering;

/// Decoded name and value of a parameter.
pub(super) type Parameter = (Vec<u8>, Vec<u8>);

/// Parameters of a form, sorted by name and value, without duplicates.
#[derive(Default)]
pub(super) struct Parameters(Vec<Parameter>);

impl FromIterator<Parameter> for Parameters {
    fn from_iter<I: IntoIterator<Item = Parameter>>(parameters: I) -> Self {
        let mut parameters: Vec<_> = parameters.into_iter().collect();
        parameters.sort_unstable();
        parameters.dedup();
        Self(parameters)
    }
}

impl Parameters {
    /// Returns the parameters sorted by UTF-16 code units, as the official SDK for Node does.
    pub(super) fn by_code_unit(&self) -> Vec<&Parameter> {
        let mut parameters: Vec<_> = self.0.iter().collect();
        parameters.sort_by(|one, other| {
            compare(&one.0, &other.0).then_with(|| compare(&one.1, &other.1))
        });
        parameters
    }

    /// Returns the orders in which Twilio may have signed them.
    ///
    /// Some of its official SDKs sort by code point, which is the order of the bytes, and some by UTF-16 code unit. The
    /// orders differ between characters from U+E000 to U+FFFF and those beyond U+FFFF, such as emoji.
    pub(super) fn orders(&self) -> impl Iterator<Item = Vec<&Parameter>> {
        let by_byte: Vec<_> = self.0.iter().collect();
        let by_code_unit = self.by_code_unit();
        let other = (by_code_unit != by_byte).then_some(by_code_unit);
        [Some(by_byte), other].into_iter().flatten()
    }
}

/// Compares UTF-8 strings by their UTF-16 code units.
fn compare(one: &[u8], other: &[u8]) -> Ordering {
    // The first byte of a character from U+E000 to U+FFFF is 0xEE or 0xEF. In UTF-16 those come after surrogates, that
    // is, after the characters whose first byte is 0xF0 to 0xF4.
    let weight = |byte: &u8| {
        if matches!(byte, 0xee | 0xef) {
            byte | 0x10
        } else {
            *byte
        }
    };
    one.iter().map(weight).cmp(other.iter().map(weight))
}
