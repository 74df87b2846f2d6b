//! Stops or fails writing at every step, and looks at what is left.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use super::{crate_folder, marked, put, set};
use crate::diagnostic::Diagnostics;
use crate::write::file_system::{FileSystem, OnDisk};
use crate::write::{OutputFiles, Written, job};

/// What happens at the step that is counted down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Neither that step nor any after it happens, as if the process had been killed.
    Kill,
    /// That step alone fails.
    Fail,
}

/// What the file system cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lacks {
    Nothing,
    Exchange,
    /// Neither second names nor swaps.
    Links,
}

/// The real file system, with a fault.
struct Faulty {
    fault: Fault,
    lacks: Lacks,
    /// How many steps happen before the fault.
    left: Cell<usize>,
    steps: Cell<usize>,
    /// What someone else does, and before which step.
    meanwhile: Option<(Moment, Box<dyn Fn()>)>,
}

/// A step that someone else is just ahead of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// The old crate is about to be copied.
    Copying,
    /// The folders are about to be swapped.
    Swapping,
}

impl Faulty {
    fn new(fault: Fault, lacks: Lacks, left: usize) -> Self {
        Self {
            fault,
            lacks,
            left: Cell::new(left),
            steps: Cell::new(0),
            meanwhile: None,
        }
    }

    /// No fault, but someone else at work.
    fn disturbed(moment: Moment, act: impl Fn() + 'static) -> Self {
        Self {
            meanwhile: Some((moment, Box::new(act))),
            ..Self::sound()
        }
    }

    fn reach(&self, moment: Moment) {
        if let Some((_, act)) = self.meanwhile.as_ref().filter(|(at, _)| *at == moment) {
            act();
        }
    }

    /// No fault at all.
    fn sound() -> Self {
        Self::new(Fault::Kill, Lacks::Nothing, usize::MAX)
    }

    fn is_reached(&self) -> bool {
        self.steps.get() > self.left.get()
    }

    /// Takes a step, if it is to happen.
    fn step(&self, take: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        self.steps.set(self.steps.get() + 1);
        let happens = match self.fault {
            Fault::Kill => !self.is_reached(),
            Fault::Fail => self.steps.get() - 1 != self.left.get(),
        };
        if happens {
            take()
        } else {
            Err(io::ErrorKind::StorageFull.into())
        }
    }
}

impl FileSystem for Faulty {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        if path.ends_with("crate") {
            self.reach(Moment::Copying);
        }
        self.step(|| OnDisk.create_folder(path))
    }

    fn create_file(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        let outcome = self.step(|| OnDisk.create_file(path, contents));
        let is_fault = self.steps.get() - 1 == self.left.get();
        if is_fault && !contents.is_empty() {
            // Half of a file may be there.
            OnDisk.create_file(path, &contents[..contents.len() / 2])?;
        }
        outcome
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        // The test machine keeps its power; to wait for its disk would take long.
        assert!(path.exists(), "{} is synced", path.display());
        self.step(|| Ok(()))
    }

    fn copy_access(&self, path: &Path, model: &Metadata) -> io::Result<()> {
        self.step(|| OnDisk.copy_access(path, model))
    }

    fn copy_time(&self, path: &Path, model: &Metadata) -> io::Result<()> {
        self.step(|| OnDisk.copy_time(path, model))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| match self.lacks {
            Lacks::Links => Err(io::ErrorKind::Unsupported.into()),
            _ => OnDisk.link(from, to),
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| OnDisk.rename(from, to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.reach(Moment::Swapping);
        self.step(|| match self.lacks {
            Lacks::Nothing => OnDisk.exchange(one, other),
            _ => Err(io::ErrorKind::Unsupported.into()),
        })
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(|| OnDisk.remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| OnDisk.remove_folder(path))
    }
}

/// The crate before a run, and what a user keeps in its folder.
fn old_files() -> OutputFiles {
    set(&[
        ("Cargo.toml", &marked("old")),
        ("LICENSE", "old"),
        ("NOTICE", "a licence that goes away"),
        ("src/gone/a.rs", &marked("a")),
        ("src/gone/b.rs", &marked("b")),
        ("src/lib.rs", &marked("old")),
        ("src/same.rs", &marked("same")),
    ])
}

fn new_files() -> OutputFiles {
    set(&[
        ("Cargo.toml", &marked("new")),
        ("LICENSE", "new"),
        ("src/came/deep/a.rs", &marked("a")),
        ("src/came/b.rs", &marked("b")),
        ("src/lib.rs", &marked("new")),
        ("src/same.rs", &marked("same")),
    ])
}

const OF_USER: [(&str, &str); 6] = [
    (".git/HEAD", "ref"),
    ("Cargo.lock", "# This file is automatically @generated by Cargo.\n"),
    ("mine/deep/notes.md", "mine"),
    ("src/gone/mine.rs", "// mine\n"),
    ("src/mine.rs", "// mine\n"),
    ("target/debug/x", "built"),
];

fn prepare(folder: &Path) {
    job::run(&Faulty::sound(), &old_files(), folder).expect("the folder is writable");
    for (path, contents) in OF_USER {
        put(folder, path, contents);
    }
    fs::create_dir(folder.join("empty")).expect("the folder is writable");
}

type State = BTreeMap<String, (String, Option<String>)>;

/// Everything below a folder: what it holds and, of what no run may touch, when it was modified.
fn state(folder: &Path) -> State {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(parent) = folders.pop() {
        for entry in fs::read_dir(folder.join(&parent)).expect("the folder is readable")
        {
            let entry = entry.expect("the folder is readable");
            let path = format!("{parent}{}", entry.file_name().to_string_lossy());
            let metadata = entry.metadata().expect("the file is readable");
            let is_untouchable = path == "src/same.rs"
                || path == "empty"
                || path.starts_with("target")
                || OF_USER.iter().any(|(mine, _)| *mine == path);
            let modified = is_untouchable.then(|| {
                format!("{:?} {:?}", metadata.modified(), metadata.permissions())
            });
            if metadata.is_dir() {
                folders.push(path.clone() + "/");
                found.insert(path, (String::new(), modified));
            } else {
                let contents =
                    fs::read_to_string(entry.path()).expect("the file is text");
                found.insert(path, (contents, modified));
            }
        }
    }
    found
}

/// The state that a run without faults leads to.
fn after_run(files: &OutputFiles) -> State {
    let (_root, folder) = crate_folder();
    prepare(&folder);
    job::run(&Faulty::sound(), files, &folder).expect("the folder is writable");
    state(&folder)
}

/// The same, with the times of what no run may touch.
fn with_times_of(state: &State, old: &State) -> State {
    let mut state = state.clone();
    for (path, (_, modified)) in &mut state {
        if modified.is_some() {
            modified.clone_from(&old[path].1);
        }
    }
    state
}

/// Names of all that stands beside the crate.
fn beside(root: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(root)
        .expect("the folder is readable")
        .map(|entry| {
            entry.expect("the folder is readable").file_name().to_string_lossy().into()
        })
        .collect();
    names.sort();
    names
}

/// Runs with the fault at every step in turn, until a run comes to its end without it.
///
/// `check` gets the outcome, and the state before, after and as it should be in the end.
fn at_every_step(
    fault: Fault,
    lacks: Lacks,
    check: impl Fn(usize, &Result<Written, Diagnostics>, [&State; 3]),
) {
    let (old_files, new_files) = (old_files(), new_files());
    let (all_old, all_new) = (after_run(&old_files), after_run(&new_files));
    for step in 0.. {
        let (root, folder) = crate_folder();
        prepare(&folder);
        let old = state(&folder);
        let new = with_times_of(&all_new, &old);
        let system = Faulty::new(fault, lacks, step);
        let outcome = job::run(&system, &new_files, &folder);
        check(step, &outcome, [&old, &state(&folder), &new]);
        // The next run has the same document, or another.
        let (files, expected) = if step % 2 == 0 {
            (&new_files, &all_new)
        } else {
            (&old_files, &all_old)
        };
        job::run(&Faulty::sound(), files, &folder).expect("the next run mends all");
        let expected = with_times_of(expected, &old);
        assert_eq!(state(&folder), expected, "after step {step} and another run");
        assert_eq!(beside(root.path()), ["generated"], "after step {step}");
        if !system.is_reached() {
            assert!(step > 40, "the test takes steps: {step}");
            return;
        }
    }
}

#[test]
fn a_killed_run_leaves_the_old_crate_or_the_new_one() {
    let seen = [Cell::new(0), Cell::new(0)];
    at_every_step(Fault::Kill, Lacks::Nothing, |step, _, [old, now, new]| {
        assert!(now == old || now == new, "a mixture after step {step}: {now:#?}");
        let which = &seen[usize::from(now == new)];
        which.set(which.get() + 1);
    });
    // Most steps prepare or clean up; one of them swaps.
    assert!(seen.iter().all(|count| count.get() > 10), "{seen:?}");
}

#[test]
fn a_first_run_that_is_killed_leaves_no_crate_or_a_whole_one() {
    let whole = {
        let (_root, folder) = crate_folder();
        job::run(&Faulty::sound(), &new_files(), &folder).expect("it is writable");
        state(&folder)
    };
    for step in 0.. {
        let (root, folder) = crate_folder();
        let system = Faulty::new(Fault::Kill, Lacks::Nothing, step);
        let _ = job::run(&system, &new_files(), &folder);
        assert!(
            !folder.exists() || without_times(&state(&folder)) == without_times(&whole)
        );
        job::run(&Faulty::sound(), &new_files(), &folder)
            .expect("the next run mends all");
        assert_eq!(without_times(&state(&folder)), without_times(&whole));
        assert_eq!(beside(root.path()), ["generated"], "after step {step}");
        if !system.is_reached() {
            return;
        }
    }
}

fn without_times(state: &State) -> BTreeMap<&str, &str> {
    state
        .iter()
        .map(|(path, (contents, _))| (path.as_str(), contents.as_str()))
        .collect()
}

#[test]
fn a_killed_run_that_cannot_swap_is_undone_by_the_next() {
    let mixtures = Cell::new(0);
    at_every_step(Fault::Kill, Lacks::Exchange, |_, _, [old, now, new]| {
        let now = without_workshop(now);
        mixtures.set(mixtures.get() + usize::from(now != *old && now != *new));
    });
    assert!(mixtures.get() > 5, "this way is taken");
}

#[test]
fn a_failed_step_leaves_the_old_crate_and_nothing_else() {
    for lacks in [Lacks::Nothing, Lacks::Links] {
        at_every_step(Fault::Fail, lacks, |step, outcome, [old, now, new]| {
            match outcome {
                Err(problems) => {
                    assert_eq!(now, old, "after step {step}: {problems}");
                    assert!(problems.to_string().contains("make room"), "{problems}");
                }
                // It was not needed, or another way was found.
                Ok(_) => assert!(without_workshop(now) == *new, "after step {step}"),
            }
        });
    }
}

/// What could not be removed is removed by the next run.
fn without_workshop(state: &State) -> State {
    let mut state = state.clone();
    state.retain(|path, _| !path.starts_with(".generating"));
    state
}

#[test]
fn what_others_write_before_the_swap_is_kept() {
    let (root, folder) = crate_folder();
    prepare(&folder);
    let place = folder.clone();
    let system = Faulty::disturbed(Moment::Swapping, move || {
        for path in ["mine/deep/notes.md", "mine/new/notes.md", "new.md"] {
            // As editors do: a new file takes the place of the old one.
            let _ = fs::remove_file(place.join(path));
            put(&place, path, "saved");
        }
    });
    job::run(&system, &new_files(), &folder).expect("the folder is writable");
    let state = state(&folder);
    for path in ["mine/deep/notes.md", "mine/new/notes.md", "new.md"] {
        assert_eq!(state[path].0, "saved", "{path}");
    }
    assert_eq!(state["Cargo.toml"].0, marked("new"));
    assert_eq!(beside(root.path()), ["generated"]);
}

#[test]
fn a_file_that_someone_changes_meanwhile_is_not_overwritten() {
    for lacks in [Lacks::Nothing, Lacks::Links] {
        for path in ["Cargo.toml", "src/came/b.rs"] {
            let (root, folder) = crate_folder();
            prepare(&folder);
            let place = folder.clone();
            let mut system = Faulty::disturbed(Moment::Copying, move || {
                put(&place, path, "mine");
            });
            system.lacks = lacks;
            let problems =
                job::run(&system, &new_files(), &folder).expect_err("it is not ours");
            assert!(problems.to_string().contains("was changed while"), "{problems}");
            let state = state(&folder);
            assert_eq!(state[path].0, "mine");
            assert_eq!(state["src/lib.rs"].0, marked("old"));
            assert_eq!(beside(root.path()), ["generated"]);
        }
    }
}

#[test]
fn runs_at_once_wait_for_each_other() {
    let (root, folder) = crate_folder();
    let sets: Vec<_> = ["a", "b", "c", "d"]
        .iter()
        .map(|text| {
            let (file, text) = (format!("src/{text}.rs"), marked(text));
            set(&[("lib.rs", &text), (&file, &text), ("LICENSE", &text)])
        })
        .collect();
    std::thread::scope(|scope| {
        for files in &sets {
            let folder = &folder;
            scope.spawn(move || {
                for _ in 0..10 {
                    job::run(&Faulty::sound(), files, folder).expect("it is writable");
                }
            });
        }
    });
    let written = super::contents(root.path());
    let is_one = |files: &OutputFiles| {
        let mut files: BTreeMap<_, _> = files
            .iter()
            .map(|(path, text)| (format!("generated/{path}"), text.to_owned()))
            .collect();
        files.retain(|path, text| written.get(path) == Some(text));
        files.len() == 3
    };
    assert!(sets.iter().any(is_one), "{written:?}");
    assert_eq!(written.len(), 4, "{written:?}");
}
