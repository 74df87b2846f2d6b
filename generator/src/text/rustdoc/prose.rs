//! Blocks of a doc comment.

use super::line::Line;
use super::{Inline, block};

/// Markdown for a doc comment that consists of literals and sanitized text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(Vec<Line>);

impl Prose {
    /// Sanitizes Markdown of a document.
    pub fn of_document(markdown: &str) -> Self {
        Prose(block::lines(None, markdown))
    }

    /// Sanitizes Markdown of a document and prepends `lead`, on the same line if it starts with a paragraph.
    pub fn of_document_behind(lead: Inline, markdown: &str) -> Self {
        Prose(block::lines(Some(lead.into_tied()), markdown))
    }

    /// Creates an unordered list.
    pub fn list(items: impl IntoIterator<Item = Inline>) -> Self {
        let line = |item: Inline| Line {
            first: "- ".to_owned(),
            next: "  ".to_owned(),
            text: item.into_tied(),
            is_fixed: false,
        };
        Prose(items.into_iter().map(line).collect())
    }

    /// Creates an example that is compiled but not run. The code must be generated.
    pub(crate) fn example(code: &str) -> Self {
        let lines = ["```no_run"].into_iter().chain(code.lines()).chain(["```"]);
        Prose(lines.map(|line| Line::fixed(line.to_owned())).collect())
    }

    /// Joins non-empty blocks with an empty line in between.
    pub fn blocks(blocks: impl IntoIterator<Item = Prose>) -> Self {
        let mut lines = Vec::new();
        for block in blocks.into_iter().filter(|block| !block.is_empty()) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.extend(block.0);
        }
        Prose(lines)
    }

    /// Returns `true` if the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the lines of the doc comment, each with a leading space unless it is empty.
    pub fn into_lines(self) -> Vec<String> {
        let lines = self.0.into_iter().flat_map(Line::wrapped);
        lines
            .map(|line| {
                let line = line.trim_end();
                if line.is_empty() {
                    String::new()
                } else {
                    format!(" {line}")
                }
            })
            .collect()
    }
}

impl From<Inline> for Prose {
    fn from(inline: Inline) -> Self {
        if inline.is_empty() {
            return Self::default();
        }
        Prose(vec![Line {
            text: inline.into_tied(),
            ..Line::default()
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::Prose;

    fn lines(markdown: &str) -> Vec<String> {
        Prose::of_document(markdown).into_lines()
    }

    #[test]
    fn prose_is_wrapped_but_code_is_not() {
        let long = "word ".repeat(30);
        let lines = lines(&format!("{long}\n\n```\n{}\n```", "code ".repeat(30)));
        assert!(lines[0].len() <= 89 && lines[1].starts_with(" word"));
        assert!(lines.iter().any(|line| line.len() > 140));
    }

    #[test]
    fn code_spans_and_links_are_not_broken() {
        let word = "word ".repeat(17);
        for tied in ["`POST /v1/Rooms`", "[the messaging service](https://example.com/)"]
        {
            let text = format!("{word}{tied} word");
            assert!(lines(&text).iter().any(|line| line.contains(tied)), "{tied}");
        }
        let long = format!("`{}`", "word ".repeat(30).trim());
        assert_eq!(lines(&format!("- {long} end"))[0], format!(" - {long}"));
    }

    #[test]
    fn no_wrapped_line_starts_a_block() {
        for mark in ["-", "#", "1.", ">", "+", "==="] {
            let text = format!("{}{mark} {mark} x", "word ".repeat(17));
            let starts = lines(&text).into_iter().skip(1);
            let starts: Vec<String> = starts.map(|line| line[..2].to_owned()).collect();
            assert!(starts.iter().all(|start| !start.contains(&mark[..1])), "{mark}");
        }
    }
}
