//! What a new crate is compared with: an earlier document, and the version that crate has.

use std::path::{Path, PathBuf};

use semver::Version;

use crate::changes::compare::{Change, Impact};
use crate::changes::{compare, git};
use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::input::config::Config;
use crate::input::document::{Input, Source, Sources};
use crate::input::source::{Format, SourceText, read_text};

/// An earlier state.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// What the user calls it.
    pub name: String,
    /// Its document and overlays.
    pub input: Input,
    /// The version of its crate; nothing where there is none yet.
    pub version: Option<Version>,
}

/// The configuration and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Configured<'a> {
    /// What it says.
    pub config: &'a Config,
    /// The file.
    pub path: &'a Path,
}

/// A file, `-` for standard input, or a file of a revision by its name in git, `REVISION:PATH`.
///
/// # Errors
///
/// If there is no such file, and git knows none either.
pub fn source(name: &str) -> Result<Source, Failure> {
    let path = Path::new(name);
    if name == "-" || path.exists() || !name.contains(':') {
        return Ok(Source::from(path));
    }
    match git::show(Path::new(""), name) {
        Ok(bytes) => Ok(Source::Memory(name.to_owned(), bytes)),
        Err(said) => Err(Diagnostic::error(
            Pointer::root(),
            format!(
                "there is no such file, and git has no such revision of one: {said}"
            ),
        )
        .in_file(name)
        .expected("a file, `-` for standard input, or `REVISION:PATH`")
        .into()),
    }
}

impl Baseline {
    /// What the user names: a document as [`source`] takes it, with the overlays of now, or a revision as a whole.
    pub fn since(name: &str, now: Configured<'_>) -> Result<Self, Failure> {
        if name == "-" || Path::new(name).exists() {
            return Ok(Self {
                name: name.to_owned(),
                input: Input::new(Source::from(Path::new(name)), now.config),
                version: on_disk(&now.config.output.directory),
            });
        }
        let Some((revision, _)) = name.split_once(':') else {
            return Self::revision(name, now);
        };
        let version = match Self::revision(revision, now) {
            Ok(baseline) => baseline.version,
            Err(_) => on_disk(&now.config.output.directory),
        };
        Ok(Self {
            name: name.to_owned(),
            input: Input::new(source(name)?, now.config),
            version,
        })
    }

    /// The last commit, if it is another state than that of now.
    ///
    /// Nothing outside of git, or where the last commit has no configuration. With `is_other_input` the document or
    /// the overlays are not the configured ones, and so another state in any case.
    pub fn head(now: Configured<'_>, is_other_input: bool) -> Option<Self> {
        let Configured { config, path } = now;
        let mut files = vec![path];
        if !is_other_input {
            files.push(&config.input.document);
            files.extend(config.input.overlays.iter().map(PathBuf::as_path));
        }
        let differs = git::differs_from_head(folder(path), &files)?;
        if differs || is_other_input {
            Self::revision("HEAD", now).ok()
        } else {
            None
        }
    }

    /// A revision: its configuration, and the document and the overlays that it names.
    fn revision(revision: &str, now: Configured<'_>) -> Result<Self, Failure> {
        let read = |path: &Path| {
            // Relative to the folder of the configuration, as the paths in it are.
            let name = format!("{revision}:./{}", path.display());
            let bytes = git::show(folder(now.path), &name).map_err(|said| {
                Failure::from(
                    Diagnostic::error(
                        Pointer::root(),
                        format!("git has no such file: {said}"),
                    )
                    .in_file(format!("{revision}:{}", path.display()))
                    .expected(
                        "a file, `REVISION:PATH`, or a revision with a configuration",
                    ),
                )
            })?;
            Ok::<_, Failure>(Source::Memory(
                format!("{revision}:{}", folder(now.path).join(path).display()),
                bytes,
            ))
        };
        let file = read(Path::new(now.path.file_name().unwrap_or_default()))?;
        let bytes = file.read().unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let config = Config::parse(&file.display_name(), &text)?;
        let overlays: Result<_, _> =
            config.input.overlays.iter().map(|path| read(path)).collect();
        Ok(Self {
            name: revision.to_owned(),
            version: Version::parse(&config.package.version).ok(),
            input: Input {
                document: read(&config.input.document)?,
                overlays: overlays?,
            },
        })
    }

    /// Why the version of now cannot hold the changes: that of the crate, and each change that breaks callers.
    ///
    /// Only what breaks callers is refused; a smaller step can still be made before the crate is published.
    pub fn refusal(
        &self,
        changes: &[Change],
        now: Configured<'_>,
        [old, new]: [&Sources; 2],
    ) -> Result<(), Failure> {
        let breaking: Vec<&Change> =
            changes.iter().filter(|change| change.impact == Impact::Breaking).collect();
        let Some(before) = self.version.as_ref().filter(|_| !breaking.is_empty()) else {
            return Ok(());
        };
        let after = version(now)?;
        if compare::is_step_enough(before, &after, Impact::Breaking) {
            return Ok(());
        }
        let changes =
            breaking.into_iter().flat_map(|change| located(change, [old, new]));
        Err(self.wrong_version(before, &after, now).after(changes.collect()))
    }

    fn wrong_version(
        &self,
        before: &Version,
        after: &Version,
        now: Configured<'_>,
    ) -> Failure {
        let needed = compare::next_version(before, Impact::Breaking);
        let found = format!(
            "version {after} does not let go of what callers of {before} ({}) use",
            self.name
        );
        at_version(now.path, |place| {
            Diagnostic::error(place, found)
                .expected(format!("version {needed} or later"))
                .help("raise `package.version`, or say `--allow-breaking`")
        })
    }
}

/// The version that the configuration gives the crate.
pub fn version(now: Configured<'_>) -> Result<Version, Failure> {
    let text = &now.config.package.version;
    Version::parse(text).map_err(|error| {
        at_version(now.path, |place| {
            Diagnostic::error(place, format!("`{text}` is no version: {error}"))
                .expected("three numbers, such as `0.1.0`")
        })
    })
}

/// A change as a problem, at its place in the new document, or in the old one if that is gone.
fn located(change: &Change, [old, new]: [&Sources; 2]) -> Failure {
    let (pointer, sources) = match (&change.new_pointer, &change.old_pointer) {
        (Some(pointer), _) => (pointer.clone(), new),
        (None, Some(pointer)) => (pointer.clone(), old),
        (None, None) => (Pointer::root(), new),
    };
    let found = format!(
        "this breaks callers: `{}` ({}) {}{}",
        change.path,
        change.item.word(),
        change.what.word(),
        if change.note.is_empty() {
            String::new()
        } else {
            format!(", {}", change.note)
        }
    );
    sources.located(Diagnostic::error(pointer, found).into())
}

/// A problem with the version that the configuration gives the crate.
fn at_version(path: &Path, problem: impl FnOnce(Pointer) -> Diagnostic) -> Failure {
    let problem = problem(Pointer::from("/package/version"));
    let name = path.display().to_string();
    let text = read_text(path).unwrap_or_default();
    match SourceText::read(&name, text, Format::Toml) {
        Ok((text, _)) => text.located(problem.into()),
        Err(_) => problem.in_file(name).into(),
    }
}

/// The version of the crate in a folder.
fn on_disk(folder: &Path) -> Option<Version> {
    let text = read_text(&folder.join("Cargo.toml")).ok()?;
    let manifest: toml::Table = toml::from_str(&text).ok()?;
    Version::parse(manifest.get("package")?.get("version")?.as_str()?).ok()
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}
