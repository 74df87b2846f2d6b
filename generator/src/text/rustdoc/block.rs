//! Block elements: paragraphs, lists, quotes, headings, tables and code.

use std::mem::take;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::super::character::push_visible;
use super::line::Line;
use super::{TIE, events, paragraph};

/// Maximum nesting of lists and quotes. Deeper ones are flattened.
const MAX_DEPTH: usize = 8;

/// Converts Markdown to lines, preceded by an optional literal lead.
pub(super) fn lines(lead: Option<String>, markdown: &str) -> Vec<Line> {
    let events = events(markdown);
    let mut writer = Writer::new(lead, &events);
    let mut index = 0;
    while let Some(event) = events.get(index) {
        let inline = events[index..].iter().take_while(|event| is_inline(event)).count();
        match event {
            Event::Start(tag) if inline == 0 => writer.start(tag),
            Event::End(tag) if inline == 0 => writer.end(*tag),
            Event::Rule => writer.write("", "___"),
            _ => writer.leaf(&events[index..index + inline]),
        }
        index += inline.max(1);
    }
    writer.finish()
}

/// Returns `true` if an event is inline content.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Rule => false,
        _ => true,
    }
}

/// The block that the next inline content belongs to.
enum Leaf {
    Paragraph,
    Heading(HeadingLevel),
    Code(String),
    Cell(String),
}

/// An enclosing list item or quote.
struct Container {
    first: String,
    next: String,
    /// `true` if its first line was written.
    is_used: bool,
}

struct List {
    /// The number of the next item, or `None` for an unordered list.
    number: Option<u64>,
    mark: char,
    is_loose: bool,
    /// `true` if no item was written.
    is_first: bool,
}

struct Writer {
    lead: Option<String>,
    lines: Vec<Line>,
    leaf: Leaf,
    containers: Vec<Container>,
    /// Number of open containers that are flattened because of their depth.
    too_deep: usize,
    lists: Vec<List>,
    /// For each remaining list, `true` if its items contain paragraphs.
    looseness: std::vec::IntoIter<bool>,
    /// `true` if the next line is preceded by an empty line.
    is_gap_due: bool,
    /// The mark of the list that ended just before.
    last_mark: Option<char>,
    row: Vec<String>,
    alignments: Vec<Alignment>,
}

impl Writer {
    fn new(lead: Option<String>, events: &[Event<'_>]) -> Self {
        Writer {
            lead,
            lines: Vec::new(),
            leaf: Leaf::Paragraph,
            containers: Vec::new(),
            too_deep: 0,
            lists: Vec::new(),
            looseness: looseness(events).into_iter(),
            is_gap_due: false,
            last_mark: None,
            row: Vec::new(),
            alignments: Vec::new(),
        }
    }

    fn finish(mut self) -> Vec<Line> {
        self.write_lead();
        self.lines
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.leaf = Leaf::Heading(*level),
            Tag::CodeBlock(_) => self.leaf = Leaf::Code(String::new()),
            Tag::TableCell => self.leaf = Leaf::Cell(String::new()),
            Tag::Table(alignments) => {
                self.is_gap_due = true;
                self.alignments.clone_from(alignments);
            }
            Tag::BlockQuote(_) => self.enter("> ".to_owned(), "> ".to_owned()),
            Tag::List(number) => self.start_list(*number),
            Tag::Item => self.start_item(),
            _ => self.leaf = Leaf::Paragraph,
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.write_code(),
            TagEnd::TableCell => {
                if let Leaf::Cell(cell) = self.end_leaf() {
                    self.row.push(cell);
                }
                return;
            }
            TagEnd::TableHead => return self.write_head(),
            TagEnd::TableRow => return self.write_row(),
            TagEnd::Item => {
                let is_used = self.leave();
                if let Some(list) = self.lists.last_mut() {
                    list.is_first &= !is_used;
                }
                return;
            }
            TagEnd::BlockQuote(_) => {
                self.leave();
            }
            TagEnd::List(_) => {
                self.last_mark = self.lists.pop().map(|list| list.mark);
            }
            _ => {}
        }
        self.end_leaf();
        self.is_gap_due = true;
    }

    fn end_leaf(&mut self) -> Leaf {
        std::mem::replace(&mut self.leaf, Leaf::Paragraph)
    }

    /// Writes inline content.
    fn leaf(&mut self, events: &[Event<'_>]) {
        match &mut self.leaf {
            Leaf::Paragraph => self.write_paragraph(paragraph::lines(events)),
            Leaf::Heading(level) => {
                let mark = "#".repeat(*level as usize) + " ";
                let text = escape_closing_sequence(&paragraph::one_line(events));
                if !text.is_empty() {
                    self.write(&mark, &text);
                }
            }
            Leaf::Cell(cell) => *cell = paragraph::cell(events),
            Leaf::Code(code) => {
                for event in events {
                    if let Event::Text(text) = event {
                        code.push_str(text);
                    }
                }
            }
        }
    }

    fn start_list(&mut self, number: Option<u64>) {
        let marks = if number.is_some() {
            ['.', ')']
        } else {
            ['-', '*']
        };
        // Consecutive lists with the same mark would be merged.
        let mark = marks[usize::from(self.last_mark.take() == Some(marks[0]))];
        self.lists.push(List {
            number,
            mark,
            is_loose: self.looseness.next().unwrap_or_default(),
            is_first: true,
        });
    }

    fn start_item(&mut self) {
        /// Maximum number of an item.
        const MAX_NUMBER: u64 = 999_999_999;
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        if list.is_first {
            // Only a list that starts with 1 can interrupt a paragraph.
            self.is_gap_due |= list.number.is_some_and(|number| number != 1);
        } else {
            self.is_gap_due = list.is_loose;
        }
        let first = match &mut list.number {
            Some(number) => {
                let shown = (*number).min(MAX_NUMBER);
                *number = shown + 1;
                format!("{shown}{} ", list.mark)
            }
            None => format!("{} ", list.mark),
        };
        let next = " ".repeat(first.len());
        self.enter(first, next);
    }

    fn enter(&mut self, first: String, next: String) {
        if self.containers.len() == MAX_DEPTH {
            self.too_deep += 1;
            self.is_gap_due = true;
            return;
        }
        self.containers.push(Container {
            first,
            next,
            is_used: false,
        });
    }

    /// Leaves a container and returns `true` if any of it was written. Empty containers are omitted.
    fn leave(&mut self) -> bool {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return true;
        }
        self.containers.pop().is_some_and(|container| container.is_used)
    }

    fn write_paragraph(&mut self, lines: Vec<String>) {
        let mut lines = lines.into_iter();
        if self.containers.is_empty()
            && let Some(lead) = self.lead.take()
        {
            let line = lead + &lines.next().unwrap_or_default();
            self.push("", line, false);
        }
        self.write_lead();
        for line in lines {
            self.push("", line, false);
        }
    }

    /// Writes the lead on a line of its own, unless it was written already.
    fn write_lead(&mut self) {
        if let Some(lead) = self.lead.take() {
            self.lines.push(Line {
                text: lead,
                ..Line::default()
            });
            self.is_gap_due = true;
        }
    }

    fn write_code(&mut self) {
        let Leaf::Code(code) = self.end_leaf() else {
            return;
        };
        let fence = "`".repeat(paragraph::longest_run(&code, '`').max(2) + 1);
        self.write(&fence, "text");
        for line in code.trim_end_matches('\n').split('\n') {
            let mut shown = String::with_capacity(line.len());
            for character in line.chars() {
                match character {
                    '\t' => shown.push_str("    "),
                    other => push_visible(&mut shown, other),
                }
            }
            self.push("", shown, true);
        }
        self.push("", fence, true);
    }

    fn write_head(&mut self) {
        self.write_row();
        let rule = self.alignments.iter().map(|alignment| match alignment {
            Alignment::None => "---|",
            Alignment::Left => ":--|",
            Alignment::Center => ":-:|",
            Alignment::Right => "--:|",
        });
        let rule = rule.collect::<String>();
        self.push("|", rule, true);
    }

    fn write_row(&mut self) {
        let cells = take(&mut self.row).into_iter().map(|cell| format!(" {cell} |"));
        let cells = cells.collect::<String>();
        self.write("|", &cells);
    }

    /// Writes the first line of a block that is not wrapped.
    fn write(&mut self, mark: &str, text: &str) {
        self.write_lead();
        self.push(mark, text.to_owned(), true);
    }

    fn push(&mut self, mark: &str, text: String, is_fixed: bool) {
        if take(&mut self.is_gap_due) && !self.lines.is_empty() {
            let used = self.containers.iter().filter(|container| container.is_used);
            let gap: String = used.map(|container| container.next.as_str()).collect();
            self.lines.push(Line::fixed(gap));
        }
        let mut first = String::new();
        let mut next = String::new();
        for container in &mut self.containers {
            first.push_str(if container.is_used {
                &container.next
            } else {
                &container.first
            });
            next.push_str(&container.next);
            container.is_used = true;
        }
        self.last_mark = None;
        self.lines.push(Line {
            first: first + mark,
            next,
            text,
            is_fixed,
        });
    }
}

/// Returns for each list, in order, `true` if its items contain paragraphs.
fn looseness(events: &[Event<'_>]) -> Vec<bool> {
    let mut looseness = Vec::new();
    // For each enclosing block, `true` if it is an item; and the enclosing lists.
    let mut enclosing = Vec::new();
    let mut lists = Vec::new();
    for event in events.iter().filter(|event| !is_inline(event)) {
        match event {
            Event::Start(tag) => {
                if let (Tag::Paragraph, Some(true), Some(&list)) =
                    (tag, enclosing.last(), lists.last())
                {
                    looseness[list] = true;
                }
                if matches!(tag, Tag::List(_)) {
                    lists.push(looseness.len());
                    looseness.push(false);
                }
                enclosing.push(matches!(tag, Tag::Item));
            }
            Event::End(tag) => {
                enclosing.pop();
                if matches!(tag, TagEnd::List(_)) {
                    lists.pop();
                }
            }
            _ => {}
        }
    }
    looseness
}

/// Escapes a trailing `#` in the text of a heading, which would otherwise be part of the markup.
fn escape_closing_sequence(text: &str) -> String {
    let end = text.trim_end_matches('#').len();
    if end == text.len() || !text[..end].ends_with([' ', TIE]) {
        return text.to_owned();
    }
    format!("{}\\{}", &text[..end], &text[end..])
}
