//! `.ci/release` refuses to release before it runs Cargo, and says why.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use tests::workspace;

/// A git repository with what the first checks of the script read.
struct Project(TempDir);

impl Project {
    /// Creates a project that could be released as far as these checks can tell, apart from what `edit` changes.
    fn new(edit: impl FnOnce(&Self)) -> Self {
        let project = Self(tempfile::tempdir().expect("temporary directory"));
        let script = fs::read_to_string(workspace().join(".ci/release"));
        project.write(".ci/release", &script.expect("the script is there"));
        project.write(".gitignore", "/target\n");
        project.configure("1.2.3", "https://example.com/repository");
        project.write("generated/Cargo.toml", "[package]\nversion = \"1.2.3\"\n");
        project.write(
            "generated/CHANGELOG.md",
            "# Changelog\n\n## 1.2.3\n\n## 1.2.3-rc.1\n",
        );
        edit(&project);
        project.git(&["init", "--quiet"]);
        project.git(&["add", "."]);
        project.git(&["commit", "--quiet", "--message", "A release"]);
        project.pass();
        project
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        let directory = path.parent().expect("a file has a parent");
        fs::create_dir_all(directory).expect("the directory is writable");
        fs::write(path, text).expect("the directory is writable");
    }

    fn configure(&self, version: &str, repository: &str) {
        let text = format!(
            "[package]\nname = \"example\"\nversion = \"{version}\"\nrepository = \"{repository}\"\n"
        );
        self.write("spec/generator.toml", &text);
    }

    /// Records that `.ci/run` has passed for the present commit.
    fn pass(&self) {
        let tree = self.git(&["rev-parse", "HEAD^{tree}"]);
        self.write("target/ci-passed", &tree);
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        for (variable, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("GIT_AUTHOR_NAME", "Someone"),
            ("GIT_AUTHOR_EMAIL", "someone@example.com"),
            ("GIT_COMMITTER_NAME", "Someone"),
            ("GIT_COMMITTER_EMAIL", "someone@example.com"),
        ] {
            command.env(variable, value);
        }
        printed(&command.args(arguments).current_dir(self.path()).output())
    }

    /// Returns the lines that the script prints with this prefix. It refuses for at least one reason, so that no later
    /// check runs Cargo.
    fn results(&self, arguments: &[&str], prefix: &str) -> Vec<String> {
        let output = Command::new("python3")
            .arg(self.path().join(".ci/release"))
            .args(arguments)
            .output()
            .expect("Python can be run");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines()
            .filter_map(|line| line.strip_prefix(prefix).map(str::to_owned))
            .collect()
    }

    /// Returns the reasons for which the release is refused.
    fn refusals(&self) -> Vec<String> {
        self.results(&[], "refused: ")
    }

    /// Fails unless the script refuses for this reason alone.
    fn assert_refused(&self, reason: &str) {
        let refusals = self.refusals();
        assert!(refusals.len() == 1 && refusals[0].contains(reason), "{refusals:#?}");
    }
}

fn printed(output: &std::io::Result<Output>) -> String {
    let output = output.as_ref().expect("the program can be run");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn an_unfinished_change_is_refused() {
    let project = Project::new(|_| {});
    project.write("new.txt", "");
    project.assert_refused("the working tree has changes");
}

#[test]
fn a_stale_manifest_is_refused() {
    let project = Project::new(|project| {
        project.write("generated/Cargo.toml", "[package]\nversion = \"1.2.2\"\n");
    });
    project.assert_refused("`generated/Cargo.toml` 1.2.2");
}

#[test]
fn a_missing_repository_is_refused() {
    let project = Project::new(|project| project.configure("1.2.3", ""));
    project.assert_refused("`package.repository` in `spec/generator.toml` is empty");
}

#[test]
fn a_missing_changelog_entry_is_refused() {
    let changelog = "# Changelog\n\n## 1.2.3-rc.1\n\n## 1.2.30\n";
    let project =
        Project::new(|project| project.write("generated/CHANGELOG.md", changelog));
    project.assert_refused("no entry for 1.2.3");
}

#[test]
fn a_published_version_is_refused() {
    let project = Project::new(|_| {});
    project.git(&["tag", "v1.2.3"]);
    project.assert_refused("the tag `v1.2.3` exists");
}

#[test]
fn an_untested_commit_is_refused() {
    let project = Project::new(|_| {});
    project.write("target/ci-passed", "another tree\n");
    project.assert_refused("`.ci/run` has not passed for this commit");
}

#[test]
fn all_reasons_are_given_at_once() {
    let project = Project::new(|project| {
        project.configure("1.2.3", "");
        project.write("generated/CHANGELOG.md", "# Changelog\n");
    });
    assert_eq!(project.refusals().len(), 2);
}

#[test]
fn a_dry_run_goes_on_where_nothing_in_the_tree_is_wrong() {
    let project = Project::new(|project| project.configure("1.2.3", ""));
    project.write("target/ci-passed", "another tree\n");
    // What makes the script stop before it runs Cargo.
    project.git(&["tag", "v1.2.3"]);
    let open = project.results(&["--dry-run"], "open: ");
    assert!(open[0].contains("`package.repository`"), "{open:#?}");
    assert!(open[1].contains("`.ci/run` has not passed"), "{open:#?}");
    let refused = project.results(&["--dry-run"], "refused: ");
    assert!(refused.len() == 1 && refused[0].contains("exists"), "{refused:#?}");
    assert_eq!(project.refusals().len(), 3);
}
