//! Property test: the Markdown in doc comments is safe and has the same visible text as the Markdown of the document.

use generator::text::rustdoc::{Inline, Prose};
use proptest::prop_assert;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use proptest::{collection, sample, strategy::Strategy};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use tests::tainted_text::{Findings, examine_markdown};

/// Fragments of Markdown, including problematic ones.
const PIECES: [&str; 64] = [
    "a",
    "b1",
    "word",
    "ä",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\n    ",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "~~~",
    "`",
    "``",
    "```",
    "````",
    "[",
    "]",
    "](",
    ")",
    "(",
    "!",
    "![",
    "<",
    ">",
    "> ",
    "\n> ",
    "\n- ",
    "\n* ",
    "\n+ ",
    "\n1. ",
    "\n2) ",
    "- ",
    "#",
    "\n# ",
    "\n## ",
    "\n---\n",
    "\n===\n",
    "|",
    "\n|",
    "|-|",
    "\n|-|-|\n",
    ":-",
    "\\",
    "\\\\",
    "&",
    "&lt;",
    "&#96;",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "https://example.com/a_b",
    "http://",
    "<https://example.com>",
    "[x]: https://example.com\n",
    "javascript:x",
];

/// Number of test cases, which are the same in each run.
const CASES: u32 = 5_000;

fn dialect() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Returns the visible text without whitespace. A link without a text shows its target.
fn visible(markdown: &str, options: Options) -> String {
    let mut visible = String::new();
    let mut links = Vec::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text) => {
                visible
                    .extend(text.chars().filter(|character| !character.is_whitespace()));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push((visible.len(), dest_url));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => match links.pop() {
                Some((start, url))
                    if visible.len() == start
                        && url.starts_with("https:")
                        && links.is_empty() =>
                {
                    visible.push_str(&url.replace('ä', "%C3%A4"));
                }
                _ => {}
            },
            _ => {}
        }
    }
    visible
}

/// Returns the problems in the Markdown written for a document's Markdown.
fn problems(markdown: &str, written: &str) -> Vec<String> {
    let mut findings = Findings::default();
    examine_markdown("doc", written, true, &mut findings);
    let rustdoc = dialect() | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let (before, after) = (visible(markdown, dialect()), visible(written, rustdoc));
    if before != after {
        findings.problems.push(format!("{before:?} became {after:?}"));
    }
    findings.problems
}

fn prose(markdown: &str) -> String {
    let lines = Prose::of_document(markdown).into_lines();
    lines
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n")
        .collect()
}

#[test]
fn output_is_equivalent_and_safe() {
    let config = Config {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..Config::with_cases(CASES)
    };
    let markdown = collection::vec(sample::select(&PIECES[..]), 0..24)
        .prop_map(|pieces| pieces.concat());
    let proven = TestRunner::new(config).run(&markdown, |markdown| {
        for written in [prose(&markdown), Inline::of_document(&markdown).to_string()] {
            let found = problems(&markdown, &written);
            let message = format!("{found:#?}\nof: {markdown:?}\nwritten: {written:?}");
            prop_assert!(found.is_empty(), "{message}");
        }
        Ok(())
    });
    proven.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn output_is_linear_in_the_document() {
    const LENGTH: usize = 100_000;
    let pieces = PIECES
        .into_iter()
        .chain(["*a ", "**a _b ", "[a](", "- a\n", "> a\n", "\u{202e}"]);
    let repeated = pieces.map(|piece| piece.repeat(LENGTH / piece.len()));
    let halves = [(">", "a\n"), ("> ", "a\n"), ("- ", "a\n"), ("|a", "\n|-|\n|b|")];
    let halves =
        halves.map(|(one, other)| one.repeat(LENGTH) + "\n" + &other.repeat(LENGTH));
    for markdown in repeated.chain(halves) {
        let start: String = markdown.chars().take(8).collect();
        let prose = prose(&markdown).len();
        let line = Inline::of_document(&markdown).to_string().len();
        assert!(prose <= 4 * markdown.len(), "{start:?}: {prose}");
        assert!(line <= 4 * markdown.len(), "{start:?}: {line}");
    }
}
