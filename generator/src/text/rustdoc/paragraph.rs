//! What stands within a paragraph.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::super::character::{is_space, push_visible};
use super::escape::{self, push_text};
use super::{BREAK, TIE, link};

/// The lines of a paragraph made of these events.
pub(super) fn lines(events: &[Event<'_>]) -> Vec<String> {
    let text = Writer::default().written(events);
    let lines = escape::lines(&text);
    lines.map(|line| line.replace(BREAK, "\\")).collect()
}

/// The same events on one line.
pub(super) fn one_line(events: &[Event<'_>]) -> String {
    joined(&Writer::default().written(events))
}

/// The same events in a cell of a table.
pub(super) fn cell(events: &[Event<'_>]) -> String {
    let writer = Writer {
        is_cell: true,
        ..Writer::default()
    };
    joined(&writer.written(events))
}

/// A text that is not Markdown, on one line.
pub(super) fn plain(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    push_text(text, false, &mut output);
    joined(&output)
}

/// A code span that holds `text` on one line. In a cell of a table, `|` would end it.
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
                // Readers do not agree on a backslash before one that escapes.
                if content.ends_with('\\') {
                    content.push(TIE);
                }
                content.push_str("\\|");
            }
            space if is_space(space) => content.push(TIE),
            other => push_visible(&mut content, other),
        }
    }
    // There is no code span without content, nor one of spaces that all show.
    if content.trim_matches(TIE).is_empty() {
        format!("\"{content}\"")
    } else {
        content
    }
}

/// How often `character` follows itself at most.
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
    /// Emphasis that is open: its mark, and where that stands; `None` where it is not written.
    emphasis: Vec<(&'static str, Option<usize>)>,
    /// The marks among them that are written.
    marks: Vec<&'static str>,
    /// How many links and images are open; the outermost that is written is one alone.
    links: usize,
    /// The link that is written: how many were open around it, where its bracket stands and where it leads to.
    link: Option<(usize, usize, String)>,
    /// Whether the link that is open is written already, and its text left out.
    is_written: bool,
}

impl Writer {
    fn written(mut self, events: &[Event<'_>]) -> String {
        for (index, event) in events.iter().enumerate() {
            self.event(event, events.get(index + 1));
        }
        self.output
    }

    fn event(&mut self, event: &Event<'_>, next: Option<&Event<'_>>) {
        match event {
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            _ if self.is_written => {}
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
            // An image would be loaded from where the document says, by who only reads: it becomes a link.
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.start_link(LinkType::Inline, dest_url);
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                self.close(next);
            }
            // Nothing else stands in a paragraph, given what the parser was asked to understand.
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

    /// Writes a mark where it cannot but open: after a space or punctuation, and not within another of its kind.
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

    /// Writes a mark where it cannot but close what it opened, or takes back the one that opened.
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
                self.is_written = true;
            }
            Some(target) => {
                escape::push_bracket(&mut self.output);
                self.link = Some((around, self.output.len() - 1, target));
            }
            None => {}
        }
    }

    fn end_link(&mut self) {
        self.is_written = false;
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

    /// Whether what follows is a space or punctuation, as it will be written.
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
            // A mark or a bracket may not be written.
            Some(Event::Start(_) | Event::End(_)) => false,
            _ => true,
        }
    }
}
