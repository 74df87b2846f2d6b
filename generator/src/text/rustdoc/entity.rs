//! Entities such as `&amp;`.

/// Maximum length of the name of an entity, in characters.
const MAX_NAME: usize = 33;

/// Returns `true` if the text after `&` makes it an entity.
pub(super) fn is_entity(after: &str) -> bool {
    let name = after.bytes().take(MAX_NAME);
    let length =
        name.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && after[length..].starts_with(';')
}
