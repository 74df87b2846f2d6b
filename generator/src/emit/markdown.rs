//! Markdown of a document, made fit for rustdoc: no bare URLs, no stray tags, no links to nowhere.

/// `text` with what rustdoc would warn of put right; code spans stay as they are.
pub(super) fn for_rustdoc(text: &str) -> String {
    let mut output = String::with_capacity(text.len() + 16);
    let mut is_code = false;
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            output.push('`');
        }
        if is_code {
            output.push_str(part);
        } else {
            prose(part, &mut output);
        }
        is_code = !is_code;
    }
    // A single backtick left open would swallow the rest of the page.
    if text.matches('`').count() % 2 == 1 {
        output.push('`');
    }
    output
}

fn prose(text: &str, output: &mut String) {
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let before = output.chars().next_back();
        if (rest.starts_with("http://") || rest.starts_with("https://"))
            && !matches!(before, Some('(' | '<' | '"'))
        {
            let url = bare_url(rest);
            output.push('<');
            output.push_str(url);
            output.push('>');
            rest = &rest[url.len()..];
            continue;
        }
        match character {
            '<' if !rest[1..].starts_with("http") => output.push_str("\\<"),
            '[' if !is_link(rest) => output.push_str("\\["),
            ']' if !rest[1..].starts_with(['(', '[']) => output.push_str("\\]"),
            other => output.push(other),
        }
        rest = &rest[character.len_utf8()..];
    }
}

/// The URL that `text` starts with, without the punctuation that ends a sentence.
fn bare_url(text: &str) -> &str {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '\'' | '|'))
        .unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?'])
}

/// Whether `text`, which starts with `[`, starts with a link.
fn is_link(text: &str) -> bool {
    text.find(']').is_some_and(|end| text[end + 1..].starts_with(['(', '[']))
}

#[cfg(test)]
mod tests {
    use super::for_rustdoc;

    #[test]
    fn puts_right_what_rustdoc_warns_of() {
        for (text, right) in [
            ("See https://example.com/a-b.", "See <https://example.com/a-b>."),
            (
                "[Role](https://example.com/role) here",
                "[Role](https://example.com/role) here",
            ),
            ("[APN only] Whether", "\\[APN only\\] Whether"),
            ("a <b> c", "a \\<b> c"),
            ("`[x] <y> https://z`", "`[x] <y> https://z`"),
            ("open `code", "open `code`"),
        ] {
            assert_eq!(for_rustdoc(text), right);
        }
    }
}
