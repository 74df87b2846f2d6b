//! Hostile text on terminals.

use crate::hostile::{TEXTS, repository};
use crate::repository::{Output, Repository};

/// The styles used by the generator and by clap.
const STYLES: [&str; 12] =
    ["0", "1", "2", "4", "31", "32", "33", "36", "91", "92", "93", "96"];

/// Asserts that text only consists of lines of visible characters.
fn assert_visible(text: &str, of: &str) {
    let is_hidden = |character: char| match character {
        '\n' => false,
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E007F}' => true,
        other => other.is_control(),
    };
    if let Some(line) = text.lines().find(|line| line.contains(is_hidden)) {
        panic!("{of}: {line:?}");
    }
    assert!(!text.contains('\r'), "{of}: {text:?}");
}

/// Removes the expected styles; fails if there are others.
fn without_styles(text: &str, of: &str) -> String {
    let mut parts = text.split('\u{1B}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let style = part.strip_prefix('[').and_then(|rest| rest.split_once('m'));
        match style {
            Some((style, rest)) if STYLES.contains(&style) => plain.push_str(rest),
            _ => panic!("{of}: {part:?}"),
        }
    }
    plain
}

/// Runs a command with and without colors, asserts that both outputs are safe, and returns the result without colors.
fn run(repository: &Repository, arguments: &[&str]) -> Output {
    let of = format!("{arguments:?}");
    let output = repository.run(arguments);
    assert_visible(&output.stdout, &of);
    assert_visible(&output.stderr, &of);
    let colored = repository.run_colored(arguments);
    assert_eq!(colored.code, output.code, "{of}: {colored:?}");
    assert_visible(&without_styles(&colored.stdout, &of), &of);
    assert_visible(&without_styles(&colored.stderr, &of), &of);
    output
}

#[test]
fn commands_show_documents_as_text() {
    for text in TEXTS {
        let repository = repository(text);
        let generated = run(&repository, &["generate", "--notes"]);
        assert_eq!(generated.code, 0, "{generated:?}");
        assert!(generated.stderr.contains("Oldunused"), "{generated:?}");
        assert_eq!(run(&repository, &["check"]).code, 0);
        let drift = run(&repository, &["check", "--spec", "new.json", "--notes"]);
        assert_eq!(drift.code, 1, "{drift:?}");
        assert!(drift.stdout.contains("NewTitle"), "{drift:?}");
        let diff = run(&repository, &["diff", "old.json", "new.json"]);
        assert_eq!(diff.code, 0, "{diff:?}");
        for shown in
            ["NewVersion", "NewListRoom", "NewValue", "NewItems", "NewParameter"]
        {
            assert!(diff.stdout.contains(shown), "{shown}: {}", diff.stdout);
        }
        for format in ["markdown", "json"] {
            let diff =
                run(&repository, &["diff", "old.json", "new.json", "--format", format]);
            assert!(diff.stdout.contains("NewParameter"), "{diff:?}");
        }
        for stage in ["lower", "normalise", "name"] {
            for format in ["json", "yaml"] {
                let ir = run(&repository, &["ir", "--stage", stage, "--format", format]);
                assert_eq!(ir.code, 0, "{ir:?}");
                assert!(ir.stdout.contains("OldListRoom"), "{ir:?}");
            }
        }
    }
}

#[test]
fn machine_readable_output_is_lossless() {
    for text in TEXTS {
        let repository = repository(text);
        let json = run(&repository, &["ir"]);
        let json: serde_json::Value =
            serde_json::from_str(&json.stdout).expect("it prints JSON");
        assert_eq!(json["title"], format!("OldTitle {text}"));
        let yaml = run(&repository, &["ir", "--format", "yaml"]);
        let yaml: serde_json::Value =
            serde_yaml::from_str(&yaml.stdout).expect("it prints YAML");
        assert_eq!(yaml, json);
        let diff =
            run(&repository, &["diff", "old.json", "new.json", "--format", "json"]);
        let diff: serde_json::Value =
            serde_json::from_str(&diff.stdout).expect("it prints JSON");
        let changes = diff["changes"].as_array().expect("there are changes");
        let is_version = |change: &&serde_json::Value| change["path"] == "the document";
        let version = changes.iter().find(is_version).expect("the version changed");
        assert_eq!(version["new"], format!("NewVersion {text}"));
    }
}

#[test]
fn problems_show_documents_as_text() {
    for text in TEXTS {
        let repository = repository(text);
        let document = repository.read("new.json");
        for (good, bad) in [
            ("\"string\"", "type"),
            ("\"description\"", "member"),
            ("\"3.0.1\"", "version"),
        ] {
            let quoted =
                serde_json::to_string(&format!("Bad {text}")).expect("it is a text");
            repository.write("bad.json", &document.replace(good, &quoted));
            for format in ["human", "json"] {
                let output = run(
                    &repository,
                    &["check", "--spec", "bad.json", "--message-format", format],
                );
                assert_eq!(output.code, 2, "{bad}: {output:?}");
                let is_shown = format == "json" || output.stderr.contains("Bad");
                assert!(is_shown, "{bad}: {output:?}");
            }
        }
        repository.write("raw.yaml", &format!("openapi: {text}\n"));
        assert_eq!(run(&repository, &["check", "--spec", "raw.yaml"]).code, 2);
        let target = serde_json::to_string(&format!("$.{text}")).expect("it is a text");
        repository.write(
            "overlay.json",
            &format!("{{\"overlay\": \"1.0.0\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"actions\": [{{\"target\": {target}, \"remove\": true}}]}}"),
        );
        assert_eq!(run(&repository, &["check", "--overlay", "overlay.json"]).code, 2);
    }
}

#[test]
fn arguments_are_shown_as_text() {
    let repository = Repository::without_git();
    for text in TEXTS {
        let missing = format!("missing {text}");
        for arguments in [
            &["check", "--spec", &missing][..],
            &["check", "--overlay", &missing],
            &["check", "--config", &missing],
            &["generate", "--since", &missing],
            &["diff", &missing, "spec/document.yaml"],
            &["diff", "HEAD:missing", &missing],
            &["ir", "--operation", &missing],
            &[&missing],
            &["check", &missing],
            &["ir", "--format", &missing],
            &["completions", &missing],
            &[&format!("--{missing}")],
        ] {
            let output = run(&repository, arguments);
            assert_eq!(output.code, 2, "{arguments:?}: {output:?}");
            assert!(output.stderr.contains("missing"), "{arguments:?}: {output:?}");
        }
    }
}

#[test]
#[cfg(unix)]
fn names_of_files_are_shown_as_text() {
    for text in TEXTS {
        let repository = repository(text);
        // A file name contains no slash and has at most 255 bytes.
        let name: String = text.replace('/', "").chars().take(50).collect();
        let out = format!("out {name}");
        let generated = run(&repository, &["generate", "--out", &out]);
        assert!(generated.stdout.contains("out "), "{generated:?}");
        let drift = run(&repository, &["check", "--out", &out, "--spec", "new.json"]);
        assert!(drift.stdout.contains("differs: out "), "{drift:?}");
        let document = format!("document {name}");
        repository.write(&document, "openapi: 3.1.0\n");
        let output = run(&repository, &["check", "--spec", &document]);
        assert_eq!(output.code, 2, "{output:?}");
        assert!(output.stderr.contains("document "), "{output:?}");
    }
}

#[test]
fn help_and_completions_are_safe_to_print() {
    let repository = Repository::without_git();
    for arguments in [
        &["--help"][..],
        &["help", "diff"],
        &["completions", "bash"],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["completions", "elvish"],
        &["completions", "powershell"],
    ] {
        let output = run(&repository, arguments);
        assert_eq!(output.code, 0, "{output:?}");
        assert!(!output.stdout.contains(char::REPLACEMENT_CHARACTER), "{output:?}");
    }
}
