//! Texts that are harmless everywhere, since they hold nothing but the characters of names.

/// Whether a text is an identifier of Rust in ASCII, `r#` included.
pub fn is_identifier(text: &str) -> bool {
    let name = text.strip_prefix("r#").unwrap_or(text);
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a text means nothing but itself in Rust, in Markdown and in TOML: the name of a crate, a version, a licence.
pub fn is_plain(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.+ ()".contains(c);
    !text.is_empty() && text.chars().all(is_plain)
}
