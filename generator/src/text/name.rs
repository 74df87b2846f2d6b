//! Names without special characters, which are safe in any output format.

/// Returns `true` if a text is an ASCII Rust identifier, which may start with `r#`.
pub fn is_identifier(text: &str) -> bool {
    let name = text.strip_prefix("r#").unwrap_or(text);
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Returns `true` if a text has no special meaning in Rust, Markdown and TOML, such as a crate name, version or license.
pub fn is_plain(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.+ ()".contains(c);
    !text.is_empty() && text.chars().all(is_plain)
}
