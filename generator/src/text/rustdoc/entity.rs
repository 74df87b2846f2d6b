//! Entities such as `&amp;`, which Markdown reads as the character that they name.

/// How many characters the name of an entity has at most.
const LONGEST_ENTITY: usize = 33;

/// Whether what follows `&` makes it an entity.
pub(super) fn is_entity(after: &str) -> bool {
    let name = after.bytes().take(LONGEST_ENTITY);
    let length =
        name.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && after[length..].starts_with(';')
}
