//! What the commands that generate have in common.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use generator::diagnostics::{Diagnostic, Diagnostics, Severity};
use generator::input::config::Config;
use generator::input::document::Source;
use generator::text::terminal::Text;
use generator::{Generated, pipeline_from};

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
    /// The same, with the folder of the crate.
    pub fn prepared(self) -> Result<Prepared, Diagnostics> {
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
    /// Generates in memory, and prints warnings and notes.
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
            let remark = Text::new().value(count).words(" notes; `--notes` prints them");
            messages.remark(&remark);
        }
        Ok(generated)
    }
}
