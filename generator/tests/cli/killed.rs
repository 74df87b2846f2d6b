//! The process is killed while it writes: the crate is the old one or the new one, or `check` names the interrupted run;
//! the next run completes it.
//!
//! The unit tests of `write` stop at every step; here it is a real process and a real signal.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;

use crate::project::{Project, ROOMS, Run, USERS};

/// Where a run keeps files while it changes the crate.
const STAGING: &str = "generated/.generating";

/// A project whose crate has files of a user, and its contents under two documents.
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

    /// Whether the directory of the crate holds the new crate; it must hold the old one otherwise.
    fn is_new(&self, old: &str) -> bool {
        let mut now = self.project.contents();
        now.retain(|path, _| !path.starts_with(STAGING));
        let is_rooms = now == self.rooms;
        assert!(is_rooms || now == self.users, "a mixture: {:?}", now.keys());
        is_rooms != (old == ROOMS)
    }

    /// Whether the run was interrupted while it changed files, and `check` says so.
    fn is_named(&self, document: &str) -> bool {
        let is_interrupted = self.project.path(STAGING).join("journal").exists();
        let run = self.project.run(&["check", "--spec", document]);
        let said = "an earlier run was interrupted while it changed the crate";
        assert_eq!(run.stderr.contains(said), is_interrupted, "{}", run.stderr);
        assert_eq!(run.code == Some(2), is_interrupted, "{}", run.stderr);
        is_interrupted
    }

    /// Runs to the end, which leaves the crate of the document and nothing else.
    fn mend(&self, document: &str) {
        let run = self.project.run(&["--spec", document]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let expected = if document == ROOMS {
            &self.rooms
        } else {
            &self.users
        };
        assert_eq!(self.project.contents(), *expected);
    }

    /// How many files are staged.
    fn staged(&self) -> usize {
        fs::read_dir(self.project.path(STAGING)).map_or(0, Iterator::count)
    }
}

/// Kills the process when the sign is seen; it may be too late.
fn kill_at(child: &mut Child, sign: impl Fn() -> bool) {
    while child.try_wait().expect("it is our child").is_none() {
        if sign() {
            child.kill().expect("it is our child");
            child.wait().expect("it is our child");
            return;
        }
    }
}

#[test]
fn a_run_killed_while_it_stages_files_leaves_a_whole_crate_or_is_named() {
    let held = Crate::new();
    let mut left = 0;
    for files in 0..20 {
        let mut child =
            held.project.command(&["--spec", ROOMS]).spawn().expect("it starts");
        kill_at(&mut child, || held.staged() > files / 3);
        left += usize::from(held.project.path(STAGING).exists());
        if !held.is_named(ROOMS) {
            held.is_new(USERS);
        }
        held.mend(if files % 2 == 0 { USERS } else { ROOMS });
        held.mend(USERS);
    }
    assert!(left > 0, "no run was killed before it had tidied up");
}

#[test]
fn a_run_killed_while_it_changes_files_is_named_and_completed() {
    let held = Crate::new();
    let journal = held.project.path(STAGING).join("journal");
    let mut named = 0;
    for document in [ROOMS, USERS].into_iter().cycle().take(20) {
        let old = if document == ROOMS { USERS } else { ROOMS };
        let mut child =
            held.project.command(&["--spec", document]).spawn().expect("it starts");
        kill_at(&mut child, || journal.exists());
        if held.is_named(document) {
            named += 1;
        } else {
            assert!(held.is_new(old), "the journal was seen, and is gone");
        }
        // The same document or the one before completes it.
        held.mend(if named % 2 == 0 { document } else { old });
        held.mend(document);
    }
    assert!(named > 0, "no run was killed before it had ended");
}

#[test]
fn runs_at_once_leave_the_crate_of_one_of_them() {
    let held = Crate::new();
    for _ in 0..3 {
        let start = |document| {
            held.project.command(&["--spec", document]).spawn().expect("it starts")
        };
        let runs: Vec<_> =
            [ROOMS, USERS].into_iter().cycle().take(8).map(start).collect();
        for run in runs {
            let run = Run::of(run);
            assert_eq!(run.code, Some(0), "{}", run.stderr);
        }
        let now = held.project.contents();
        assert!(now == held.rooms || now == held.users, "a mixture: {:?}", now.keys());
    }
}

#[test]
fn a_run_killed_by_the_size_of_a_file_leaves_the_old_crate() {
    let held = Crate::new();
    let mut killed = 0;
    for blocks in 0..24 {
        let limit = format!("ulimit -c 0; ulimit -f {blocks}");
        let mut command = held.project.limited(&limit, &["--spec", ROOMS]);
        let status = command.status().expect("the generator runs");
        if status.signal().is_some() {
            killed += 1;
            assert!(!held.is_new(USERS), "{blocks}");
        }
        held.mend(USERS);
    }
    assert!(killed > 2, "the limit stops runs: {killed}");
}
