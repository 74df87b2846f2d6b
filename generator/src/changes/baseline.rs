//! Baselines that a new crate is compared with: an earlier document and the version of its crate.

use std::path::{Path, PathBuf};

use semver::Version;

use crate::changes::compare::Impact;
use crate::changes::{Changes, compare, git};
use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::input::config::{Config, Module};
use crate::input::document::{Input, Inputs, LockSource, Source};
use crate::input::source::{Format, SourceText, read_text};

/// An earlier state of the input.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The name given by the user.
    pub name: String,
    /// Its documents and overlays.
    pub inputs: Inputs,
    /// The version of its crate, if there was one.
    pub version: Option<Version>,
}

/// A configuration and its path.
#[derive(Clone, Copy, Debug)]
pub struct Configured<'a> {
    /// The parsed configuration.
    pub config: &'a Config,
    /// The path of the file.
    pub path: &'a Path,
}

/// Resolves the name of a document: a file, `-` for standard input, or `REVISION:PATH` for a file in git.
///
/// # Errors
///
/// Returns an error if there is neither such a file nor such a revision of one.
pub fn source(name: &str) -> Result<Source, Failure> {
    let path = Path::new(name);
    if name == "-" || path.exists() || !name.contains(':') {
        return Ok(Source::from(path));
    }
    match git::show(Path::new(""), name) {
        Ok(bytes) => Ok(Source::Memory(name.to_owned(), bytes)),
        Err(error) => Err(Diagnostic::error(
            Pointer::root(),
            format!("no such file or revision: {error}"),
        )
        .in_file(name)
        .expected("a file, `-` for standard input, or `REVISION:PATH`")
        .into()),
    }
}

/// Returns `true` if a name is that of a document as in [`source`], not that of a revision.
pub fn is_document(name: &str) -> bool {
    name == "-"
        || Path::new(name).exists()
        || name.contains(':')
        || !git::is_revision(Path::new(""), name)
}

impl Baseline {
    /// Resolves a name given by the user: a document as in [`source`], combined with the current overlays, or a revision.
    pub fn since(name: &str, now: Configured<'_>) -> Result<Self, Failure> {
        if name == "-" || Path::new(name).exists() {
            return Ok(Self {
                name: name.to_owned(),
                inputs: with_document(Source::from(Path::new(name)), now.config),
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
            inputs: with_document(source(name)?, now.config),
            version,
        })
    }

    /// Returns the last commit if it differs from the current state.
    ///
    /// Returns `None` outside of a git work tree or if the last commit has no configuration. `is_other_input` means that the
    /// document or the overlays are not the configured ones, which always counts as different.
    pub fn head(now: Configured<'_>, is_other_input: bool) -> Option<Self> {
        let Configured { config, path } = now;
        let mut files = vec![path];
        if !is_other_input {
            files.push(&config.input.document);
            files.extend(config.input.overlays.iter().map(PathBuf::as_path));
            files.extend(config.input.lock.as_deref());
            files.extend(config.modules.values().flat_map(Module::files));
        }
        let differs = git::differs_from_head(directory(path), &files)?;
        if differs || is_other_input {
            Self::revision("HEAD", now).ok()
        } else {
            None
        }
    }

    /// Reads the configuration of a revision and the documents and overlays that it names.
    pub fn revision(revision: &str, now: Configured<'_>) -> Result<Self, Failure> {
        let read = |path: &Path| read_at(revision, path, now);
        let file = read(Path::new(now.path.file_name().unwrap_or_default()))?;
        let bytes = file.read().unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let config = Config::parse(&file.display_name(), &text)?;
        let version = &config.package.version;
        let input =
            |document: &Path, overlays: &[PathBuf], lock: [Option<&PathBuf>; 2]| {
                let [own, present] = lock;
                let overlays: Result<_, _> =
                    overlays.iter().map(|path| read(path)).collect();
                let own = own.and_then(|path| read(path).ok());
                // The names of a revision from before there was a lock file are recorded in the present one.
                let lock = own.or_else(|| present.cloned().map(Source::File));
                Ok::<_, Failure>(Input {
                    document: read(document)?,
                    overlays: overlays?,
                    lock: lock.map(|file| LockSource {
                        file,
                        version: version.clone(),
                        is_of_document: false,
                    }),
                })
            };
        let Config { input: root, .. } = &config;
        let locks = [root.lock.as_ref(), now.config.input.lock.as_ref()];
        let root = input(&root.document, &root.overlays, locks)?;
        let modules = config.modules.iter().map(|(name, module)| {
            let present = now.config.modules.get(name);
            let present = present.and_then(|module| module.lock.as_ref());
            let locks = [module.lock.as_ref(), present];
            let input = input(&module.document, &module.overlays, locks)?;
            Ok((name.clone(), input))
        });
        Ok(Self {
            name: revision.to_owned(),
            version: Version::parse(version).ok(),
            inputs: Inputs {
                modules: modules.collect::<Result<_, Failure>>()?,
                root,
            },
        })
    }

    /// Checks that the current version allows breaking changes if there are any.
    ///
    /// The error contains a diagnostic about the version and one for each breaking change. Other changes are not checked,
    /// since their version can still be raised before the release.
    pub fn check_version(
        &self,
        changes: &Changes,
        now: Configured<'_>,
    ) -> Result<(), Failure> {
        let breaking = &changes.breaking;
        let Some(before) = self.version.as_ref().filter(|_| !breaking.is_empty()) else {
            return Ok(());
        };
        let after = version(now)?;
        if compare::is_bump_sufficient(before, &after, Impact::Breaking) {
            return Ok(());
        }
        Err(self.version_too_low(before, &after, now).after(breaking.clone()))
    }

    fn version_too_low(
        &self,
        before: &Version,
        after: &Version,
        now: Configured<'_>,
    ) -> Failure {
        let needed = compare::next_version(before, Impact::Breaking);
        let found = format!(
            "version {after} contains breaking changes since {before} ({})",
            self.name
        );
        located_at_version(now.path, |place| {
            Diagnostic::error(place, found)
                .expected(format!("version {needed} or later"))
                .help("raise `package.version`, or pass `--allow-breaking`")
        })
    }
}

/// Combines a document for the root of the crate with the modules of a configuration.
fn with_document(document: Source, config: &Config) -> Inputs {
    Inputs::new(Input::new(document, config), config)
}

/// Reads a file of a revision, whose path is relative to the directory of the configuration.
fn read_at(revision: &str, path: &Path, now: Configured<'_>) -> Result<Source, Failure> {
    let shown = format!("{revision}:{}", directory(now.path).join(path).display());
    let name = format!("{revision}:./{}", path.display());
    match git::show(directory(now.path), &name) {
        Ok(bytes) => Ok(Source::Memory(shown, bytes)),
        Err(error) => Err(Diagnostic::error(
            Pointer::root(),
            format!("failed to read the file from git: {error}"),
        )
        .in_file(shown)
        .expected("a file, `REVISION:PATH`, or a revision that contains a configuration")
        .into()),
    }
}

/// Returns the version of the crate in the configuration.
pub fn version(now: Configured<'_>) -> Result<Version, Failure> {
    let text = &now.config.package.version;
    Version::parse(text).map_err(|error| {
        located_at_version(now.path, |place| {
            Diagnostic::error(place, format!("invalid version `{text}`: {error}"))
                .expected("a semantic version such as `0.1.0`")
        })
    })
}

/// Locates a problem with the version in the configuration.
fn located_at_version(
    path: &Path,
    problem: impl FnOnce(Pointer) -> Diagnostic,
) -> Failure {
    let problem = problem(Pointer::from("/package/version"));
    let name = path.display().to_string();
    let text = read_text(path).unwrap_or_default();
    match SourceText::read(&name, text, Format::Toml) {
        Ok((text, _)) => text.located(problem.into()),
        Err(_) => problem.in_file(name).into(),
    }
}

/// Returns the version of the crate in a directory.
fn on_disk(directory: &Path) -> Option<Version> {
    let text = read_text(&directory.join("Cargo.toml")).ok()?;
    let manifest: toml::Table = toml::from_str(&text).ok()?;
    Version::parse(manifest.get("package")?.get("version")?.as_str()?).ok()
}

fn directory(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}
