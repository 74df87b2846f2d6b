//! `generator generate` next to what was there before.

use crate::workplace::{DOCUMENT, Workplace};

const GONE: (&str, &str) = ("        Topic: {type: string}}}}}}", "        }}}}}");
const MORE: (&str, &str) =
    ("Topic: {type: string}", "Topic: {type: string}, Size: {type: integer}");

#[test]
fn nothing_is_said_where_nothing_changed() {
    for workplace in [Workplace::new(), Workplace::without_git()] {
        let done = workplace.run(&[]);
        assert_eq!(done.code, 0, "{done:?}");
        assert_eq!(done.out.lines().count(), 2, "{done:?}");
        assert!(!done.out.contains("since"), "{done:?}");
    }
}

#[test]
fn without_git_everything_is_generated() {
    let workplace = Workplace::without_git();
    workplace.run(&[]);
    workplace.edit(GONE.0, GONE.1);
    let done = workplace.run(&[]);
    assert_eq!((done.code, done.complaints.as_str()), (0, ""), "{done:?}");
}

#[test]
fn a_breaking_change_under_the_old_version_is_refused() {
    let workplace = Workplace::new();
    assert_eq!(workplace.run(&[]).code, 0);
    let before = workplace.read("crate/src/rooms.rs");
    workplace.edit(GONE.0, GONE.1);
    let done = workplace.run(&[]);
    assert_eq!((done.code, done.out.as_str()), (2, ""), "{done:?}");
    for said in [
        "spec/generator.toml:3",
        "version 0.1.0",
        "expected: version 0.2.0 or later",
        "`rooms::CreateRoom::topic` (setter) removed",
        "HEAD:spec/document.yaml:",
        "--allow-breaking",
    ] {
        assert!(done.complaints.contains(said), "{said}: {}", done.complaints);
    }
    assert_eq!(workplace.read("crate/src/rooms.rs"), before);
}

#[test]
fn a_breaking_change_needs_a_later_version_or_permission() {
    let workplace = Workplace::new();
    workplace.edit(GONE.0, GONE.1);
    workplace.configure("0.1.9");
    assert_eq!(workplace.run(&[]).code, 2);
    let allowed = workplace.run(&["--allow-breaking"]);
    assert_eq!(allowed.code, 0, "{allowed:?}");
    assert!(allowed.out.contains("for callers since HEAD: 1 breaking\n"), "{allowed:?}");
    workplace.configure("0.2.0");
    assert_eq!(workplace.run(&["generate"]).code, 0);
}

#[test]
fn what_does_not_break_needs_no_version() {
    let workplace = Workplace::new();
    workplace.edit(MORE.0, MORE.1);
    let done = workplace.run(&[]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("for callers since HEAD: 1 additive\n"), "{done:?}");
}

#[test]
fn a_change_of_an_overlay_counts() {
    let workplace = Workplace::new();
    let overlay = workplace.read("spec/overlay.yaml");
    workplace
        .write("spec/overlay.yaml", &overlay.replace("x-name: Room", "x-name: Hall"));
    let done = workplace.run(&[]);
    assert_eq!(done.code, 2, "{done:?}");
    assert!(done.complaints.contains("`halls` (resource) renamed"), "{done:?}");
}

#[test]
fn a_document_from_elsewhere_is_compared_too() {
    let workplace = Workplace::new();
    let new = DOCUMENT.replace(GONE.0, GONE.1);
    let refused = workplace.run_with(&["--spec", "-"], &new);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(!workplace.has("crate"));
    let trial = workplace.run_with(&["--spec", "-", "--out", "trial"], &new);
    assert_eq!(trial.code, 0, "{trial:?}");
}

#[test]
fn an_entry_is_written_for_a_new_version() {
    let workplace = Workplace::new();
    workplace.write("spec/changelog.md", "## 0.1.0\n\nFirst release.\n");
    workplace.commit();
    workplace.edit(GONE.0, GONE.1);
    workplace.configure("0.2.0");
    let done = workplace.run(&["--changelog"]);
    assert_eq!(done.code, 0, "{done:?}");
    let expected = "\
## 0.2.0

### Breaking

- `rooms::CreateRoom::topic` (setter removed): `Topic` of type `String`.

## 0.1.0

First release.
";
    assert_eq!(workplace.read("spec/changelog.md"), expected);
    assert!(workplace.read("crate/CHANGELOG.md").ends_with(expected));
    let again = workplace.run(&["--changelog"]);
    assert_eq!(workplace.read("spec/changelog.md"), expected, "{again:?}");
    workplace.commit();
    let check = workplace.run(&["check"]);
    assert_eq!(check.code, 0, "{check:?}");
}

#[test]
fn an_entry_needs_something_to_compare_with_and_a_version() {
    let workplace = Workplace::new();
    let unchanged = workplace.run(&["--changelog"]);
    assert_eq!(unchanged.code, 2, "{unchanged:?}");
    assert!(unchanged.complaints.contains("--since"), "{unchanged:?}");
    workplace.edit(MORE.0, MORE.1);
    let unraised = workplace.run(&["--changelog"]);
    assert_eq!(unraised.code, 2, "{unraised:?}");
    assert!(
        unraised.complaints.contains("version 0.1.0 is that of HEAD too"),
        "{unraised:?}"
    );
    assert!(!workplace.has("spec/changelog.md"));
    assert!(!workplace.has("crate"));
}

#[test]
fn an_entry_can_tell_of_everything_since_a_release() {
    let workplace = Workplace::new();
    workplace.git(&["tag", "v0.1.0"]);
    workplace.configure("0.2.0");
    workplace.edit(GONE.0, GONE.1);
    workplace.commit();
    workplace
        .edit("Name: {type: string},", "Size: {type: integer}, Name: {type: string}");
    workplace.commit();
    for since in ["v0.1.0", "v0.1.0:spec/document.yaml"] {
        let done = workplace.run(&["--changelog", "--since", since]);
        assert_eq!(done.code, 0, "{since}: {done:?}");
        let entries = workplace.read("spec/changelog.md");
        assert!(entries.contains("topic"), "{entries}");
        assert!(entries.contains("size"), "{entries}");
    }
    let unknown = workplace.run(&["--since", "v9"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
}

#[test]
fn a_file_is_compared_by_the_version_of_the_crate_on_disk() {
    let workplace = Workplace::without_git();
    workplace.write("old.yaml", DOCUMENT);
    assert_eq!(workplace.run(&[]).code, 0);
    workplace.edit(GONE.0, GONE.1);
    let refused = workplace.run(&["--since", "old.yaml"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.complaints.contains("callers of 0.1.0 (old.yaml)"), "{refused:?}");
    workplace.configure("0.2.0");
    assert_eq!(workplace.run(&["--since", "old.yaml"]).code, 0);
}

/// Where the requests of callers go, by the document and by an overlay.
const SERVER: (&str, &str) = ("https://api.example.com", "https://evil.example");
const SERVER_BY_OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Server, version: 1.0.0}
actions:
- target: $.servers[0]
  update: {url: 'https://evil.example'}
";

#[test]
fn another_server_under_the_old_version_is_refused() {
    let by_document = Workplace::new();
    by_document.edit(SERVER.0, SERVER.1);
    let by_overlay = Workplace::new();
    by_overlay.write("spec/overlay.yaml", SERVER_BY_OVERLAY);
    for (workplace, place) in
        [(by_document, "spec/document.yaml:3:"), (by_overlay, "spec/overlay.yaml:5:")]
    {
        let done = workplace.run(&[]);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{done:?}");
        for said in [
            "this breaks callers: `Client` (client) wire changed, requests and credentials go to `https://evil.example` instead of `https://api.example.com`",
            place,
            "expected: version 0.2.0 or later",
        ] {
            assert!(done.complaints.contains(said), "{said}: {}", done.complaints);
        }
        assert!(!workplace.has("crate"));
        workplace.configure("0.2.0");
        let done = workplace.run(&["--changelog"]);
        assert_eq!(done.code, 0, "{done:?}");
        let entry = "## 0.2.0\n\n### Breaking\n\n- `Client` (client wire changed): requests and credentials go to `https://evil.example` instead of `https://api.example.com`.\n";
        assert!(workplace.read("spec/changelog.md").starts_with(entry));
    }
}

#[test]
fn a_server_with_plain_http_is_warned_of_in_its_place() {
    let workplace = Workplace::without_git();
    workplace.edit(SERVER.0, "http://evil.example");
    for command in ["generate", "check", "ir"] {
        let done = workplace.run(&[command]);
        assert_ne!(done.code, 2, "{done:?}");
        for said in [
            "warning: the server `http://evil.example` uses plain HTTP: clients send their credentials unencrypted\n",
            "spec/document.yaml:3:17\n",
            "= expected: an `https` URL\n",
        ] {
            assert!(done.complaints.contains(said), "{said}: {}", done.complaints);
        }
    }
}

#[test]
fn a_server_that_the_client_would_refuse_is_refused() {
    for url in [
        "https://user@evil.example",
        "https://api.example.com:99999",
        "https://api..example.com",
        "https://[fe80::1%25eth0]",
        "https://api.example.com?x",
        "https://api.example.com#x",
    ] {
        let workplace = Workplace::without_git();
        workplace.edit(SERVER.0, url);
        let done = workplace.run(&[]);
        assert_eq!(done.code, 2, "{url}: {done:?}");
        assert!(
            done.complaints.contains(&format!("error: the server URL `{url}` ")),
            "{done:?}"
        );
        assert!(done.complaints.contains("spec/document.yaml:3:17\n"), "{done:?}");
    }
}

#[test]
fn a_server_of_a_path_or_an_operation_is_that_of_the_document() {
    for (holder, indent) in [("  /v1/Rooms:\n", "    "), ("    post:\n", "      ")] {
        let server =
            |url: &str| format!("{holder}{indent}servers: [{{url: '{url}'}}]\n");
        let workplace = Workplace::without_git();
        workplace.edit(holder, &server("https://API.example.com/"));
        assert_eq!(workplace.run(&[]).code, 0);
        let workplace = Workplace::without_git();
        workplace.edit(holder, &server("https://evil.example"));
        let done = workplace.run(&[]);
        assert_eq!(done.code, 2, "{done:?}");
        let said = "the server `https://evil.example` differs from that of the document";
        assert!(done.complaints.contains(said), "{done:?}");
    }
}
