//! Targets of links.

use std::fmt::Write;

use super::entity::is_entity;

/// Allowed schemes.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// Returns the percent-encoded target of a link, without characters that are special in Markdown, or `None` if it is
/// neither a web page nor a mail address.
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

/// Escapes entities in a target for the parentheses of a link.
pub(super) fn in_parentheses(target: &str) -> String {
    let mut parts = target.split('&');
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        written.push_str(if is_entity(part) { "\\&" } else { "&" });
        written.push_str(part);
    }
    written
}

/// Returns the URL at the start of a text, verbatim and as a link target, without the punctuation that ends a sentence.
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
    fn targets_are_web_pages_and_mail_addresses() {
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
    fn bare_urls_end_before_punctuation() {
        let (source, _) = bare("https://example.com/a-b. Then").expect("it is a URL");
        assert_eq!(source, "https://example.com/a-b");
    }
}
