//! What is not a regular file is neither waited for nor read without end.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::{Child, Command};

use crate::project::{Project, ROOMS, Run, USERS};

/// A FIFO that gives whoever opens it an end at once, so that a reader is found out instead of waiting.
struct Fifo(Child);

impl Fifo {
    fn in_place_of(project: &Project, path: &str, text: &str) -> Self {
        let place = project.path(path);
        let _ = std::fs::remove_file(&place);
        let made = Command::new("mkfifo").arg(&place).status().expect("mkfifo runs");
        assert!(made.success());
        // Whoever reads a second time finds it empty.
        let write = "printf %s \"$1\" >\"$0\"; : >\"$0\"";
        let writer =
            Command::new("sh").args(["-c", write]).arg(&place).arg(text).spawn();
        Self(writer.expect("there is a shell"))
    }
}

impl Drop for Fifo {
    fn drop(&mut self) {
        // Both fail only if it has ended, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// So that reading without end fails instead of taking all memory.
const LITTLE_MEMORY: &str = "ulimit -v 2000000";

fn refused(project: &Project, arguments: &[&str], said: &[&str]) {
    refused_command(&mut project.limited(LITTLE_MEMORY, arguments), said);
}

fn refused_command(command: &mut Command, said: &[&str]) {
    let run = Run::of(command.spawn().expect("the generator starts"));
    assert_eq!(run.code, Some(2), "{command:?}: {}", run.stderr);
    run.assert_says(said);
}

#[test]
fn what_is_not_a_file_in_the_place_of_one_of_ours_is_refused() {
    for path in ["generated/src/lib.rs", "generated/LICENSE-MIT", "generated/Cargo.toml"]
    {
        for arguments in [&["--spec", USERS] as &[&str], &["check"]] {
            let said =
                |what: &str| format!("{what} stands where the crate needs a file");
            let project = Project::generated();
            let fifo = Fifo::in_place_of(&project, path, "");
            refused(&project, arguments, &[&said("a FIFO, socket or device"), path]);
            drop(fifo);

            let project = Project::generated();
            std::fs::remove_file(project.path(path)).expect("it is there");
            symlink("/dev/zero", project.path(path)).expect("links can be made");
            refused(&project, arguments, &[&said("a link"), path]);

            let project = Project::generated();
            std::fs::remove_file(project.path(path)).expect("it is there");
            let socket = UnixListener::bind(project.path(path)).expect("it can be made");
            refused(&project, arguments, &[&said("a FIFO, socket or device"), path]);
            drop(socket);
        }
    }
}

#[test]
fn what_is_not_a_file_in_the_place_of_the_manifest_is_refused() {
    let path = "generated/.generated-files";
    let project = Project::generated();
    let fifo = Fifo::in_place_of(&project, path, "");
    refused(
        &project,
        &[],
        &["a FIFO, socket or device stands where the crate needs a file", path],
    );
    drop(fifo);
    std::fs::remove_file(project.path(path)).expect("it is there");
    symlink("/dev/zero", project.path(path)).expect("links can be made");
    refused(&project, &[], &["a link stands where the crate needs a file", path]);
}

#[test]
fn a_fifo_in_the_place_of_the_crate_is_refused() {
    let project = Project::new();
    let fifo = Fifo::in_place_of(&project, "generated", "");
    refused(&project, &["check"], &["generated", "a directory is needed"]);
    refused(&project, &[], &["stands where the directory of the crate is to be"]);
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
fn input_without_end_is_refused() {
    let project = Project::generated();
    let before = project.contents();
    for arguments in [
        &["--spec", "/dev/zero"] as &[&str],
        &["--overlay", "/dev/zero"],
        &["check", "--spec", "/dev/zero"],
        &["diff", "/dev/zero", USERS],
    ] {
        refused(&project, arguments, &["more than 16 MiB", "/dev/zero"]);
    }
    let configuration = project.read("generator.toml");
    project.put("endless/generator.toml", "");
    std::fs::remove_file(project.path("endless/generator.toml")).expect("it is there");
    symlink("/dev/zero", project.path("endless/generator.toml"))
        .expect("links can be made");
    let arguments = ["--config", "endless/generator.toml"];
    let mut command = project.limited_bare(LITTLE_MEMORY, &arguments);
    refused_command(&mut command, &["the configuration cannot be read", "16 MiB"]);

    symlink("/dev/zero", project.path("changelog.md")).expect("links can be made");
    let changelog =
        configuration.replace("[output]", "changelog = \"changelog.md\"\n[output]");
    project.put("generator.toml", &changelog);
    refused(&project, &[], &["the changelog cannot be read", "not a regular file"]);
    std::fs::remove_dir_all(project.path("endless")).expect("it is there");
    assert_eq!(project.contents(), before);
}

#[test]
fn templates_are_regular_files() {
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
        let said = ["a template cannot be read", "not a regular file", path];
        let fifo = Fifo::in_place_of(&project, path, &text);
        refused(&project, &[], &said);
        drop(fifo);
        std::fs::remove_file(project.path(path)).expect("it is there");
        symlink("/dev/zero", project.path(path)).expect("links can be made");
        refused(&project, &[], &said);
        std::fs::remove_file(project.path(path)).expect("it is there");
        project.put(path, &text);
    }
    assert_eq!(project.run(&[]).code, Some(0));
}

#[test]
fn the_document_and_the_configuration_can_come_through_a_fifo() {
    let project = Project::new();
    let document = Fifo::in_place_of(&project, "document", &project.read(USERS));
    let run = project.run(&["--spec", "document"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    drop(document);
    // It is compared with another one, and needed twice for that.
    let document = Fifo::in_place_of(&project, "document", &project.read(USERS));
    let run = project.run(&["--spec", "document", "--since", ROOMS, "--allow-breaking"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("for callers since"), "{}", run.stdout);
    drop(document);
    let text = project.read("generator.toml");
    let configuration = Fifo::in_place_of(&project, "piped.toml", &text);
    let run = project.run_bare(&["check", "--spec", USERS, "--config", "piped.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    drop(configuration);
}
