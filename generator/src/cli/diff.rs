//! `diff`: says what changes for callers between two documents.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::changes::baseline::source;
use generator::changes::compare::{Change, Impact};
use generator::changes::report;
use generator::changes::{Changes, between};
use generator::diagnostics::{Diagnostic, Failure, Pointer};
use generator::input::config::Config;
use generator::input::document::{Input, Source};
use generator::text::terminal::Text;

use super::Outcome;
use super::messages::Messages;

pub const EXAMPLES: &str = "\
A change is one of:
  breaking       code that compiled may not compile any more, or requests and credentials go to another server
  behaviour      all code compiles, but a request or an answer is not what it was
  additive       all code compiles, and new code can do more
  documentation  only what is said changes

Before 1.0, a breaking change needs a minor version and any other a patch; from 1.0 on, a breaking change \
needs a major version, behaviour and additions a minor one, documentation a patch.

JSON is one object: `format` (1), `impact` (the worst of the changes), `bump` (for a version `0.x` and for \
`1.x`: patch, minor or major) and `changes`, each with `impact`, `what`, `item`, `path` (in Rust), `note`, and \
where they apply `operations`, `old_pointer`, `new_pointer`, `old`, `new`.

Examples:
  generator diff HEAD:spec/twilio_conversations_v1.yaml spec/twilio_conversations_v1.yaml
      what the edits since the last commit mean to callers
  generator diff old.json new.json --format markdown
      the same of any two documents, for the body of a pull request
  curl -s $URL | generator diff spec/twilio_conversations_v1.yaml - --fail-on breaking
      fail if the document on the network would break callers

Exit codes:
  0  done
  1  `--fail-on` found what it looks for
  2  the input must be mended first";

#[derive(Args)]
pub struct DiffArguments {
    /// The old document: a file, `-` for standard input, or `REVISION:PATH` in git
    old: String,
    /// The new document, in one of the same forms
    new: String,
    /// How to print it; text has colours only on a terminal
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
    /// Exit with 1 if there is such a change, or one that is worse
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// An overlay to apply to both instead of the configured ones; several are applied in order
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Apply no overlay
    #[arg(long, conflicts_with = "overlay")]
    no_overlay: bool,
    /// The configuration
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
    /// Code that compiled may not compile any more, or requests and credentials go to another server
    Breaking,
    /// There is something new, or a request or an answer is not what it was
    Additive,
    /// Anything, even a description
    Any,
}

/// Compares, and says whether it found what it was to look for.
pub fn run(arguments: DiffArguments, messages: &Messages) -> Result<Outcome, Failure> {
    let mut config = Config::load(&arguments.config)?;
    if arguments.no_overlay || !arguments.overlay.is_empty() {
        config.input.overlays = arguments.overlay;
    }
    let [old, new] = inputs(&arguments.old, &arguments.new)?;
    let Changes {
        changes, warnings, ..
    } = between(&Input::new(old, &config), &Input::new(new, &config))?;
    messages.print(&warnings);
    let text = match arguments.format {
        ReportFormat::Text => report::text(&changes),
        ReportFormat::Markdown => Text::block(report::markdown(&changes).as_str()),
        ReportFormat::Json => report::json(&changes).map_err(|error| {
            Diagnostic::error(
                Pointer::root(),
                format!("the report cannot be written: {error}"),
            )
        })?,
    };
    let is_hit =
        arguments.fail_on.is_some_and(|fail_on| changes.iter().any(|c| fail_on.hits(c)));
    Ok((
        text,
        if is_hit {
            ExitCode::from(1)
        } else {
            ExitCode::SUCCESS
        },
    ))
}

fn inputs(old: &str, new: &str) -> Result<[Source; 2], Failure> {
    if old == "-" && new == "-" {
        return Err(Diagnostic::error(
            Pointer::root(),
            "both documents are to come from standard input",
        )
        .in_file("-")
        .help("name a file for one of them")
        .into());
    }
    Failure::both(source(old), source(new)).map(<[Source; 2]>::from)
}

impl FailOn {
    fn hits(self, change: &Change) -> bool {
        match self {
            Self::Breaking => change.impact == Impact::Breaking,
            Self::Additive => change.impact <= Impact::Additive,
            Self::Any => true,
        }
    }
}
