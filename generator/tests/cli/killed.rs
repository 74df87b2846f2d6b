//! Killed processes: the crate is the old or the new one, or `check` reports the interrupted run and the next run completes
//! it.
//!
//! The unit tests of `write` simulate a fault at every step; here a real process receives a real signal.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;

use crate::project::{Project, ROOMS, Run, USERS};

/// The staging directory.
const STAGING: &str = "generated/.generating";

/// A project whose crate contains files of a user, and its contents for two documents.
struct Crate {
    project: Project,
    rooms: BTreeMap<String, String>,
    users: BTreeMap<String, String>,
}

impl Crate {
    fn new() -> Self {
        let project = Project::generated();
        project.put("generated/notes/mine.md", "mine\n");
        project.put("generated/src/mine.rs", "// mine\n");
        let rooms = project.contents();
        assert_eq!(project.run(&["--spec", USERS]).code, Some(0));
        let users = project.contents();
        Self {
            project,
            rooms,
            users,
        }
    }

    /// Returns `true` if the directory contains the new crate, and asserts that it contains the old one otherwise.
    fn is_new(&self, old: &str) -> bool {
        let mut now = self.project.contents();
        now.retain(|path, _| !path.starts_with(STAGING));
        let is_rooms = now == self.rooms;
        assert!(is_rooms || now == self.users, "a mixture: {:?}", now.keys());
        is_rooms != (old == ROOMS)
    }

    /// Returns `true` if the run was interrupted while it changed files, and asserts that `check` reports it.
    fn is_interrupted(&self, document: &str) -> bool {
        let is_interrupted = self.project.path(STAGING).join("journal").exists();
        let run = self.project.run(&["check", "--spec", document]);
        let message = "an earlier run was interrupted while it changed the crate";
        assert_eq!(run.stderr.contains(message), is_interrupted, "{}", run.stderr);
        assert_eq!(run.code == Some(2), is_interrupted, "{}", run.stderr);
        is_interrupted
    }

    /// Runs to completion and asserts that this leaves the crate of the document and nothing else.
    fn complete(&self, document: &str) {
        let run = self.project.run(&["--spec", document]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let expected = if document == ROOMS {
            &self.rooms
        } else {
            &self.users
        };
        assert_eq!(self.project.contents(), *expected);
    }

    /// Returns the number of staged files.
    fn staged(&self) -> usize {
        fs::read_dir(self.project.path(STAGING)).map_or(0, Iterator::count)
    }
}

/// Kills the process when a condition is met, unless it has already exited.
fn kill_when(child: &mut Child, condition: impl Fn() -> bool) {
    while child.try_wait().expect("it is our child").is_none() {
        if condition() {
            child.kill().expect("it is our child");
            child.wait().expect("it is our child");
            return;
        }
    }
}

#[test]
fn a_run_killed_while_it_stages_files_leaves_a_complete_crate_or_is_reported() {
    let fixture = Crate::new();
    let mut left = 0;
    for files in 0..20 {
        let mut child =
            fixture.project.command(&["--spec", ROOMS]).spawn().expect("it starts");
        kill_when(&mut child, || fixture.staged() > files / 3);
        left += usize::from(fixture.project.path(STAGING).exists());
        if !fixture.is_interrupted(ROOMS) {
            fixture.is_new(USERS);
        }
        fixture.complete(if files % 2 == 0 { USERS } else { ROOMS });
        fixture.complete(USERS);
    }
    assert!(left > 0, "no run was killed before it removed the staging directory");
}

#[test]
fn a_run_killed_while_it_changes_files_is_reported_and_completed() {
    let fixture = Crate::new();
    let journal = fixture.project.path(STAGING).join("journal");
    let mut interrupted = 0;
    for document in [ROOMS, USERS].into_iter().cycle().take(20) {
        let old = if document == ROOMS { USERS } else { ROOMS };
        let mut child =
            fixture.project.command(&["--spec", document]).spawn().expect("it starts");
        kill_when(&mut child, || journal.exists());
        if fixture.is_interrupted(document) {
            interrupted += 1;
        } else {
            assert!(fixture.is_new(old), "the journal was seen, and is gone");
        }
        // A run with the same document or the previous one completes it.
        fixture.complete(if interrupted % 2 == 0 { document } else { old });
        fixture.complete(document);
    }
    assert!(interrupted > 0, "no run was killed before it had ended");
}

#[test]
fn concurrent_runs_leave_the_crate_of_one_of_them() {
    let fixture = Crate::new();
    for _ in 0..3 {
        let start = |document| {
            fixture.project.command(&["--spec", document]).spawn().expect("it starts")
        };
        let runs: Vec<_> =
            [ROOMS, USERS].into_iter().cycle().take(8).map(start).collect();
        for run in runs {
            let run = Run::of(run);
            assert_eq!(run.code, Some(0), "{}", run.stderr);
        }
        let now = fixture.project.contents();
        assert!(
            now == fixture.rooms || now == fixture.users,
            "a mixture: {:?}",
            now.keys()
        );
    }
}

#[test]
fn a_run_killed_by_a_file_size_limit_leaves_the_old_crate() {
    let fixture = Crate::new();
    let mut killed = 0;
    for blocks in 0..24 {
        let limit = format!("ulimit -c 0; ulimit -f {blocks}");
        let mut command = fixture.project.limited(&limit, &["--spec", ROOMS]);
        let status = command.status().expect("the generator runs");
        if status.signal().is_some() {
            killed += 1;
            assert!(!fixture.is_new(USERS), "{blocks}");
        }
        fixture.complete(USERS);
    }
    assert!(killed > 2, "the limit stops runs: {killed}");
}
