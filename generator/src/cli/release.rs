//! Options of `generate` about the changes since a previous release.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use generator::changes::baseline::{Baseline, Configured, version};
use generator::changes::changelog::with_entry;
use generator::changes::compare::Change;
use generator::changes::report;
use generator::changes::{Changes, between};
use generator::diagnostics::{Diagnostic, Failure, Pointer};
use generator::input::config::Config;
use generator::input::document::{Input, Inputs, Source};
use generator::text::terminal::Text;

#[derive(Args)]
pub struct ReleaseArguments {
    /// Write the changes for callers to the configured changelog, as the entry for the configured version
    ///
    /// Replaces an entry of the same version. Entries may be edited by hand, and are copied to the CHANGELOG.md of the crate.
    #[arg(long)]
    changelog: bool,
    /// Baseline to compare with: a document (a file, `-`, or `REVISION:PATH` in git), or a git revision
    /// [default: the last commit, if its document, overlays or configuration differ]
    #[arg(long, value_name = "OLD")]
    since: Option<String>,
    /// Allow breaking changes that the configured version does not allow
    #[arg(long)]
    allow_breaking: bool,
}

/// Overrides of the configuration on the command line.
pub struct Overrides {
    /// The path of the configuration file.
    pub config: PathBuf,
    /// `true` if the document or the overlays are not the configured ones.
    pub is_other_input: bool,
    /// `true` if the output directory is not the configured one.
    pub is_other_output: bool,
}

/// Summary of the changes since the baseline.
pub struct ReleaseSummary {
    /// A line for the summary of the run; empty if there are no changes or no baseline.
    pub summary: Text,
    /// `true` if the changelog has a new entry.
    pub is_entry_new: bool,
}

impl ReleaseArguments {
    /// Compares the document with the baseline, fails for breaking changes that the version does not allow, and adds the
    /// changelog entry to the configuration. Writes nothing.
    pub fn prepare(
        &self,
        config: &mut Config,
        document: &Source,
        overrides: &Overrides,
    ) -> Result<ReleaseSummary, Failure> {
        let now = Configured {
            config,
            path: &overrides.config,
        };
        let Some(baseline) = self.baseline(now, overrides)? else {
            return if self.changelog {
                Err(no_baseline())
            } else {
                Ok(ReleaseSummary::empty())
            };
        };
        let root = Input::new(document.clone(), config);
        let found = match between(&baseline.inputs, &Inputs::new(root, config)) {
            Ok(found) => found,
            // The run itself reports problems of the new document; those of the last commit are ignored.
            Err(_) if self.since.is_none() && !self.changelog => {
                return Ok(ReleaseSummary::empty());
            }
            Err(problems) => return Err(problems),
        };
        if !self.allow_breaking {
            baseline.check_version(&found, now)?;
        }
        let Changes { changes, .. } = found;
        if self.changelog {
            let entries = with_new_entry(&baseline, now, &changes)?;
            config.changelog = entries;
        }
        Ok(ReleaseSummary {
            summary: report::summary(&changes)
                .map(|counts| {
                    let since = Text::new().words("changes since ");
                    since.value(&baseline.name).words(": ").value(counts).words("\n")
                })
                .unwrap_or_default(),
            is_entry_new: self.changelog,
        })
    }

    fn baseline(
        &self,
        now: Configured<'_>,
        overrides: &Overrides,
    ) -> Result<Option<Baseline>, Failure> {
        match &self.since {
            Some(since) => Baseline::since(since, now).map(Some),
            None if overrides.is_other_output => Ok(None),
            None => Ok(Baseline::head(now, overrides.is_other_input)),
        }
    }
}

impl ReleaseSummary {
    fn empty() -> Self {
        Self {
            summary: Text::new(),
            is_entry_new: false,
        }
    }

    /// Writes the changelog if it has a new entry.
    pub fn write(&self, config: &Config) -> Result<(), Failure> {
        let Some(path) = config.input.changelog.as_ref().filter(|_| self.is_entry_new)
        else {
            return Ok(());
        };
        fs::write(path, &config.changelog).map_err(|error| {
            Diagnostic::error(
                Pointer::root(),
                format!("failed to write the changelog: {error}"),
            )
            .in_file(path.display().to_string())
            .into()
        })
    }
}

/// Adds the entry of the current version, which must differ from that of the baseline.
fn with_new_entry(
    baseline: &Baseline,
    now: Configured<'_>,
    changes: &[Change],
) -> Result<String, Failure> {
    if now.config.input.changelog.is_none() {
        return Err(Diagnostic::error(Pointer::root(), "`input.changelog` is missing")
            .in_file(now.path.display().to_string())
            .expected("`changelog = \"changelog.md\"` in `[input]`")
            .into());
    }
    let after = version(now)?;
    if baseline.version.as_ref() == Some(&after) {
        return Err(Diagnostic::error(
            Pointer::root(),
            format!("version {after} is the same as that of {}", baseline.name),
        )
        .in_file(now.path.display().to_string())
        .expected("a later version")
        .help("raise `package.version`, or pass the last release with `--since`")
        .into());
    }
    let entry = report::entry(&after, changes);
    Ok(with_entry(&now.config.changelog, &after, &entry))
}

fn no_baseline() -> Failure {
    Diagnostic::error(Pointer::root(), "`--changelog` has nothing to compare with")
        .expected(
            "a git work tree whose document, overlays or configuration differ from the last commit, and no `--out`",
        )
        .help("pass a document or a revision, such as the last release, with `--since`")
        .into()
}
