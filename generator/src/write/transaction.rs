//! Applies all changes of a plan, or none of them.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{self, Found};
use super::plan::{Change, Plan};
use super::staging::Staging;
use super::step::{Execute, Step, create_directories, prune, remove_created};
use crate::diagnostics::{Diagnostics, Failure};

/// Name prefixes of staged files.
const OLD: &str = "old";
const NEW: &str = "new";

/// The changes to apply with [`run`](Self::run).
pub(super) struct Transaction<'a> {
    pub(super) execute: Execute<'a>,
    /// The absolute path of the plan's directory.
    pub(super) root: &'a Path,
    pub(super) plan: &'a Plan,
    pub(super) staging: Staging<'a>,
    /// Owned paths without a file in the new crate. Their directories are removed if they are empty.
    pub(super) removed: Vec<&'a str>,
    /// Lists all owned files while the change is applied.
    pub(super) journal: String,
    /// Directories created by the change.
    pub(super) created: Vec<PathBuf>,
}

impl Transaction<'_> {
    pub(super) fn run(mut self) -> Result<(), Failure> {
        self.check_writable()?;
        let was_interrupted = self.staging.has_journal();
        self.staging.open().map_err(|error| self.staging_problem(&error))?;
        let outcome = self.stage().and_then(|()| self.apply()).map_err(|failure| {
            match self.undo(was_interrupted) {
                Ok(()) => failure,
                Err(more) => failure.after(more.into()),
            }
        });
        self.staging.close();
        outcome
    }

    /// Fails for read-only directories, even if the user could write to them nevertheless.
    fn check_writable(&self) -> Result<(), Failure> {
        let mut problems = Diagnostics::default();
        for change in &self.plan.changes {
            let mut directories = Path::new(&change.path).ancestors().skip(1);
            let metadata = |path| Some((path, self.root.join(path).metadata().ok()?));
            if let Some((path, metadata)) = directories.find_map(metadata)
                && metadata.permissions().readonly()
            {
                problems.push(disk::error(
                    &self.plan.directory.join(path),
                    "the directory is read-only",
                    "a writable directory",
                    "make the directory writable, or choose another one with `--out`",
                ));
            }
        }
        problems.into_result().map(drop)
    }

    /// Stages the new files, backs up the old ones, and writes the journal.
    fn stage(&self) -> Result<(), Failure> {
        for (index, change) in self.plan.changes.iter().enumerate() {
            self.stage_one(index, change).map_err(|error| {
                self.problem(change, "failed to write the file", &error)
            })?;
        }
        let written = self.staging.write_journal(&self.journal);
        written
            .and_then(|()| (self.execute)(Step::Sync(self.root)))
            .map_err(|error| self.staging_problem(&error))
    }

    fn stage_one(&self, index: usize, change: &Change) -> io::Result<()> {
        let current = self.root.join(&change.path);
        let [old, new] = [OLD, NEW].map(|side| self.staging.file(side, index));
        let model = current.metadata().ok();
        if let Some(contents) = &change.old {
            // Not every file system supports hard links.
            (self.execute)(Step::Link(&current, &old)).or_else(|_| {
                (self.execute)(Step::CreateFile(&old, contents, model.as_ref()))
            })?;
        }
        match &change.new {
            Some(text) => {
                (self.execute)(Step::CreateFile(&new, text.as_bytes(), model.as_ref()))
            }
            None => Ok(()),
        }
    }

    /// Moves the new files into place.
    fn apply(&mut self) -> Result<(), Failure> {
        let mut changes: Vec<_> = self.plan.changes.iter().enumerate().collect();
        // Removals first, in case names differ only in case on a case-insensitive file system.
        changes.sort_by_key(|(_, change)| change.new.is_some());
        for (index, change) in changes {
            if !self.has_contents(change, change.old.as_deref())? {
                return Err(self.changed_concurrently(change));
            }
            self.put(NEW, change.new.is_some(), index, change).map_err(|error| {
                self.problem(change, "failed to replace the file", &error)
            })?;
        }
        for path in &self.removed {
            let file = self.root.join(path);
            if let Found::Nothing = disk::read(self.root, path)? {
                prune(self.execute, file.parent().unwrap_or(self.root), self.root)
                    .map_err(|error| self.staging_problem(&error))?;
            }
        }
        self.staging.remove_journal().map_err(|error| self.staging_problem(&error))
    }

    /// Restores the old files, except where the new ones have been modified. Then removes the journal, unless an earlier
    /// run left it.
    fn undo(&mut self, was_interrupted: bool) -> Result<(), Failure> {
        if !self.staging.has_journal() {
            return Ok(());
        }
        let mut problems = Diagnostics::default();
        for (index, change) in self.plan.changes.iter().enumerate() {
            let restored = self
                .has_contents(change, change.new.as_deref().map(str::as_bytes))
                .and_then(|is_applied| {
                    if !is_applied {
                        return Ok(());
                    }
                    let message =
                        "failed to restore the file; the next run completes the change";
                    self.put(OLD, change.old.is_some(), index, change)
                        .map_err(|error| self.problem(change, message, &error))
                });
            problems.extend(restored.err().into_iter().flatten());
        }
        problems.into_result()?;
        remove_created(self.execute, &self.created);
        if was_interrupted {
            return Ok(());
        }
        self.staging.remove_journal().map_err(|error| self.staging_problem(&error))
    }

    /// Moves a staged file to its path, or removes the file there.
    fn put(
        &mut self,
        side: &str,
        has_file: bool,
        index: usize,
        change: &Change,
    ) -> io::Result<()> {
        let path = self.root.join(&change.path);
        let parent = path.parent().unwrap_or(self.root);
        if has_file {
            create_directories(self.execute, parent, &mut self.created)?;
            (self.execute)(Step::Rename(&self.staging.file(side, index), &path))?;
        } else {
            (self.execute)(Step::RemoveFile(&path))?;
        }
        (self.execute)(Step::Sync(parent))
    }

    /// Returns `true` if a file has the expected contents, or is missing as expected.
    fn has_contents(
        &self,
        change: &Change,
        expected: Option<&[u8]>,
    ) -> Result<bool, Failure> {
        Ok(match disk::read(self.root, &change.path)? {
            Found::Nothing => expected.is_none(),
            Found::File(contents) => expected == Some(&contents),
            Found::Obstructed { .. } => false,
        })
    }

    fn problem(&self, change: &Change, what: &str, error: &io::Error) -> Failure {
        disk::io_error(&self.plan.directory.join(&change.path), what, error)
    }

    fn changed_concurrently(&self, change: &Change) -> Failure {
        disk::error(
            &self.plan.directory.join(&change.path),
            "the file was changed while the generator was running",
            "no concurrent changes",
            "find out what changed the file, and run the generator again",
        )
        .into()
    }

    fn staging_problem(&self, error: &io::Error) -> Failure {
        if error.kind() == ErrorKind::AlreadyExists {
            return disk::error(
                &self.staging.path,
                "the name of the staging directory is already in use",
                "a path that does not exist",
                "move or remove the file or directory",
            )
            .into();
        }
        disk::io_error(&self.staging.path, "failed to change the crate", error)
    }
}
