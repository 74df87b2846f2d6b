//! Special files neither block the generator nor are read without a limit.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::{Child, Command};

use crate::project::{Project, ROOMS, Run, USERS};

/// A FIFO with a writer, so that a reader does not block.
struct Fifo(Child);

impl Fifo {
    fn in_place_of(project: &Project, path: &str, text: &str) -> Self {
        let place = project.path(path);
        let _ = std::fs::remove_file(&place);
        let made = Command::new("mkfifo").arg(&place).status().expect("mkfifo runs");
        assert!(made.success());
        // A second reader finds it empty.
        let write = "printf %s \"$1\" >\"$0\"; : >\"$0\"";
        let writer =
            Command::new("sh").args(["-c", write]).arg(&place).arg(text).spawn();
        Self(writer.expect("there is a shell"))
    }
}

impl Drop for Fifo {
    fn drop(&mut self) {
        // Both fail only if the process has already exited.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Makes endless reading fail instead of exhausting the memory.
const MEMORY_LIMIT: &str = "ulimit -v 2000000";

fn rejected(project: &Project, arguments: &[&str], messages: &[&str]) {
    rejected_command(&mut project.limited(MEMORY_LIMIT, arguments), messages);
}

fn rejected_command(command: &mut Command, messages: &[&str]) {
    let run = Run::of(command.spawn().expect("the generator starts"));
    assert_eq!(run.code, Some(2), "{command:?}: {}", run.stderr);
    run.assert_says(messages);
}

#[test]
fn special_files_in_place_of_generated_files_are_rejected() {
    for path in ["generated/src/lib.rs", "generated/LICENSE-MIT", "generated/Cargo.toml"]
    {
        for arguments in [&["--spec", USERS] as &[&str], &["check"]] {
            let message = |kind: &str| format!("the path is {kind}");
            let project = Project::generated();
            let fifo = Fifo::in_place_of(&project, path, "");
            rejected(&project, arguments, &[&message("a FIFO, socket or device"), path]);
            drop(fifo);

            let project = Project::generated();
            std::fs::remove_file(project.path(path)).expect("it is there");
            symlink("/dev/zero", project.path(path)).expect("links can be made");
            rejected(&project, arguments, &[&message("a symbolic link"), path]);

            let project = Project::generated();
            std::fs::remove_file(project.path(path)).expect("it is there");
            let socket = UnixListener::bind(project.path(path)).expect("it can be made");
            rejected(&project, arguments, &[&message("a FIFO, socket or device"), path]);
            drop(socket);
        }
    }
}

#[test]
fn special_files_in_place_of_the_manifest_are_rejected() {
    let path = "generated/.generated-files";
    let project = Project::generated();
    let fifo = Fifo::in_place_of(&project, path, "");
    rejected(&project, &[], &["the path is a FIFO, socket or device", path]);
    drop(fifo);
    std::fs::remove_file(project.path(path)).expect("it is there");
    symlink("/dev/zero", project.path(path)).expect("links can be made");
    rejected(&project, &[], &["the path is a symbolic link", path]);
}

#[test]
fn a_fifo_in_place_of_the_crate_is_rejected() {
    let project = Project::new();
    let fifo = Fifo::in_place_of(&project, "generated", "");
    rejected(&project, &["check"], &["generated", "in the place of a directory"]);
    rejected(&project, &[], &["the output path is not a directory"]);
    drop(fifo);
}

#[test]
fn a_stale_file_that_became_a_fifo_stays() {
    let project = Project::generated();
    let fifo = Fifo::in_place_of(&project, "generated/src/rooms.rs", "");
    assert_eq!(project.run(&["--spec", USERS]).code, Some(0));
    assert!(project.path("generated/src/rooms.rs").exists());
    drop(fifo);
}

#[test]
fn endless_input_is_rejected() {
    let project = Project::generated();
    let before = project.contents();
    for arguments in [
        &["--spec", "/dev/zero"] as &[&str],
        &["--overlay", "/dev/zero"],
        &["check", "--spec", "/dev/zero"],
        &["diff", "/dev/zero", USERS],
    ] {
        rejected(&project, arguments, &["larger than 16 MiB", "/dev/zero"]);
    }
    let configuration = project.read("generator.toml");
    project.put("endless/generator.toml", "");
    std::fs::remove_file(project.path("endless/generator.toml")).expect("it is there");
    symlink("/dev/zero", project.path("endless/generator.toml"))
        .expect("links can be made");
    let arguments = ["--config", "endless/generator.toml"];
    let mut command = project.limited_bare(MEMORY_LIMIT, &arguments);
    rejected_command(&mut command, &["failed to read the configuration", "16 MiB"]);

    symlink("/dev/zero", project.path("changelog.md")).expect("links can be made");
    let changelog =
        configuration.replace("[output]", "changelog = \"changelog.md\"\n[output]");
    project.put("generator.toml", &changelog);
    rejected(&project, &[], &["failed to read the changelog", "not a regular file"]);
    std::fs::remove_dir_all(project.path("endless")).expect("it is there");
    assert_eq!(project.contents(), before);
}

#[test]
fn templates_must_be_regular_files() {
    let project = Project::new();
    let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/../templates");
    let copy = Command::new("cp")
        .arg("-R")
        .args([templates.as_ref(), project.path("templates").as_os_str()])
        .status();
    assert!(copy.expect("there is cp").success());
    let configuration = project.read("generator.toml");
    project.put("generator.toml", &configuration.replace(templates, "templates"));
    for path in [
        "templates/LICENSE-MIT",
        "templates/README.md.j2",
        "templates/runtime/src/runtime.rs",
    ] {
        let text = project.read(path);
        let said = ["failed to read the template", "not a regular file", path];
        let fifo = Fifo::in_place_of(&project, path, &text);
        rejected(&project, &[], &said);
        drop(fifo);
        std::fs::remove_file(project.path(path)).expect("it is there");
        symlink("/dev/zero", project.path(path)).expect("links can be made");
        rejected(&project, &[], &said);
        std::fs::remove_file(project.path(path)).expect("it is there");
        project.put(path, &text);
    }
    assert_eq!(project.run(&[]).code, Some(0));
}

#[test]
fn the_document_and_the_configuration_can_be_fifos() {
    let project = Project::new();
    let document = Fifo::in_place_of(&project, "document", &project.read(USERS));
    let run = project.run(&["--spec", "document"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    drop(document);
    // The comparison reads it twice.
    let document = Fifo::in_place_of(&project, "document", &project.read(USERS));
    let run = project.run(&["--spec", "document", "--since", ROOMS, "--allow-breaking"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("changes since"), "{}", run.stdout);
    drop(document);
    let text = project.read("generator.toml");
    let configuration = Fifo::in_place_of(&project, "piped.toml", &text);
    let run = project.run_bare(&["check", "--spec", USERS, "--config", "piped.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    drop(configuration);
}
