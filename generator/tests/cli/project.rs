//! A project in a temporary directory: a configuration, documents, and the templates of the repository.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A document of one resource with a model.
pub const ROOMS: &str = "rooms.yaml";
/// A document of three resources without one.
pub const USERS: &str = "users.yaml";

const DOCUMENTS: [(&str, &str); 2] =
    [(ROOMS, "resources/model.yaml"), (USERS, "resources/parent_by_path.yaml")];

/// Members that the fixtures omit.
const FRAME: &str = "
openapi: 3.0.1
info: {title: Example, version: 1.0.0}
servers: [{url: 'https://api.example.com'}]
";

/// Removes an operation of the rooms document.
const OVERLAY: &str = "
overlay: 1.0.0
info: {title: Example, version: 1.0.0}
actions:
  - target: $.paths['/v1/Rooms'].post
    remove: true
";

/// A directory with `generator.toml`; the crate is written to `generated` in it.
pub struct Project {
    root: TempDir,
}

/// The result of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Project {
    /// Creates a project whose document is [`ROOMS`].
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("temporary directory");
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let project = Self { root };
        for (name, fixture) in DOCUMENTS {
            let fixture = workspace.join("tests/fixtures/pipeline").join(fixture);
            let text = fs::read_to_string(fixture).expect("the fixture is there");
            project.put(name, &(text + FRAME));
        }
        project.put("overlay.yaml", OVERLAY);
        let templates = workspace.join("templates");
        project.put(
            "generator.toml",
            &format!(
                "[package]\nname = \"example\"\nversion = \"0.1.0\"\n\
                 description = \"An example.\"\nauthors = [\"Someone\"]\n\
                 license = \"MIT\"\nrust-version = \"1.85\"\n\
                 [input]\ndocument = \"{ROOMS}\"\n\
                 [output]\ndirectory = \"generated\"\ntemplates = '{}'\n",
                templates.display()
            ),
        );
        project
    }

    /// Creates a project and generates its crate.
    pub fn generated() -> Self {
        let project = Self::new();
        assert_eq!(project.run(&[]).code, Some(0));
        project
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub fn put(&self, path: &str, contents: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file has a parent"))
            .expect("the directory is writable");
        fs::write(path, contents).expect("the directory is writable");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    /// Returns all files in the project's directory with their contents, except for the documents; directories end in `/`.
    pub fn contents(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut directories = vec![String::new()];
        while let Some(directory) = directories.pop() {
            let entries = fs::read_dir(self.path(&directory)).expect("it is readable");
            for entry in entries {
                let entry = entry.expect("it is readable");
                let path = format!("{directory}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    directories.push(path.clone() + "/");
                    found.insert(path + "/", String::new());
                } else if !directory.is_empty() {
                    let text = fs::read_to_string(entry.path()).expect("it is text");
                    found.insert(path, text);
                }
            }
        }
        found
    }

    /// Returns a command that runs the generator at the root of the project.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let command = Command::new(env!("CARGO_BIN_EXE_generator"));
        let mut command = self.prepared(command, arguments);
        command.args(["--config", "generator.toml"]);
        command
    }

    /// Returns a command that runs the generator under a limit of `ulimit`.
    #[cfg(unix)]
    pub fn limited(&self, limit: &str, arguments: &[&str]) -> Command {
        let mut command = self.limited_bare(limit, arguments);
        command.args(["--config", "generator.toml"]);
        command
    }

    /// Returns the same command without a configuration.
    #[cfg(unix)]
    pub fn limited_bare(&self, limit: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{limit}; exec \"$0\" \"$@\""));
        command.arg(env!("CARGO_BIN_EXE_generator"));
        self.prepared(command, arguments)
    }

    /// Sets the arguments, the working directory and the environment, without a terminal.
    fn prepared(&self, mut command: Command, arguments: &[&str]) -> Command {
        command
            .args(arguments)
            .current_dir(self.root.path())
            .env("COLUMNS", "100")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command that reads no configuration.
    pub fn run_bare(&self, arguments: &[&str]) -> Run {
        let command = Command::new(env!("CARGO_BIN_EXE_generator"));
        let mut command = self.prepared(command, arguments);
        Run::of(command.spawn().expect("the generator starts"))
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).spawn().expect("the generator starts"))
    }

    /// Runs with a document on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).spawn().expect("the generator starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(input.as_bytes()).expect("the generator reads");
        drop(stdin);
        Run::of(child)
    }
}

impl Run {
    pub fn of(child: Child) -> Self {
        let output = child.wait_with_output().expect("the generator ends");
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("it prints text"),
            stderr: String::from_utf8(output.stderr).expect("it prints text"),
        }
    }

    /// Fails unless standard error holds each of these.
    pub fn assert_says(&self, expected: &[&str]) {
        // Lines may be broken to fit a width.
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = words(&self.stderr);
        for expected in expected {
            assert!(
                said.contains(expected),
                "`{expected}` is not said:\n{}",
                self.stderr
            );
        }
    }

    /// Standard output with the milliseconds masked.
    pub fn summary(&self) -> String {
        let words = self.stdout.split(' ').collect::<Vec<_>>();
        let mask = |(index, word): (usize, &&str)| match words.get(index + 1) {
            Some(&"ms\n") => "N".to_owned(),
            _ => (*word).to_owned(),
        };
        words.iter().enumerate().map(mask).collect::<Vec<_>>().join(" ")
    }
}
