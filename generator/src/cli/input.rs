//! What the commands that generate have in common.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use generator::diagnostics::{Diagnostics, Failure, Severity};
use generator::input::config::Config;
use generator::input::document::{Input, Source};
use generator::pipeline::{Generated, Progress, generate_from};
use generator::text::terminal::Text;

use super::messages::Messages;
use super::release::Wish;

/// What is read.
#[derive(Args)]
pub struct InputArguments {
    /// The document, YAML or JSON, or `-` for standard input [default: as configured]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    spec: Option<PathBuf>,
    /// An overlay to apply instead of the configured ones; several are applied in order
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    overlay: Vec<PathBuf>,
    /// Apply no overlay
    #[arg(long, conflicts_with = "overlay")]
    no_overlay: bool,
    /// The configuration: name and version of the crate, the document, the overlays, the places of the files
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, default_value = "spec/generator.toml")]
    config: PathBuf,
    /// Print notes too, such as schemas that nothing uses, not only how many there are
    #[arg(long)]
    notes: bool,
}

/// What is read, and where the crate is.
#[derive(Args)]
pub struct OutputArguments {
    #[command(flatten)]
    input: InputArguments,
    /// The folder of the crate [default: as configured]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: Option<PathBuf>,
}

/// What the command line and the configuration come to.
pub struct Prepared {
    /// The configuration, with what the command line says instead.
    pub config: Config,
    /// The document.
    pub document: Source,
    /// Whether to print notes.
    pub notes: bool,
}

impl InputArguments {
    /// Puts together what the command line and the configuration say.
    pub fn prepared(self) -> Result<Prepared, Failure> {
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
    /// The same, with the folder of the crate.
    pub fn prepared(self) -> Result<Prepared, Failure> {
        let mut prepared = self.input.prepared()?;
        if let Some(out) = self.out {
            prepared.config.output.directory = out;
        }
        Ok(prepared)
    }

    /// How the command line departs from the configuration.
    pub fn wish(&self) -> Wish {
        let InputArguments {
            spec,
            overlay,
            no_overlay,
            config,
            ..
        } = &self.input;
        Wish {
            config: config.clone(),
            is_other_input: spec.is_some() || !overlay.is_empty() || *no_overlay,
            is_other_output: self.out.is_some(),
        }
    }
}

impl Prepared {
    /// The document and the overlays.
    pub fn input(&self) -> Input {
        Input::new(self.document.clone(), &self.config)
    }

    /// The same, a failure without notes unless they are to be printed.
    pub fn shown<T>(&self, result: Result<T, Failure>) -> Result<T, Failure> {
        result.map_err(|failure| {
            if self.notes {
                failure
            } else {
                failure.without_notes()
            }
        })
    }

    /// Generates in memory, and prints warnings and notes.
    pub fn generate(&self, messages: &Messages) -> Result<Generated, Failure> {
        let Progress { made, notes, .. } =
            self.shown(generate_from(&self.input(), &self.config))?;
        let (minor, mut shown): (Diagnostics, Diagnostics) = notes
            .into_iter()
            .partition(|diagnostic| diagnostic.severity == Severity::Note);
        let count = minor.iter().count();
        if self.notes {
            shown.extend(minor);
        }
        messages.print(&shown);
        if count > 0 && !self.notes {
            let remark = Text::new().value(count).words(" notes; `--notes` prints them");
            messages.remark(&remark);
        }
        Ok(made)
    }
}
