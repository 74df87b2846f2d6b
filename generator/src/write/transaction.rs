//! Makes the changes of a plan, or none of them.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{self, Found};
use super::plan::{Change, Plan};
use super::staging::Staging;
use super::step::{Step, Take, create_directories, prune, remove_created};
use crate::diagnostics::{Diagnostics, Failure};

/// The names of staged files.
const OLD: &str = "old";
const NEW: &str = "new";

/// What is to be done; [`run`](Self::run) does it.
pub(super) struct Transaction<'a> {
    pub(super) take: Take<'a>,
    /// The absolute path of the plan's directory.
    pub(super) place: &'a Path,
    pub(super) plan: &'a Plan,
    pub(super) staging: Staging<'a>,
    /// Paths of ours that have no file in the end, nor directories that held nothing else.
    pub(super) gone: Vec<&'a str>,
    /// Lists all that is ours while files change.
    pub(super) journal: String,
    /// Directories that did not exist before.
    pub(super) created: Vec<PathBuf>,
}

impl Transaction<'_> {
    pub(super) fn run(mut self) -> Result<(), Failure> {
        self.check_writable()?;
        let was_interrupted = self.staging.has_journal();
        self.staging.open().map_err(|error| self.unusable(&error))?;
        let outcome = self.stage().and_then(|()| self.apply()).map_err(|failure| {
            match self.undo(was_interrupted) {
                Ok(()) => failure,
                Err(more) => failure.after(more.into()),
            }
        });
        self.staging.close();
        outcome
    }

    /// Refuses to write where someone has taken the right to write away, even from who could write nevertheless.
    fn check_writable(&self) -> Result<(), Failure> {
        let mut problems = Diagnostics::default();
        for change in &self.plan.changes {
            let mut directories = Path::new(&change.path).ancestors().skip(1);
            let metadata = |path| Some((path, self.place.join(path).metadata().ok()?));
            if let Some((path, metadata)) = directories.find_map(metadata)
                && metadata.permissions().readonly()
            {
                problems.push(disk::refusal(
                    &self.plan.directory.join(path),
                    "the directory is read-only",
                    "a directory that can be written",
                    "make it writable, or name another directory by `--out`",
                ));
            }
        }
        problems.into_result().map(drop)
    }

    /// Writes the new files, keeps the old ones, and writes the journal.
    fn stage(&self) -> Result<(), Failure> {
        for (index, change) in self.plan.changes.iter().enumerate() {
            self.stage_one(index, change).map_err(|error| {
                self.problem(change, "the file cannot be written", &error)
            })?;
        }
        let written = self.staging.write_journal(&self.journal);
        written
            .and_then(|()| (self.take)(Step::Sync(self.place)))
            .map_err(|error| self.unusable(&error))
    }

    fn stage_one(&self, index: usize, change: &Change) -> io::Result<()> {
        let now = self.place.join(&change.path);
        let [old, new] = [OLD, NEW].map(|side| self.staging.file(side, index));
        let model = now.metadata().ok();
        if let Some(contents) = &change.old {
            // Not every file system has links.
            (self.take)(Step::Link(&now, &old)).or_else(|_| {
                (self.take)(Step::CreateFile(&old, contents, model.as_ref()))
            })?;
        }
        match &change.new {
            Some(text) => {
                (self.take)(Step::CreateFile(&new, text.as_bytes(), model.as_ref()))
            }
            None => Ok(()),
        }
    }

    /// Puts the new files in place.
    fn apply(&mut self) -> Result<(), Failure> {
        let mut changes: Vec<_> = self.plan.changes.iter().enumerate().collect();
        // What goes makes room, also where names that differ in case are one.
        changes.sort_by_key(|(_, change)| change.new.is_some());
        for (index, change) in changes {
            if !self.holds(change, change.old.as_deref())? {
                return Err(self.changed_meanwhile(change));
            }
            self.put(NEW, change.new.is_some(), index, change).map_err(|error| {
                self.problem(change, "the file cannot be replaced", &error)
            })?;
        }
        for path in &self.gone {
            let file = self.place.join(path);
            if let Found::Nothing = disk::look(self.place, path)? {
                prune(self.take, file.parent().unwrap_or(self.place), self.place)
                    .map_err(|error| self.unusable(&error))?;
            }
        }
        self.staging.remove_journal().map_err(|error| self.unusable(&error))
    }

    /// Puts the old files back where nobody has changed the new ones. The journal goes when that is done, unless an
    /// earlier run left it.
    fn undo(&mut self, was_interrupted: bool) -> Result<(), Failure> {
        if !self.staging.has_journal() {
            return Ok(());
        }
        let mut problems = Diagnostics::default();
        for (index, change) in self.plan.changes.iter().enumerate() {
            let undone = self
                .holds(change, change.new.as_deref().map(str::as_bytes))
                .and_then(|is_made| {
                    if !is_made {
                        return Ok(());
                    }
                    let what =
                        "the file cannot be put back; the next run completes the change";
                    self.put(OLD, change.old.is_some(), index, change)
                        .map_err(|error| self.problem(change, what, &error))
                });
            problems.extend(undone.err().into_iter().flatten());
        }
        problems.into_result()?;
        remove_created(self.take, &self.created);
        if was_interrupted {
            return Ok(());
        }
        self.staging.remove_journal().map_err(|error| self.unusable(&error))
    }

    /// Gives a path the file of one side, or none.
    fn put(
        &mut self,
        side: &str,
        has_file: bool,
        index: usize,
        change: &Change,
    ) -> io::Result<()> {
        let path = self.place.join(&change.path);
        let parent = path.parent().unwrap_or(self.place);
        if has_file {
            create_directories(self.take, parent, &mut self.created)?;
            (self.take)(Step::Rename(&self.staging.file(side, index), &path))?;
        } else {
            (self.take)(Step::RemoveFile(&path))?;
        }
        (self.take)(Step::Sync(parent))
    }

    /// Whether a file holds this now, or is missing.
    fn holds(&self, change: &Change, expected: Option<&[u8]>) -> Result<bool, Failure> {
        Ok(match disk::look(self.place, &change.path)? {
            Found::Nothing => expected.is_none(),
            Found::File(contents) => expected == Some(&contents),
            Found::InTheWay { .. } => false,
        })
    }

    fn problem(&self, change: &Change, what: &str, error: &io::Error) -> Failure {
        disk::problem(&self.plan.directory.join(&change.path), what, error)
    }

    fn changed_meanwhile(&self, change: &Change) -> Failure {
        disk::refusal(
            &self.plan.directory.join(&change.path),
            "the file was changed while the generator was running",
            "a file that nobody else changes meanwhile",
            "see what changed it, then run the generator again",
        )
        .into()
    }

    fn unusable(&self, error: &io::Error) -> Failure {
        if error.kind() == ErrorKind::AlreadyExists {
            return disk::refusal(
                &self.staging.path,
                "the generator needs this name for a directory of its own",
                "nothing",
                "move or remove what stands there",
            )
            .into();
        }
        disk::problem(&self.staging.path, "the crate cannot be changed", error)
    }
}
