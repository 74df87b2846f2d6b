//! What the commands that generate have in common.

use std::path::PathBuf;

use clap::Args;
use generator::config::Config;
use generator::diagnostic::{Diagnostics, Severity};
use generator::write::{Plan, plan};
use generator::{Generated, pipeline};

use super::messages::Messages;

/// What is read.
#[derive(Args)]
pub struct InputArguments {
    /// The document, YAML or JSON, or `-` for standard input [default: as configured]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// An overlay to apply instead of the configured ones; several are applied in order
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Apply no overlay
    #[arg(long, conflicts_with = "overlay")]
    no_overlay: bool,
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = "spec/generator.toml")]
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
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl InputArguments {
    /// Generates in memory, and prints warnings and notes.
    pub fn generated(self, messages: &Messages) -> Result<Generated, Diagnostics> {
        let notes = self.notes;
        generate(&self.configured()?, notes, messages)
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
    /// Generates in memory, prints warnings and notes, and compares with the disk.
    pub fn planned(self, messages: &Messages) -> Result<(Generated, Plan), Diagnostics> {
        let notes = self.input.notes;
        let mut config = self.input.configured()?;
        if let Some(out) = self.out {
            config.output.directory = out;
        }
        let generated = generate(&config, notes, messages)?;
        let plan = plan(&generated.files, &config.output.directory)?;
        Ok((generated, plan))
    }
}

fn generate(
    config: &Config,
    notes: bool,
    messages: &Messages,
) -> Result<Generated, Diagnostics> {
    let mut generated = pipeline(config)?;
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
