//! Hostile names in git: files, revisions and subjects of commits.

use crate::hostile::{TEXTS, fill};
use crate::repository::{DOCUMENT, Output, Repository};

/// Asserts that a command printed lines of visible characters.
fn assert_visible(output: &Output) {
    let is_hidden = |character: char| {
        (character.is_control() && character != '\n')
            || "\u{202E}\u{2066}\u{2028}\u{200B}".contains(character)
    };
    for printed in [&output.stdout, &output.stderr] {
        assert!(!printed.contains(is_hidden), "{printed:?}");
    }
}

#[test]
fn files_of_a_revision_are_read_by_hostile_names() {
    for text in TEXTS {
        let repository = Repository::without_git();
        // A file name contains no slash and has at most 255 bytes; this one is also an option.
        let name: String = text.replace('/', "").chars().take(50).collect();
        let name = format!("--output={name}");
        repository.write(&format!("spec/{name}"), DOCUMENT);
        repository.git(&["init", "--quiet"]);
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", &format!("Subject {text}")]);
        repository.write(&format!("spec/{name}"), &DOCUMENT.replace("Topic", "Size"));
        let output = repository.run(&[
            "diff",
            &format!("HEAD:spec/{name}"),
            &format!("spec/{name}"),
        ]);
        assert_eq!(output.code, 0, "{output:?}");
        assert!(output.stdout.contains("rooms::CreateRoom::size"), "{output:?}");
        assert_visible(&output);
        let missing = repository.run(&[
            "diff",
            &format!("HEAD:missing/{name}"),
            "spec/document.yaml",
        ]);
        assert_eq!(missing.code, 2, "{missing:?}");
        assert_visible(&missing);
    }
}

#[test]
fn a_subject_used_as_a_document_is_shown_as_text() {
    for text in TEXTS {
        let repository = Repository::without_git();
        repository.git(&["init", "--quiet"]);
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", &format!("Subject {text}")]);
        // The newest commit whose message contains the word, and the files of a revision.
        for name in [":/Subject", "HEAD:", "HEAD:spec"] {
            let output = repository.run(&["diff", name, "spec/document.yaml"]);
            assert_eq!(output.code, 2, "{output:?}");
            assert_visible(&output);
        }
    }
}

#[test]
fn a_revision_is_never_an_option_of_git() {
    let repository = Repository::new();
    for name in [
        "--output=written:spec/document.yaml",
        "--output=written",
        "-Owritten:x",
        "--ext-diff:x",
    ] {
        let since = format!("--since={name}");
        for arguments in [&["diff", "--", name, "spec/document.yaml"][..], &[&since]] {
            let output = repository.run(arguments);
            assert_eq!(output.code, 2, "{output:?}");
            assert!(
                !repository.has("written") && !repository.has("spec/written"),
                "{name}"
            );
        }
    }
}

#[test]
fn revisions_are_named_as_text() {
    for text in TEXTS {
        let repository = Repository::new();
        fill(&repository, text);
        for name in [format!("v1 {text}"), format!("v1 {text}:spec/document.yaml")] {
            let output = repository.run(&["--since", &name]);
            assert_eq!(output.code, 2, "{output:?}");
            assert!(output.stderr.contains("v1 "), "{output:?}");
            assert_visible(&output);
        }
    }
}
