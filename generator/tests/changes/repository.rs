//! A directory with a document, a configuration and a git repository, to run the generator in.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A document with one operation.
pub const DOCUMENT: &str = "\
openapi: 3.0.1
info: {title: Sample, version: 1.0.0}
servers: [{url: 'https://api.example.com'}]
paths:
  /v1/Rooms:
    post:
      operationId: CreateRoom
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {
        Name: {type: string},
        Topic: {type: string}}}}}}
      responses: {204: {description: Done}}
";

/// A temporary directory laid out like the repository of the generator.
pub struct Repository(TempDir);

/// The result of a command.
#[derive(Debug)]
pub struct Output {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Repository {
    /// Creates a document, a configuration and an overlay, without a git repository.
    pub fn without_git() -> Self {
        let directory = tempfile::tempdir().expect("temporary directory");
        let repository = Self(directory);
        repository.write("spec/document.yaml", DOCUMENT);
        repository.configure("0.1.0");
        repository.write(
            "spec/overlay.yaml",
            "overlay: 1.0.0\ninfo: {title: None, version: 1.0.0}\nactions:\n\
             - target: $.paths['/v1/Rooms']\n  update: {x-name: Room}\n",
        );
        repository
    }

    /// Creates the same files in the first commit of a git repository.
    pub fn new() -> Self {
        let repository = Self::without_git();
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.commit();
        repository
    }

    /// Writes the configuration with a version of the crate.
    pub fn configure(&self, version: &str) {
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
        let config = format!(
            "[package]\nname = \"sample\"\nversion = \"{version}\"\ndescription = \"d\"\nauthors = [\"a\"]\n\
             license = \"MIT\"\nrust-version = \"1.85\"\n\n[input]\ndocument = \"document.yaml\"\n\
             overlays = [\"overlay.yaml\"]\nchangelog = \"changelog.md\"\n\n[output]\ndirectory = \"../crate\"\n\
             templates = {:?}\n",
            templates.display().to_string()
        );
        self.write("spec/generator.toml", &config);
    }

    /// Replaces text in the document.
    pub fn edit(&self, old: &str, new: &str) {
        let text = self.read("spec/document.yaml");
        assert!(text.contains(old), "the document has no {old}");
        self.write("spec/document.yaml", &text.replace(old, new));
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        let parent = path.parent().expect("a file has a parent");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    pub fn read(&self, path: &str) -> String {
        let path = self.0.path().join(path);
        fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn has(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }

    /// Commits all files.
    pub fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "State"]);
    }

    pub fn git(&self, arguments: &[&str]) {
        let status = Command::new("git")
            .args(["-c", "user.name=n", "-c", "user.email=e@example.com"])
            .args(arguments)
            .current_dir(self.0.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .status()
            .expect("git can be run");
        assert!(status.success(), "git {arguments:?}");
    }

    /// Runs the generator.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, "")
    }

    /// Runs the generator with colors enabled.
    #[allow(dead_code, reason = "several tests share this file")]
    pub fn run_colored(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
        command.env("CLICOLOR_FORCE", "1");
        self.run_command(command, arguments, "")
    }

    /// Runs the generator with standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
        command.env_remove("CLICOLOR_FORCE");
        self.run_command(command, arguments, input)
    }

    fn run_command(
        &self,
        mut command: Command,
        arguments: &[&str],
        input: &str,
    ) -> Output {
        let mut child = command
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("NO_COLOR")
            // Ignore any repository that contains the temporary directory.
            .env(
                "GIT_CEILING_DIRECTORIES",
                self.0.path().parent().unwrap_or(self.0.path()),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the generator can be run");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A command that reads nothing may have exited already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("the generator ends");
        Output {
            code: output.status.code().expect("no signal ended it"),
            stdout: String::from_utf8(output.stdout).expect("it prints UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("it prints UTF-8"),
        }
    }
}
