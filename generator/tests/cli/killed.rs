//! The process is killed while it writes: the crate is the old one or the new one, and the next run mends the rest.
//!
//! The unit tests of `write` stop at every step; here it is a real process and a real signal.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;

use crate::project::{Project, ROOMS, USERS};

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

    /// Whether the folder of the crate holds the new crate; it must hold the old one otherwise.
    fn is_new(&self, old: &str) -> bool {
        let mut now = self.project.contents();
        now.retain(|path, _| path.starts_with("generated/"));
        let is_rooms = now == within(&self.rooms);
        assert!(is_rooms || now == within(&self.users), "a mixture: {:?}", now.keys());
        is_rooms != (old == ROOMS)
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

    /// The names in the workshop beside the crate.
    fn prepared(&self) -> usize {
        let folder = self.project.path(".generated.generating/crate/src");
        fs::read_dir(folder).map_or(0, Iterator::count)
    }

    fn inode(&self) -> Option<u64> {
        fs::metadata(self.project.path("generated")).ok().map(|found| found.ino())
    }
}

fn within(contents: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut contents = contents.clone();
    contents.retain(|path, _| path.starts_with("generated/"));
    contents
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
fn a_run_killed_while_it_prepares_leaves_the_old_crate() {
    let held = Crate::new();
    for names in 0..20 {
        let mut child =
            held.project.command(&["--spec", ROOMS]).spawn().expect("it starts");
        kill_at(&mut child, || held.prepared() > names);
        held.is_new(USERS);
        held.mend(if names % 2 == 0 { USERS } else { ROOMS });
        held.mend(USERS);
    }
}

#[test]
fn a_run_killed_after_the_swap_leaves_the_new_crate() {
    let held = Crate::new();
    let mut documents = [ROOMS, USERS].into_iter().cycle();
    let mut left = 0;
    for document in documents.by_ref().take(20) {
        let old = if document == ROOMS { USERS } else { ROOMS };
        let before = held.inode();
        let mut child =
            held.project.command(&["--spec", document]).spawn().expect("it starts");
        kill_at(&mut child, || held.inode() != before);
        assert!(held.is_new(old), "the swap was seen");
        left += usize::from(held.project.path(".generated.generating").exists());
        held.mend(document);
    }
    assert!(left > 0, "no run was killed before it had tidied up");
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
