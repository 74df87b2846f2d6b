//! Names that git knows: files, revisions and subjects of commits.

use crate::hostile::{TEXTS, fill};
use crate::workplace::{DOCUMENT, Done, Workplace};

/// Asserts that a command printed lines of visible characters.
fn assert_visible(done: &Done) {
    let is_hidden = |character: char| {
        (character.is_control() && character != '\n')
            || "\u{202E}\u{2066}\u{2028}\u{200B}".contains(character)
    };
    for printed in [&done.out, &done.complaints] {
        assert!(!printed.contains(is_hidden), "{printed:?}");
    }
}

#[test]
fn files_of_a_revision_are_read_by_hostile_names() {
    for text in TEXTS {
        let workplace = Workplace::without_git();
        // A file's name has no slash, and at most 255 bytes; this one is an option, too.
        let name: String = text.replace('/', "").chars().take(50).collect();
        let name = format!("--output={name}");
        workplace.write(&format!("spec/{name}"), DOCUMENT);
        workplace.git(&["init", "--quiet"]);
        workplace.git(&["add", "--all"]);
        workplace.git(&["commit", "--quiet", "--message", &format!("Subject {text}")]);
        workplace.write(&format!("spec/{name}"), &DOCUMENT.replace("Topic", "Size"));
        let done = workplace.run(&[
            "diff",
            &format!("HEAD:spec/{name}"),
            &format!("spec/{name}"),
        ]);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(done.out.contains("rooms::CreateRoom::size"), "{done:?}");
        assert_visible(&done);
        let missing = workplace.run(&[
            "diff",
            &format!("HEAD:missing/{name}"),
            "spec/document.yaml",
        ]);
        assert_eq!(missing.code, 2, "{missing:?}");
        assert_visible(&missing);
    }
}

#[test]
fn a_subject_that_is_taken_for_a_document_is_shown_as_text() {
    for text in TEXTS {
        let workplace = Workplace::without_git();
        workplace.git(&["init", "--quiet"]);
        workplace.git(&["add", "--all"]);
        workplace.git(&["commit", "--quiet", "--message", &format!("Subject {text}")]);
        // The newest commit whose message has the word, and the files of a revision.
        for name in [":/Subject", "HEAD:", "HEAD:spec"] {
            let done = workplace.run(&["diff", name, "spec/document.yaml"]);
            assert_eq!(done.code, 2, "{done:?}");
            assert_visible(&done);
        }
    }
}

#[test]
fn a_revision_is_never_an_option_of_git() {
    let workplace = Workplace::new();
    for name in [
        "--output=written:spec/document.yaml",
        "--output=written",
        "-Owritten:x",
        "--ext-diff:x",
    ] {
        let since = format!("--since={name}");
        for arguments in [&["diff", "--", name, "spec/document.yaml"][..], &[&since]] {
            let done = workplace.run(arguments);
            assert_eq!(done.code, 2, "{done:?}");
            assert!(
                !workplace.has("written") && !workplace.has("spec/written"),
                "{name}"
            );
        }
    }
}

#[test]
fn revisions_are_named_as_text() {
    for text in TEXTS {
        let workplace = Workplace::new();
        fill(&workplace, text);
        for name in [format!("v1 {text}"), format!("v1 {text}:spec/document.yaml")] {
            let done = workplace.run(&["--since", &name]);
            assert_eq!(done.code, 2, "{done:?}");
            assert!(done.complaints.contains("v1 "), "{done:?}");
            assert_visible(&done);
        }
    }
}
