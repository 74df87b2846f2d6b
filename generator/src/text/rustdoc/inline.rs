//! Inline Markdown.

use std::fmt;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{TIE, events, paragraph};

/// Inline Markdown that consists of literals and sanitized text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Inline(String);

/// Concatenates literals and [`Inline`] values.
macro_rules! joined {
    ($($part:expr),+ $(,)?) => {
        $crate::text::rustdoc::Inline::concat([$($crate::text::rustdoc::Inline::from($part)),+])
    };
}
pub(crate) use joined;

impl Inline {
    /// Sanitizes Markdown of a document and joins its blocks on one line.
    pub fn of_document(markdown: &str) -> Self {
        let events = events(markdown);
        let mut parts = Vec::new();
        let mut code = None;
        let mut rest = events.as_slice();
        while let [event, after @ ..] = rest {
            let length = rest.iter().take_while(|event| is_inline(event)).count();
            match event {
                Event::Start(Tag::CodeBlock(_)) => code = Some(String::new()),
                Event::End(TagEnd::CodeBlock) => {
                    let code = code.take().unwrap_or_default();
                    if !code.trim().is_empty() {
                        parts.push(paragraph::code(code.trim(), false));
                    }
                }
                Event::Text(text) if code.is_some() => {
                    code.get_or_insert_default().push_str(text);
                }
                _ if length > 0 => {
                    parts.push(paragraph::one_line(&rest[..length]));
                    rest = &rest[length..];
                    continue;
                }
                _ => {}
            }
            rest = after;
        }
        parts.retain(|part| !part.is_empty());
        Inline(parts.join(" "))
    }

    /// Escapes text that is not Markdown.
    pub fn plain(text: &str) -> Self {
        Inline(paragraph::plain(text))
    }

    /// Formats text as a code span.
    pub fn code(text: &str) -> Self {
        Inline(paragraph::code(text, false))
    }

    /// Formats text as a code span in a table cell.
    pub fn code_in_cell(text: &str) -> Self {
        Inline(paragraph::code(text, true))
    }

    /// Creates a link, or returns `shown` unchanged if the URL is not allowed.
    pub fn link(shown: &Inline, url: &str) -> Self {
        match super::link::target(url) {
            Some(target) => shown.linked(&super::link::in_parentheses(&target)),
            None => shown.clone(),
        }
    }

    /// Creates a link to an item by its Rust path. Rustdoc takes raw identifiers without `r#`.
    pub fn item(shown: &Inline, path: &str) -> Self {
        let is_of_path = |character: &char| {
            character.is_ascii_alphanumeric() || "_:@".contains(*character)
        };
        let path = path.replace("r#", "");
        shown.linked(&path.chars().filter(is_of_path).collect::<String>())
    }

    /// Creates a link to a field of the type, also if a method of the type has the same name.
    pub fn field(name: &str) -> Self {
        Inline::item(&Inline::code(name), &format!("field@Self::{name}"))
    }

    fn linked(&self, target: &str) -> Self {
        Inline(format!("[{}]({target})", self.0.replace(' ', "\u{1}")))
    }

    /// Concatenates several values.
    pub(crate) fn concat(parts: impl IntoIterator<Item = Inline>) -> Self {
        Inline(parts.into_iter().map(|part| part.0).collect())
    }

    /// Concatenates several values with a literal between them.
    pub(crate) fn separated(
        parts: impl IntoIterator<Item = Inline>,
        separator: &'static str,
    ) -> Self {
        let parts: Vec<String> = parts.into_iter().map(|part| part.0).collect();
        Inline(parts.join(separator))
    }

    /// Joins the sentences that are not empty.
    pub(crate) fn sentences(parts: impl IntoIterator<Item = Inline>) -> Self {
        Self::separated(parts.into_iter().filter(|part| !part.is_empty()), " ")
    }

    /// Returns `true` if the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text with [`TIE`] in place of spaces at which lines are not broken.
    pub(super) fn into_tied(self) -> String {
        self.0
    }
}

/// Formats the text on one line.
impl fmt::Display for Inline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace(TIE, " "))
    }
}

/// Converts a literal. Text of a document is never `'static`.
impl From<&'static str> for Inline {
    fn from(literal: &'static str) -> Self {
        Inline(tied(literal))
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    super::block::is_inline(event)
}

/// Replaces the spaces in code spans and link texts by [`TIE`].
fn tied(text: &str) -> String {
    let mut tied = String::with_capacity(text.len());
    let mut is_code = false;
    let mut is_link = false;
    for (index, character) in text.char_indices() {
        match character {
            '`' => is_code = !is_code,
            '[' if !is_code => is_link = text[index..].contains("]("),
            ']' if !is_code => is_link = false,
            _ => {}
        }
        let is_tied = character == ' ' && (is_code || is_link);
        tied.push(if is_tied { TIE } else { character });
    }
    tied
}

#[cfg(test)]
mod tests {
    use super::Inline;

    #[test]
    fn blocks_are_joined_on_one_line() {
        for (markdown, line) in [
            ("One\ntwo  \nthree\n\nfour", "One two three four"),
            ("- a\n- b\n\n      c\n", "a b `c`"),
            ("# a #\n> b", "a b"),
            ("```\nfn\n```", "`fn`"),
            ("|a|b|\n|-|-|\n|`c`|d|", "a b `c` d"),
            ("<b>", r"\<b>"),
            ("open `code", r"open \`code"),
            ("- # x", r"x"),
            (r"\# x", r"\# x"),
            ("", ""),
        ] {
            assert_eq!(Inline::of_document(markdown).to_string(), line);
        }
    }

    #[test]
    fn code_spans_may_contain_backticks() {
        for (text, code) in [
            ("a b", "`a b`"),
            ("`", "`` ` ``"),
            ("a``b`", "``` a``b` ```"),
            ("a\n\rb", "`a  b`"),
            (" a ", "`  a  `"),
            ("", "`\"\"`"),
            ("\u{2066}", r"`\u{2066}`"),
        ] {
            assert_eq!(Inline::code(text).to_string(), code);
        }
        assert_eq!(Inline::code_in_cell(r"a|b\|c").to_string(), r"`a\|b\ \|c`");
    }

    #[test]
    fn links_refer_to_web_pages_or_items() {
        let shown = Inline::plain("a b");
        let link = |url: &str| Inline::link(&shown, url).to_string();
        assert_eq!(
            link("https://example.com/?a=b&amp;"),
            r"[a b](https://example.com/?a=b\&amp;)"
        );
        assert_eq!(link("javascript:x"), "a b");
        assert_eq!(
            Inline::item(&shown, "crate::r#mod)").to_string(),
            "[a b](crate::mod)"
        );
    }
}
