//! What `generator generate` owes the callers of the crate that was there before.

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
use generator::input::document::{Input, Source};
use generator::text::terminal::Text;

#[derive(Args)]
pub struct ReleaseArguments {
    /// Write what changes for callers as the entry of the version into the configured changelog
    ///
    /// An entry of the same version is replaced; entries may be edited by hand. The crate's CHANGELOG.md holds them.
    #[arg(long)]
    changelog: bool,
    /// What to compare with: a document (a file, `-`, or `REVISION:PATH` in git), or a revision as a whole
    /// [default: the last commit, where it has another document, overlay or configuration]
    #[arg(long, value_name = "OLD")]
    since: Option<String>,
    /// Generate even if the version does not make room for changes that break callers
    #[arg(long)]
    allow_breaking: bool,
}

/// How the command line changes what is configured.
pub struct Wish {
    /// The configuration file.
    pub config: PathBuf,
    /// Whether the document or the overlays are others than the configured ones.
    pub is_other_input: bool,
    /// Whether the crate goes to another folder than the configured one, as a trial does.
    pub is_other_output: bool,
}

/// What changes since the baseline, in short.
pub struct Since {
    /// A line for the summary; empty where nothing changes, or nothing is known of before.
    pub summary: Text,
    /// Whether the entries of the changelog are new.
    pub is_entry_new: bool,
}

impl ReleaseArguments {
    /// Compares with the baseline, refuses what the version has no room for, and puts the entry of the changelog into
    /// the configuration; nothing is written yet.
    pub fn prepare(
        &self,
        config: &mut Config,
        document: &Source,
        wish: &Wish,
    ) -> Result<Since, Failure> {
        let now = Configured {
            config,
            path: &wish.config,
        };
        let Some(baseline) = self.baseline(now, wish)? else {
            return if self.changelog {
                Err(no_baseline())
            } else {
                Ok(Since::nothing())
            };
        };
        let found = between(&baseline.input, &Input::new(document.clone(), config));
        let Changes {
            changes, old, new, ..
        } = match found {
            Ok(found) => found,
            // The new document's problems are reported by the run itself; the last commit's must not stop it.
            Err(_) if self.since.is_none() && !self.changelog => {
                return Ok(Since::nothing());
            }
            Err(problems) => return Err(problems),
        };
        if !self.allow_breaking {
            baseline.refusal(&changes, now, [&old, &new])?;
        }
        if self.changelog {
            let entries = with_new_entry(&baseline, now, &changes)?;
            config.changelog = entries;
        }
        Ok(Since {
            summary: report::summary(&changes)
                .map(|counts| {
                    let since = Text::new().words("for callers since ");
                    since.value(&baseline.name).words(": ").value(counts).words("\n")
                })
                .unwrap_or_default(),
            is_entry_new: self.changelog,
        })
    }

    fn baseline(
        &self,
        now: Configured<'_>,
        wish: &Wish,
    ) -> Result<Option<Baseline>, Failure> {
        match &self.since {
            Some(since) => Baseline::since(since, now).map(Some),
            None if wish.is_other_output => Ok(None),
            None => Ok(Baseline::head(now, wish.is_other_input)),
        }
    }
}

impl Since {
    fn nothing() -> Self {
        Self {
            summary: Text::new(),
            is_entry_new: false,
        }
    }

    /// Writes the entries of the changelog, if there is a new one.
    pub fn write(&self, config: &Config) -> Result<(), Failure> {
        let Some(path) = config.input.changelog.as_ref().filter(|_| self.is_entry_new)
        else {
            return Ok(());
        };
        fs::write(path, &config.changelog).map_err(|error| {
            Diagnostic::error(
                Pointer::root(),
                format!("the changelog cannot be written: {error}"),
            )
            .in_file(path.display().to_string())
            .into()
        })
    }
}

/// The entries with one for the version of now, which has to be another than that of the baseline.
fn with_new_entry(
    baseline: &Baseline,
    now: Configured<'_>,
    changes: &[Change],
) -> Result<String, Failure> {
    if now.config.input.changelog.is_none() {
        return Err(Diagnostic::error(
            Pointer::root(),
            "no file is configured for the entries of the changelog",
        )
        .in_file(now.path.display().to_string())
        .expected("`changelog = \"changelog.md\"` in `[input]`")
        .into());
    }
    let after = version(now)?;
    if baseline.version.as_ref() == Some(&after) {
        return Err(Diagnostic::error(
            Pointer::root(),
            format!("version {after} is that of {} too", baseline.name),
        )
        .in_file(now.path.display().to_string())
        .expected("a later version, for which an entry can be written")
        .help("raise `package.version`, or name the last release by `--since`")
        .into());
    }
    let entry = report::entry(&after, changes);
    Ok(with_entry(&now.config.changelog, &after, &entry))
}

fn no_baseline() -> Failure {
    Diagnostic::error(Pointer::root(), "there is nothing to compare with")
        .in_file("--changelog")
        .expected("a last commit with another document, overlay or configuration")
        .help("name a document or a revision, such as the last release, by `--since`")
        .into()
}
