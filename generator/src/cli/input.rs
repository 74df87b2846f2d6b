//! Arguments shared by the commands that run the pipeline.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use generator::diagnostics::{Diagnostic, Diagnostics, Severity};
use generator::input::config::Config;
use generator::input::document::Source;
use generator::text::terminal::Text;
use generator::{Generated, pipeline_from};

use super::messages::Messages;
use super::release::Overrides;

/// Arguments that select the input.
#[derive(Args)]
pub struct InputArguments {
    /// The document (YAML or JSON), or `-` for standard input [default: from the configuration]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    spec: Option<PathBuf>,
    /// Overlay to apply instead of the configured ones; may be repeated
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    overlay: Vec<PathBuf>,
    /// Do not apply overlays
    #[arg(long, conflicts_with = "overlay")]
    no_overlay: bool,
    /// The configuration file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, default_value = "spec/generator.toml")]
    config: PathBuf,
    /// Print notes, such as unused schemas, instead of only their number
    #[arg(long)]
    notes: bool,
}

/// Arguments that select the input and the output directory.
#[derive(Args)]
pub struct OutputArguments {
    #[command(flatten)]
    input: InputArguments,
    /// The directory of the crate [default: from the configuration]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: Option<PathBuf>,
}

/// The configuration merged with the command-line arguments.
pub struct Prepared {
    /// The configuration with its overrides.
    pub config: Config,
    /// The document.
    pub document: Source,
    /// `true` if notes are printed.
    pub notes: bool,
}

impl InputArguments {
    /// Merges the configuration and the arguments.
    pub fn prepared(self) -> Result<Prepared, Diagnostics> {
        let mut config = Config::load(&self.config)?;
        if let Some(document) = self.spec {
            config.input.document = document;
        }
        if self.no_overlay || !self.overlay.is_empty() {
            config.input.overlays = self.overlay;
        }
        Ok(Prepared {
            document: Source::from(config.input.document.as_path()),
            config,
            notes: self.notes,
        })
    }
}

impl OutputArguments {
    /// Merges the configuration and the arguments, including the output directory.
    pub fn prepared(self) -> Result<Prepared, Diagnostics> {
        let mut prepared = self.input.prepared()?;
        if let Some(out) = self.out {
            prepared.config.output.directory = out;
        }
        Ok(prepared)
    }

    /// Returns the overrides of the configuration.
    pub fn overrides(&self) -> Overrides {
        let InputArguments {
            spec,
            overlay,
            no_overlay,
            config,
            ..
        } = &self.input;
        Overrides {
            config: config.clone(),
            is_other_input: spec.is_some() || !overlay.is_empty() || *no_overlay,
            is_other_output: self.out.is_some(),
        }
    }
}

impl Prepared {
    /// Runs the pipeline in memory and prints warnings and notes.
    pub fn generate(&self, messages: &Messages) -> Result<Generated, Diagnostics> {
        let generated = pipeline_from(&self.document, &self.config);
        let mut generated = generated.map_err(|problems| {
            let is_shown =
                |problem: &Diagnostic| self.notes || problem.severity != Severity::Note;
            problems.into_iter().filter(is_shown).collect::<Diagnostics>()
        })?;
        generated.sources.locate(&mut generated.notes);
        let (minor, mut shown): (Diagnostics, Diagnostics) = generated
            .notes
            .iter()
            .cloned()
            .partition(|diagnostic| diagnostic.severity == Severity::Note);
        let count = minor.iter().count();
        if self.notes {
            shown.extend(minor);
        }
        messages.print(&shown);
        if count > 0 && !self.notes {
            let hint = Text::new()
                .value(count)
                .words(if count == 1 { " note" } else { " notes" })
                .words("; pass `--notes` to print them");
            messages.hint(&hint);
        }
        Ok(generated)
    }
}
