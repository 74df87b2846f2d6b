//! What the commands that generate have in common.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use generator::config::Config;
use generator::diagnostic::{Diagnostic, Diagnostics, Severity};
use generator::document::Source;
use generator::pointer::Pointer;
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

/// All that a run needs.
pub struct Prepared {
    /// The configuration, with what the command line says instead.
    pub config: Config,
    /// The document, which can be read again and again.
    pub document: Source,
    /// Whether notes are printed too.
    pub notes: bool,
}

impl InputArguments {
    /// Generates in memory, and prints warnings and notes.
    pub fn generated(self, messages: &Messages) -> Result<Generated, Diagnostics> {
        let notes = self.notes;
        let config = self.configured()?;
        let document = Source::from(config.input.document.as_path());
        generate(&config, &document, notes, messages)
    }

    /// The configuration, with what the command line says instead.
    fn configured(self) -> Result<Config, Diagnostics> {
        let mut config = Config::load(&self.config)?;
        if let Some(document) = self.spec {
            config.input.document = document;
        }
        if self.no_overlay || !self.overlay.is_empty() {
            config.input.overlays = self.overlay;
        }
        Ok(config)
    }
}

impl OutputArguments {
    /// Generates in memory, prints warnings and notes, and says where the crate is.
    pub fn generated(
        self,
        messages: &Messages,
    ) -> Result<(Generated, PathBuf), Diagnostics> {
        let Prepared {
            config,
            document,
            notes,
        } = self.prepared()?;
        let generated = generate(&config, &document, notes, messages)?;
        Ok((generated, config.output.directory))
    }

    /// All that a run needs.
    pub fn prepared(self) -> Result<Prepared, Diagnostics> {
        let notes = self.input.notes;
        let mut config = self.input.configured()?;
        if let Some(out) = self.out {
            config.output.directory = out;
        }
        let document = Source::from(config.input.document.as_path());
        let document = document.once().map_err(|error| {
            let found = format!("standard input cannot be read: {error}");
            Diagnostic::error(Pointer::root(), found).in_file("-")
        })?;
        Ok(Prepared {
            config,
            document,
            notes,
        })
    }

    /// How the command line changes what is configured.
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

/// Generates in memory, and prints warnings and notes.
pub fn generate(
    config: &Config,
    document: &Source,
    notes: bool,
    messages: &Messages,
) -> Result<Generated, Diagnostics> {
    let mut generated = pipeline_from(document, config)?;
    generated.sources.locate(&mut generated.notes);
    let (minor, mut shown): (Diagnostics, Diagnostics) = generated
        .notes
        .iter()
        .cloned()
        .partition(|diagnostic| diagnostic.severity == Severity::Note);
    let count = minor.iter().count();
    if notes {
        shown.extend(minor);
    }
    messages.print(&shown);
    if count > 0 && !notes {
        messages.remark(&format!("{count} notes; `--notes` prints them"));
    }
    Ok(generated)
}
