//! `diff`: reports the changes for callers between two documents.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::changes::baseline::{Baseline, Configured, is_document, source};
use generator::changes::compare::{Change, Impact};
use generator::changes::report;
use generator::changes::{Changes, between, between_in};
use generator::diagnostics::{Diagnostic, Failure, Pointer};
use generator::input::config::Config;
use generator::input::document::{Input, Inputs, Source};
use generator::name::{ApiModule, Placement};
use generator::text::terminal::Text;

use super::Outcome;
use super::input::unknown_module;
use super::messages::Messages;

pub const EXAMPLES: &str = "\
Impact of a change:
  breaking       code may no longer compile, or requests and credentials are sent to another server
  behavior       code still compiles, but a request or a response changes
  additive       code still compiles, and new code can do more
  documentation  only documentation changes

Before 1.0, a breaking change requires a minor bump and any other change a patch bump. From 1.0 on, a breaking \
change requires a major bump, a behavior or additive change a minor bump, and a documentation change a patch bump.

The JSON report is an object with `format` (1), `impact` (the most severe one), `bump` (patch, minor or major for \
versions `0.x` and `1.x`) and `changes`, each with `impact`, `kind`, `item`, `path` (in Rust), `note`, and if \
applicable `operations`, `old_pointer`, `new_pointer`, `old`, `new`.

Examples:
  generator diff HEAD:spec/twilio_conversations_v1.yaml spec/twilio_conversations_v1.yaml
      report the changes since the last commit
  generator diff v0.1.0
      report the changes of all documents since a release
  generator diff old.json new.json --format markdown
      compare two documents for the description of a pull request
  curl -s $URL | generator diff spec/twilio_conversations_v1.yaml - --fail-on breaking
      fail if a document from standard input contains breaking changes

Exit codes:
  0  success
  1  a change has at least the impact of `--fail-on`
  2  invalid input or arguments";

#[derive(Args)]
pub struct DiffArguments {
    /// The old document: a file, `-` for standard input, or `REVISION:PATH` in git; or a git revision, whose documents are all
    /// compared, each with its own overlays
    old: String,
    /// The new document, or revision [default: the configured documents, for a revision]
    new: Option<String>,
    /// Compare documents whose API is in this module of the crate
    #[arg(long, value_name = "NAME")]
    module: Option<String>,
    /// Format of the report; text is colored on a terminal
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
    /// Exit with code 1 if any change has at least this impact
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// Overlay to apply to both documents instead of the configured ones; may be repeated
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Do not apply overlays
    #[arg(long, conflicts_with = "overlay")]
    no_overlay: bool,
    /// The lock file with the published names, used for both documents [default: from the configuration]
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Do not use published names
    #[arg(long, conflicts_with = "lock")]
    no_lock: bool,
    /// The configuration file
    #[arg(long, value_name = "FILE", default_value = "spec/generator.toml")]
    config: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum ReportFormat {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    /// Breaking changes
    Breaking,
    /// Breaking, behavior or additive changes
    Additive,
    /// All changes, including documentation
    Any,
}

/// Prints the report. The exit code depends on `--fail-on`.
pub fn run(arguments: &DiffArguments, messages: &Messages) -> Result<Outcome, Failure> {
    let Changes {
        changes, warnings, ..
    } = arguments.changes()?;
    messages.print(&warnings);
    let text = match arguments.format {
        ReportFormat::Text => report::text(&changes),
        ReportFormat::Markdown => Text::block(report::markdown(&changes).as_str()),
        ReportFormat::Json => report::json(&changes).map_err(|error| {
            Diagnostic::error(
                Pointer::root(),
                format!("failed to serialize the report: {error}"),
            )
        })?,
    };
    let fails = arguments
        .fail_on
        .is_some_and(|fail_on| changes.iter().any(|c| fail_on.matches(c)));
    Ok((
        text,
        if fails {
            ExitCode::from(1)
        } else {
            ExitCode::SUCCESS
        },
    ))
}

impl DiffArguments {
    fn changes(&self) -> Result<Changes, Failure> {
        let config = self.configuration()?;
        let now = Configured {
            config: &config,
            path: &self.config,
        };
        let [old, new] = [Some(&self.old), self.new.as_ref()]
            .map(|name| name.filter(|name| !is_document(name)));
        match (old, new, &self.new) {
            (Some(old), None, None) => between(
                &Baseline::revision(old, now)?.inputs,
                &Inputs::configured(&config),
            ),
            (Some(old), Some(new), _) => between(
                &Baseline::revision(old, now)?.inputs,
                &Baseline::revision(new, now)?.inputs,
            ),
            (None, None, Some(new)) => self.between_documents(&config, new),
            _ => Err(mixed()),
        }
    }

    /// Returns the configuration with the overrides of the arguments.
    fn configuration(&self) -> Result<Config, Failure> {
        let mut config = Config::load(&self.config)?;
        if let Some(name) = &self.module {
            let Some(module) = config.modules.get(name) else {
                return Err(unknown_module(&Inputs::configured(&config), name).into());
            };
            config.input.overlays.clone_from(&module.overlays);
            config.input.lock.clone_from(&module.lock);
        }
        if self.no_overlay || !self.overlay.is_empty() {
            config.input.overlays.clone_from(&self.overlay);
        }
        if self.no_lock || self.lock.is_some() {
            config.input.lock.clone_from(&self.lock);
        }
        Ok(config)
    }

    fn between_documents(&self, config: &Config, new: &str) -> Result<Changes, Failure> {
        let [old, new] = inputs(&self.old, new)?;
        let placement = Placement {
            module: self.module.as_ref().map_or_else(ApiModule::root, ApiModule::named),
            inner_modules: match &self.module {
                Some(_) => Vec::new(),
                None => config.modules.keys().cloned().collect(),
            },
        };
        between_in(&placement, &Input::new(old, config), &Input::new(new, config))
    }
}

fn mixed() -> Failure {
    Diagnostic::error(Pointer::root(), "a document and a revision cannot be compared")
        .expected("two documents, two revisions, or one revision")
        .help("pass the old and the new document, or only a revision to compare it with the configured documents")
        .into()
}

fn inputs(old: &str, new: &str) -> Result<[Source; 2], Failure> {
    if old == "-" && new == "-" {
        return Err(Diagnostic::error(
            Pointer::root(),
            "standard input cannot be used for both documents",
        )
        .in_file("-")
        .help("pass a file for one of the documents")
        .into());
    }
    Failure::both(source(old), source(new)).map(<[Source; 2]>::from)
}

impl FailOn {
    fn matches(self, change: &Change) -> bool {
        match self {
            Self::Breaking => change.impact == Impact::Breaking,
            Self::Additive => change.impact <= Impact::Additive,
            Self::Any => true,
        }
    }
}
