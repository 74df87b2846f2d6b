//! Where links may lead.

use std::fmt::Write;

use super::entity::is_entity;

/// The schemes of links that are kept.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// The target of a link, made of characters alone that mean nothing but themselves in a URL and in Markdown; `None`
/// where it leads neither to the web nor to an address for mail.
pub(super) fn target(url: &str) -> Option<String> {
    let rest = SCHEMES.iter().find_map(|scheme| {
        let start = url.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
    })?;
    if !rest.starts_with(|first: char| first.is_alphanumeric()) {
        return None;
    }
    let mut target = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'*+,;=%".contains(&byte) {
            target.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(target, "%{byte:02X}");
        }
    }
    Some(target)
}

/// A target as it stands in the parentheses of a link, where `&amp;` would be read as `&`.
pub(super) fn in_parentheses(target: &str) -> String {
    let mut parts = target.split('&');
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        written.push_str(if is_entity(part) { "\\&" } else { "&" });
        written.push_str(part);
    }
    written
}

/// The URL that a text starts with, as it stands there and as the target of a link: without the punctuation that ends a
/// sentence.
pub(super) fn bare(text: &str) -> Option<(&str, String)> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    let is_outside =
        |c: char| c.is_whitespace() || c.is_control() || "()<>\"'`|[]{}\\^*".contains(c);
    let end = text.find(is_outside).unwrap_or(text.len());
    let source = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    Some((source, target(source)?))
}

#[cfg(test)]
mod tests {
    use super::{bare, target};

    #[test]
    fn leads_to_the_web_and_to_mail() {
        for url in ["https://example.com/a?b=c&d#e", "mailto:a@example.com"] {
            assert_eq!(target(url).as_deref(), Some(url));
        }
        assert_eq!(
            target("HTTP://example.com/a (b)<`\n").as_deref(),
            Some("HTTP://example.com/a%20%28b%29%3C%60%0A")
        );
        for url in [
            "javascript:alert(1)",
            "JavaScript:x",
            " https://example.com",
            "data:text/html,x",
            "crate::Client",
            "//example.com",
            "https://",
            "",
        ] {
            assert_eq!(target(url), None, "{url}");
        }
    }

    #[test]
    fn ends_before_the_sentence_does() {
        let (source, _) = bare("https://example.com/a-b. Then").expect("it is a URL");
        assert_eq!(source, "https://example.com/a-b");
    }
}
