//! The contents of a paragraph.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::super::character::{is_space, push_visible};
use super::escape::{self, push_text};
use super::{BREAK, TIE, link};

/// Formats events as the lines of a paragraph.
pub(super) fn lines(events: &[Event<'_>]) -> Vec<String> {
    let text = Writer::default().write(events);
    let lines = escape::lines(&text);
    lines.map(|line| line.replace(BREAK, "\\")).collect()
}

/// Formats events on one line.
pub(super) fn one_line(events: &[Event<'_>]) -> String {
    joined(&Writer::default().write(events))
}

/// Formats events in a table cell.
pub(super) fn cell(events: &[Event<'_>]) -> String {
    let writer = Writer {
        is_cell: true,
        ..Writer::default()
    };
    joined(&writer.write(events))
}

/// Escapes text that is not Markdown, on one line.
pub(super) fn plain(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    push_text(text, false, &mut output);
    joined(&output)
}

/// Formats a code span on one line. Escapes `|` in a table cell.
pub(super) fn code(text: &str, is_cell: bool) -> String {
    let content = code_content(text, is_cell);
    let ticks = "`".repeat(longest_run(&content, '`') + 1);
    let is_padded = content.starts_with('`')
        || content.ends_with('`')
        || (content.starts_with(TIE) && content.ends_with(TIE));
    let pad = if is_padded { "\u{1}" } else { "" };
    format!("{ticks}{pad}{content}{pad}{ticks}")
}

fn code_content(text: &str, is_cell: bool) -> String {
    let mut content = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '|' if is_cell => {
                // Renderers disagree about a backslash before an escape.
                if content.ends_with('\\') {
                    content.push(TIE);
                }
                content.push_str("\\|");
            }
            space if is_space(space) => content.push(TIE),
            other => push_visible(&mut content, other),
        }
    }
    // A code span cannot be empty, and spaces are stripped.
    if content.trim_matches(TIE).is_empty() {
        format!("\"{content}\"")
    } else {
        content
    }
}

/// Returns the length of the longest run of `character`.
pub(super) fn longest_run(text: &str, character: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for found in text.chars() {
        run = if found == character { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn joined(text: &str) -> String {
    let text = text.replace(BREAK, "");
    escape::lines(&text.replace('\n', " ")).collect()
}

#[derive(Default)]
struct Writer {
    output: String,
    is_cell: bool,
    /// Open emphasis: its mark and offset, or `None` if the mark was not written.
    emphasis: Vec<(&'static str, Option<usize>)>,
    /// The written marks of open emphasis.
    marks: Vec<&'static str>,
    /// Number of open links and images. Only one of them is written.
    links: usize,
    /// The written link: the number of enclosing links, the offset of its bracket, and its target.
    link: Option<(usize, usize, String)>,
    /// `true` if the open link was written as an autolink, so that its text is skipped.
    is_autolink: bool,
}

impl Writer {
    fn write(mut self, events: &[Event<'_>]) -> String {
        for (index, event) in events.iter().enumerate() {
            self.event(event, events.get(index + 1));
        }
        self.output
    }

    fn event(&mut self, event: &Event<'_>, next: Option<&Event<'_>>) {
        match event {
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            _ if self.is_autolink => {}
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                push_text(text, self.link.is_some(), &mut self.output);
            }
            Event::Code(text) if text.trim().is_empty() => self.output.push(' '),
            Event::Code(text) => {
                if self.output.ends_with('`') {
                    self.output.push(TIE);
                }
                self.output.push_str(&code(text, self.is_cell));
            }
            Event::SoftBreak => self.push_break(""),
            Event::HardBreak => self.push_break("\u{2}"),
            Event::Start(Tag::Emphasis) => self.open("_"),
            Event::Start(Tag::Strong) => self.open("**"),
            Event::Start(Tag::Strikethrough) => self.open("~~"),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => self.start_link(*link_type, dest_url),
            // Images would be loaded from untrusted servers, so they become links.
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.start_link(LinkType::Inline, dest_url);
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                self.close(next);
            }
            // The enabled parser options produce no other events in a paragraph.
            _ => {}
        }
    }

    fn push_break(&mut self, mark: &str) {
        if self.link.is_some() {
            self.output.push(TIE);
        } else {
            self.output.push_str(mark);
            self.output.push('\n');
        }
    }

    /// Writes an opening mark if it is unambiguous: after a space or punctuation, and not within the same emphasis.
    fn open(&mut self, mark: &'static str) {
        let is_free = !self.marks.contains(&mark);
        let before = self.output.chars().next_back();
        let is_apart = before.is_none_or(|before| {
            before == TIE
                || before.is_whitespace()
                || (before.is_ascii_punctuation() && !mark.starts_with(before))
        });
        let at = (is_free && is_apart).then_some(self.output.len());
        if at.is_some() {
            self.output.push_str(mark);
            self.marks.push(mark);
        }
        self.emphasis.push((mark, at));
    }

    /// Writes a closing mark if it is unambiguous, and otherwise removes the opening one.
    fn close(&mut self, next: Option<&Event<'_>>) {
        let Some((mark, Some(at))) = self.emphasis.pop() else {
            return;
        };
        self.marks.pop();
        let inner = &self.output[at + mark.len()..];
        let is_edge = |edge: Option<char>| {
            edge.is_some_and(|edge| {
                ![TIE, BREAK].contains(&edge)
                    && !edge.is_whitespace()
                    && !mark.starts_with(edge)
            })
        };
        let closes = is_edge(inner.chars().next())
            && is_edge(inner.chars().next_back())
            && self.is_apart(next);
        if closes {
            self.output.push_str(mark);
        } else {
            self.output.replace_range(at..at + mark.len(), "");
        }
    }

    fn start_link(&mut self, link_type: LinkType, url: &str) {
        let is_mail = link_type == LinkType::Email;
        let target = if is_mail {
            link::target(&format!("mailto:{url}"))
        } else {
            link::target(url)
        };
        let around = self.links;
        self.links += 1;
        match target.filter(|_| self.link.is_none()) {
            Some(target) if link_type == LinkType::Autolink && target == url => {
                self.output.extend(["<", &target, ">"]);
                self.is_autolink = true;
            }
            Some(target) => {
                escape::push_bracket(&mut self.output);
                self.link = Some((around, self.output.len() - 1, target));
            }
            None => {}
        }
    }

    fn end_link(&mut self) {
        self.is_autolink = false;
        self.links = self.links.saturating_sub(1);
        let links = self.links;
        let Some((_, at, target)) = self.link.take_if(|(around, ..)| *around == links)
        else {
            return;
        };
        let text = self.output.split_off(at);
        let text = text[1..].trim_matches([' ', TIE]).replace([' ', '\n'], "\u{1}");
        if text.is_empty() {
            self.output.extend(["<", &target, ">"]);
        } else {
            let target = link::in_parentheses(&target);
            self.output.extend(["[", &text, "](", &target, ")"]);
        }
    }

    /// Returns `true` if the next output is a space or punctuation.
    fn is_apart(&self, next: Option<&Event<'_>>) -> bool {
        match next {
            Some(Event::Text(text) | Event::Html(text) | Event::InlineHtml(text)) => {
                text.chars()
                    .next()
                    .is_none_or(|first| is_space(first) || first.is_ascii_punctuation())
            }
            Some(Event::End(TagEnd::Link | TagEnd::Image)) => {
                self.link.as_ref().is_some_and(|(around, ..)| around + 1 == self.links)
            }
            // A mark or a bracket may be omitted.
            Some(Event::Start(_) | Event::End(_)) => false,
            _ => true,
        }
    }
}
