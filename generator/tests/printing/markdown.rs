//! Hostile text in Markdown, as parsed with the extensions of GitHub.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag};

use crate::hostile::{TEXTS, repository};

const SECTIONS: [&str; 4] = ["Breaking", "Behavior", "Additive", "Documentation"];

/// The contents of a page.
#[derive(Debug, Default)]
struct Page {
    headings: Vec<String>,
    rows: usize,
    cells: usize,
    items: usize,
    codes: Vec<String>,
    html: Vec<String>,
    text: String,
}

impl Page {
    /// Parses a page, and fails on elements that reports do not contain.
    fn read(markdown: &str) -> Self {
        let mut page = Self::default();
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(markdown, Options::all()) {
            match event {
                Event::Start(tag) => match tag {
                    Tag::Heading { level, .. } => {
                        assert!(level >= HeadingLevel::H1, "{level:?}");
                        heading = Some(format!("{level} "));
                    }
                    Tag::TableRow => page.rows += 1,
                    Tag::TableCell => page.cells += 1,
                    Tag::Item => page.items += 1,
                    Tag::Paragraph
                    | Tag::Strong
                    | Tag::Table(_)
                    | Tag::TableHead
                    | Tag::List(None)
                    | Tag::HtmlBlock => {}
                    other => panic!("{other:?} in\n{markdown}"),
                },
                Event::End(tag) => {
                    if let (pulldown_cmark::TagEnd::Heading(_), Some(text)) = (
                        tag,
                        heading.take_if(|_| {
                            matches!(tag, pulldown_cmark::TagEnd::Heading(_))
                        }),
                    ) {
                        page.headings.push(text);
                    }
                }
                Event::Text(text) => {
                    assert_plain(&text, markdown);
                    page.text.push_str(&text);
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                Event::Code(code) => page.codes.push(code.into_string()),
                Event::Html(html) => page.html.push(html.into_string()),
                Event::SoftBreak => {}
                other => panic!("{other:?} in\n{markdown}"),
            }
        }
        page
    }
}

/// Asserts that text contains nothing that GitHub detects after rendering.
fn assert_plain(text: &CowStr<'_>, markdown: &str) {
    let live = [
        "@", "#", "://", "www.", "<", ">", "`", "|", "\\", "[", "]", "GH-", "*", "_",
        "~", "$", "evil", "tada", "deadbeef",
    ];
    for live in live {
        assert!(!text.contains(live), "{live} in {text:?} in\n{markdown}");
    }
}

#[test]
fn a_report_contains_text_of_documents_as_code() {
    for text in TEXTS {
        let repository = repository(text);
        let diff = |format| {
            repository.run(&["diff", "old.json", "new.json", "--format", format]).stdout
        };
        let json: serde_json::Value =
            serde_json::from_str(&diff("json")).expect("it prints JSON");
        let changes = json["changes"].as_array().expect("there are changes");
        let individual = changes
            .iter()
            .filter(|change| change["kind"] != "documentation" || change["note"] != "");
        let markdown = diff("markdown");
        let page = Page::read(&markdown);
        assert!(
            page.headings.iter().all(|heading| SECTIONS
                .iter()
                .any(|section| *heading == format!("h3 {section}"))),
            "{page:?}"
        );
        // The header of a table is not a row.
        assert_eq!(page.rows, individual.count(), "{markdown}");
        assert_eq!(page.cells, 4 * (page.rows + page.headings.len()), "{markdown}");
        assert_eq!(page.html, [""; 0]);
        for member in
            ["NewVersion ", "NewListRoom ", "NewValue ", "NewItems ", "NewParameter "]
        {
            assert!(
                page.codes.iter().any(|code| code.starts_with(member)),
                "{member}: {page:#?}"
            );
        }
    }
}

#[test]
fn a_changelog_contains_text_of_documents_as_code() {
    for text in TEXTS {
        let repository = repository(text);
        // Without a changelog, the template renders an entry for the first release with the title and version of the API.
        assert_eq!(repository.run(&[]).code, 0);
        let first = Page::read(&repository.read("crate/CHANGELOG.md"));
        assert_eq!(first.headings, ["h1 Changelog", "h2 0.1.0"]);
        assert_eq!(first.html.len(), 1, "the header: {first:?}");
        assert!(first.text.contains("the whole OldTitle"), "{first:?}");
        assert!(!first.codes.is_empty(), "{first:?}");
        repository.configure("0.2.0");
        let output = repository.run(&[
            "--spec",
            "new.json",
            "--changelog",
            "--since",
            "old.json",
        ]);
        assert_eq!(output.code, 0, "{output:?}");
        for file in ["spec/changelog.md", "crate/CHANGELOG.md"] {
            let page = Page::read(&repository.read(file));
            let expected = [
                "h1 Changelog",
                "h2 0.2.0",
                "h3 Breaking",
                "h3 Behavior",
                "h3 Additive",
                "h3 Documentation",
            ];
            assert!(
                page.headings.iter().all(|heading| expected.contains(&heading.as_str())),
                "{page:?}"
            );
            assert!(page.items > 5, "{page:?}");
            for member in [
                "NewVersion ",
                "NewListRoom ",
                "NewValue ",
                "NewItems ",
                "NewParameter ",
            ] {
                assert!(
                    page.codes.iter().any(|code| code.starts_with(member)),
                    "{member}: {page:#?}"
                );
            }
        }
    }
}
