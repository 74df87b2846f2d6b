//! Tests of `generator generate` with a baseline.

use crate::repository::{DOCUMENT, Repository};

const REMOVED: (&str, &str) = ("        Topic: {type: string}}}}}}", "        }}}}}");
const ADDED: (&str, &str) =
    ("Topic: {type: string}", "Topic: {type: string}, Size: {type: integer}");

#[test]
fn unchanged_input_prints_no_summary_of_changes() {
    for repository in [Repository::new(), Repository::without_git()] {
        let output = repository.run(&[]);
        assert_eq!(output.code, 0, "{output:?}");
        assert_eq!(output.stdout.lines().count(), 2, "{output:?}");
        assert!(!output.stdout.contains("since"), "{output:?}");
    }
}

#[test]
fn without_git_everything_is_generated() {
    let repository = Repository::without_git();
    repository.run(&[]);
    repository.edit(REMOVED.0, REMOVED.1);
    let output = repository.run(&[]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{output:?}");
}

#[test]
fn a_breaking_change_under_the_old_version_is_rejected() {
    let repository = Repository::new();
    assert_eq!(repository.run(&[]).code, 0);
    let before = repository.read("crate/src/rooms.rs");
    repository.edit(REMOVED.0, REMOVED.1);
    let output = repository.run(&[]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{output:?}");
    for message in [
        "spec/generator.toml:3",
        "version 0.1.0 contains breaking changes since 0.1.0 (HEAD)",
        "expected: version 0.2.0 or later",
        "`rooms::CreateRoom::topic` (setter) removed",
        "HEAD:spec/document.yaml:",
        "--allow-breaking",
    ] {
        assert!(output.stderr.contains(message), "{message}: {}", output.stderr);
    }
    assert_eq!(repository.read("crate/src/rooms.rs"), before);
}

#[test]
fn a_breaking_change_needs_a_later_version_or_permission() {
    let repository = Repository::new();
    repository.edit(REMOVED.0, REMOVED.1);
    repository.configure("0.1.9");
    assert_eq!(repository.run(&[]).code, 2);
    let allowed = repository.run(&["--allow-breaking"]);
    assert_eq!(allowed.code, 0, "{allowed:?}");
    assert!(allowed.stdout.contains("changes since HEAD: 1 breaking\n"), "{allowed:?}");
    repository.configure("0.2.0");
    assert_eq!(repository.run(&["generate"]).code, 0);
}

#[test]
fn an_additive_change_is_allowed_under_the_old_version() {
    let repository = Repository::new();
    repository.edit(ADDED.0, ADDED.1);
    let output = repository.run(&[]);
    assert_eq!(output.code, 0, "{output:?}");
    assert!(output.stdout.contains("changes since HEAD: 1 additive\n"), "{output:?}");
}

#[test]
fn a_change_of_an_overlay_counts() {
    let repository = Repository::new();
    let overlay = repository.read("spec/overlay.yaml");
    repository
        .write("spec/overlay.yaml", &overlay.replace("x-name: Room", "x-name: Hall"));
    let output = repository.run(&[]);
    assert_eq!(output.code, 2, "{output:?}");
    assert!(output.stderr.contains("`halls` (resource) renamed"), "{output:?}");
}

#[test]
fn a_document_from_elsewhere_is_compared_too() {
    let repository = Repository::new();
    let new = DOCUMENT.replace(REMOVED.0, REMOVED.1);
    let refused = repository.run_with(&["--spec", "-"], &new);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(!repository.has("crate"));
    let trial = repository.run_with(&["--spec", "-", "--out", "trial"], &new);
    assert_eq!(trial.code, 0, "{trial:?}");
}

#[test]
fn an_entry_is_written_for_a_new_version() {
    let repository = Repository::new();
    repository.write("spec/changelog.md", "## 0.1.0\n\nFirst release.\n");
    repository.commit();
    repository.edit(REMOVED.0, REMOVED.1);
    repository.configure("0.2.0");
    let output = repository.run(&["--changelog"]);
    assert_eq!(output.code, 0, "{output:?}");
    let expected = "\
## 0.2.0

### Breaking

- `rooms::CreateRoom::topic` (setter removed): `Topic` of type `String`.

## 0.1.0

First release.
";
    assert_eq!(repository.read("spec/changelog.md"), expected);
    assert!(repository.read("crate/CHANGELOG.md").ends_with(expected));
    let again = repository.run(&["--changelog"]);
    assert_eq!(repository.read("spec/changelog.md"), expected, "{again:?}");
    repository.commit();
    let check = repository.run(&["check"]);
    assert_eq!(check.code, 0, "{check:?}");
}

#[test]
fn an_entry_needs_a_baseline_and_a_new_version() {
    let repository = Repository::new();
    let unchanged = repository.run(&["--changelog"]);
    assert_eq!(unchanged.code, 2, "{unchanged:?}");
    let found =
        "error: `--changelog` has nothing to compare with\n = expected: a git work tree";
    assert!(unchanged.stderr.contains(found), "{unchanged:?}");
    assert!(unchanged.stderr.contains("--since"), "{unchanged:?}");
    repository.edit(ADDED.0, ADDED.1);
    let unraised = repository.run(&["--changelog"]);
    assert_eq!(unraised.code, 2, "{unraised:?}");
    assert!(
        unraised.stderr.contains("version 0.1.0 is the same as that of HEAD"),
        "{unraised:?}"
    );
    assert!(!repository.has("spec/changelog.md"));
    assert!(!repository.has("crate"));
}

#[test]
fn an_entry_can_cover_all_changes_since_a_release() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    repository.configure("0.2.0");
    repository.edit(REMOVED.0, REMOVED.1);
    repository.commit();
    repository
        .edit("Name: {type: string},", "Size: {type: integer}, Name: {type: string}");
    repository.commit();
    for since in ["v0.1.0", "v0.1.0:spec/document.yaml"] {
        let output = repository.run(&["--changelog", "--since", since]);
        assert_eq!(output.code, 0, "{since}: {output:?}");
        let entries = repository.read("spec/changelog.md");
        assert!(entries.contains("topic"), "{entries}");
        assert!(entries.contains("size"), "{entries}");
    }
    let unknown = repository.run(&["--since", "v9"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    let found =
        "failed to read the file from git: invalid object name 'v9'\n = file: v9:";
    assert!(unknown.stderr.contains(found), "{unknown:?}");
    assert!(unknown.stderr.contains("spec/generator.toml\n"), "{unknown:?}");
}

#[test]
fn a_file_is_compared_by_the_version_of_the_crate_on_disk() {
    let repository = Repository::without_git();
    repository.write("old.yaml", DOCUMENT);
    assert_eq!(repository.run(&[]).code, 0);
    repository.edit(REMOVED.0, REMOVED.1);
    let refused = repository.run(&["--since", "old.yaml"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused.stderr.contains("breaking changes since 0.1.0 (old.yaml)"),
        "{refused:?}"
    );
    repository.configure("0.2.0");
    assert_eq!(repository.run(&["--since", "old.yaml"]).code, 0);
}

/// A change of the server in the document and in an overlay.
const SERVER: (&str, &str) = ("https://api.example.com", "https://evil.example");
const SERVER_BY_OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Server, version: 1.0.0}
actions:
- target: $.servers[0]
  update: {url: 'https://evil.example'}
";

#[test]
fn another_server_under_the_old_version_is_rejected() {
    let by_document = Repository::new();
    by_document.edit(SERVER.0, SERVER.1);
    let by_overlay = Repository::new();
    by_overlay.write("spec/overlay.yaml", SERVER_BY_OVERLAY);
    for (repository, place) in
        [(by_document, "spec/document.yaml:3:"), (by_overlay, "spec/overlay.yaml:5:")]
    {
        let output = repository.run(&[]);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{output:?}");
        for said in [
            "breaking change: `Client` (client) wire format changed, requests and credentials are sent to `https://evil.example` instead of `https://api.example.com`",
            place,
            "expected: version 0.2.0 or later",
        ] {
            assert!(output.stderr.contains(said), "{said}: {}", output.stderr);
        }
        assert!(!repository.has("crate"));
        repository.configure("0.2.0");
        let output = repository.run(&["--changelog"]);
        assert_eq!(output.code, 0, "{output:?}");
        let entry = "## 0.2.0\n\n### Breaking\n\n- `Client` (client wire format changed): requests and credentials are sent to `https://evil.example` instead of `https://api.example.com`.\n";
        assert!(repository.read("spec/changelog.md").starts_with(entry));
    }
}

#[test]
fn a_server_with_plain_http_is_a_warning() {
    let repository = Repository::without_git();
    repository.edit(SERVER.0, "http://evil.example");
    for command in ["generate", "check", "ir"] {
        let output = repository.run(&[command]);
        assert_ne!(output.code, 2, "{output:?}");
        for said in [
            "warning: the server `http://evil.example` uses plain HTTP, which exposes credentials\n",
            "spec/document.yaml:3:17\n",
            "= expected: an `https` URL\n",
        ] {
            assert!(output.stderr.contains(said), "{said}: {}", output.stderr);
        }
    }
}

#[test]
fn a_server_that_the_client_would_reject_is_rejected() {
    for url in [
        "https://user@evil.example",
        "https://api.example.com:99999",
        "https://api..example.com",
        "https://[fe80::1%25eth0]",
        "https://api.example.com?x",
        "https://api.example.com#x",
    ] {
        let repository = Repository::without_git();
        repository.edit(SERVER.0, url);
        let output = repository.run(&[]);
        assert_eq!(output.code, 2, "{url}: {output:?}");
        assert!(
            output.stderr.contains(&format!("error: the server URL `{url}` ")),
            "{output:?}"
        );
        assert!(output.stderr.contains("spec/document.yaml:3:17\n"), "{output:?}");
    }
}

#[test]
fn another_server_of_a_path_or_an_operation_is_breaking() {
    for (holder, indent) in [("  /v1/Rooms:\n", "    "), ("    post:\n", "      ")] {
        let server =
            |url: &str| format!("{holder}{indent}servers: [{{url: '{url}'}}]\n");
        let repository = Repository::new();
        repository.edit(holder, &server("https://API.example.com/"));
        assert_eq!(repository.run(&[]).code, 0);
        let repository = Repository::new();
        repository.edit(holder, &server("http://evil.example"));
        let output = repository.run(&[]);
        assert_eq!(output.code, 2, "{output:?}");
        let said = "credentials are sent to `http://evil.example` instead of `https://api.example.com`, unencrypted";
        assert!(output.stderr.contains(said), "{output:?}");
        assert!(output.stderr.contains("/servers/0/url\n"), "{output:?}");
    }
}
