//! Terminals.

use crate::hostile::{TEXTS, workplace};
use crate::workplace::{Done, Workplace};

/// All that our styles and those of clap need.
const OUR_STYLES: [&str; 12] =
    ["0", "1", "2", "4", "31", "32", "33", "36", "91", "92", "93", "96"];

/// Asserts that there is nothing but lines of visible characters.
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

/// The text without our styles; fails if there are others.
fn without_styles(text: &str, of: &str) -> String {
    let mut parts = text.split('\u{1B}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let style = part.strip_prefix('[').and_then(|rest| rest.split_once('m'));
        match style {
            Some((style, rest)) if OUR_STYLES.contains(&style) => plain.push_str(rest),
            _ => panic!("{of}: {part:?}"),
        }
    }
    plain
}

/// Runs a command without colours and with them, and asserts that both show text alone; what it did without.
fn run(workplace: &Workplace, arguments: &[&str]) -> Done {
    let of = format!("{arguments:?}");
    let done = workplace.run(arguments);
    assert_visible(&done.out, &of);
    assert_visible(&done.complaints, &of);
    let coloured = workplace.run_coloured(arguments);
    assert_eq!(coloured.code, done.code, "{of}: {coloured:?}");
    assert_visible(&without_styles(&coloured.out, &of), &of);
    assert_visible(&without_styles(&coloured.complaints, &of), &of);
    done
}

#[test]
fn commands_show_documents_as_text() {
    for text in TEXTS {
        let workplace = workplace(text);
        let generated = run(&workplace, &["generate", "--notes"]);
        assert_eq!(generated.code, 0, "{generated:?}");
        assert!(generated.complaints.contains("Oldunused"), "{generated:?}");
        assert_eq!(run(&workplace, &["check"]).code, 0);
        let drift = run(&workplace, &["check", "--spec", "new.json", "--notes"]);
        assert_eq!(drift.code, 1, "{drift:?}");
        assert!(drift.out.contains("NewTitle"), "{drift:?}");
        let diff = run(&workplace, &["diff", "old.json", "new.json"]);
        assert_eq!(diff.code, 0, "{diff:?}");
        for shown in
            ["NewVersion", "NewListRoom", "NewValue", "NewItems", "NewParameter"]
        {
            assert!(diff.out.contains(shown), "{shown}: {}", diff.out);
        }
        for format in ["markdown", "json"] {
            let diff =
                run(&workplace, &["diff", "old.json", "new.json", "--format", format]);
            assert!(diff.out.contains("NewParameter"), "{diff:?}");
        }
        for stage in ["lower", "normalise", "name"] {
            for format in ["json", "yaml"] {
                let ir = run(&workplace, &["ir", "--stage", stage, "--format", format]);
                assert_eq!(ir.code, 0, "{ir:?}");
                assert!(ir.out.contains("OldListRoom"), "{ir:?}");
            }
        }
    }
}

#[test]
fn what_programs_read_says_what_the_document_says() {
    for text in TEXTS {
        let workplace = workplace(text);
        let json = run(&workplace, &["ir"]);
        let json: serde_json::Value =
            serde_json::from_str(&json.out).expect("it prints JSON");
        assert_eq!(json["title"], format!("OldTitle {text}"));
        let yaml = run(&workplace, &["ir", "--format", "yaml"]);
        let yaml: serde_json::Value =
            serde_yaml::from_str(&yaml.out).expect("it prints YAML");
        assert_eq!(yaml, json);
        let diff =
            run(&workplace, &["diff", "old.json", "new.json", "--format", "json"]);
        let diff: serde_json::Value =
            serde_json::from_str(&diff.out).expect("it prints JSON");
        let changes = diff["changes"].as_array().expect("there are changes");
        let is_version = |change: &&serde_json::Value| change["path"] == "the document";
        let version = changes.iter().find(is_version).expect("the version changed");
        assert_eq!(version["new"], format!("NewVersion {text}"));
    }
}

#[test]
fn problems_show_documents_as_text() {
    for text in TEXTS {
        let workplace = workplace(text);
        let document = workplace.read("new.json");
        for (good, bad) in [
            ("\"string\"", "type"),
            ("\"description\"", "member"),
            ("\"3.0.1\"", "version"),
        ] {
            let quoted =
                serde_json::to_string(&format!("Bad {text}")).expect("it is a text");
            workplace.write("bad.json", &document.replace(good, &quoted));
            for format in ["human", "json"] {
                let done = run(
                    &workplace,
                    &["check", "--spec", "bad.json", "--message-format", format],
                );
                assert_eq!(done.code, 2, "{bad}: {done:?}");
                let is_shown = format == "json" || done.complaints.contains("Bad");
                assert!(is_shown, "{bad}: {done:?}");
            }
        }
        workplace.write("raw.yaml", &format!("openapi: {text}\n"));
        assert_eq!(run(&workplace, &["check", "--spec", "raw.yaml"]).code, 2);
        let target = serde_json::to_string(&format!("$.{text}")).expect("it is a text");
        workplace.write(
            "overlay.json",
            &format!("{{\"overlay\": \"1.0.0\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"actions\": [{{\"target\": {target}, \"remove\": true}}]}}"),
        );
        assert_eq!(run(&workplace, &["check", "--overlay", "overlay.json"]).code, 2);
    }
}

#[test]
fn arguments_are_shown_as_text() {
    let workplace = Workplace::without_git();
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
            let done = run(&workplace, arguments);
            assert_eq!(done.code, 2, "{arguments:?}: {done:?}");
            assert!(done.complaints.contains("missing"), "{arguments:?}: {done:?}");
        }
    }
}

#[test]
#[cfg(unix)]
fn names_of_files_are_shown_as_text() {
    for text in TEXTS {
        let workplace = workplace(text);
        // A file's name has no slash, and at most 255 bytes.
        let name: String = text.replace('/', "").chars().take(50).collect();
        let out = format!("out {name}");
        let generated = run(&workplace, &["generate", "--out", &out]);
        assert!(generated.out.contains("out "), "{generated:?}");
        let drift = run(&workplace, &["check", "--out", &out, "--spec", "new.json"]);
        assert!(drift.out.contains("differs: out "), "{drift:?}");
        let document = format!("document {name}");
        workplace.write(&document, "openapi: 3.1.0\n");
        let done = run(&workplace, &["check", "--spec", &document]);
        assert_eq!(done.code, 2, "{done:?}");
        assert!(done.complaints.contains("document "), "{done:?}");
    }
}

#[test]
fn help_and_completions_hold_no_commands() {
    let workplace = Workplace::without_git();
    for arguments in [
        &["--help"][..],
        &["help", "diff"],
        &["completions", "bash"],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["completions", "elvish"],
        &["completions", "powershell"],
    ] {
        let done = run(&workplace, arguments);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(!done.out.contains(char::REPLACEMENT_CHARACTER), "{done:?}");
    }
}
