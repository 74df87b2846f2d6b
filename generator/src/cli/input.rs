//! Arguments shared by the commands that run the pipeline.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use generator::diagnostics::{Diagnostic, Diagnostics, Failure, Pointer, Severity};
use generator::input::config::Config;
use generator::input::document::{Input, Inputs, Source};
use generator::pipeline::{Generated, generate_from};
use generator::text::count::counted;
use generator::text::terminal::Text;

use super::messages::Messages;
use super::release::Overrides;

/// The default path of the configuration file.
pub const CONFIG: &str = "spec/generator.toml";

/// Arguments that select the input.
#[derive(Args)]
pub struct InputArguments {
    /// The document (YAML or JSON), or `-` for standard input [default: from the configuration]
    ///
    /// It replaces the document of the crate's root. The modules of the configuration are left out if the crate is written to
    /// another directory (`--out`), unless the configuration is given by `--config`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    spec: Option<PathBuf>,
    /// Overlay to apply instead of the configured ones and of `own-templates`; may be repeated
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    overlay: Vec<PathBuf>,
    /// Do not apply the configured overlays and `own-templates`
    #[arg(long, conflicts_with = "overlay")]
    no_overlay: bool,
    /// The lock file with the published names, which need not exist [default: from the configuration]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    lock: Option<PathBuf>,
    /// Do not use published names
    #[arg(long, conflicts_with = "lock")]
    no_lock: bool,
    /// The configuration file [default: spec/generator.toml]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Print notes, such as unused schemas, in full instead of only their number
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
    /// `true` if the lock file should contain names of the document: not the configured one for another document.
    is_lock_of_document: bool,
    /// `true` if the lock file belongs to the output directory: the configured one to the configured directory.
    maintains_lock: bool,
}

/// A lock file that does not contain the present names.
pub struct StaleLock<'a> {
    /// Its path.
    pub path: &'a Path,
    /// Its contents; `None` if it is missing.
    pub contents: Option<Vec<u8>>,
    /// The contents that it should have.
    pub names: &'a str,
}

impl InputArguments {
    /// Returns the path of the configuration file.
    fn config_path(&self) -> PathBuf {
        self.config.clone().unwrap_or_else(|| PathBuf::from(CONFIG))
    }

    /// Merges the configuration and the arguments. `is_elsewhere` means that another crate than the configured one is meant.
    pub fn prepared(self, is_elsewhere: bool) -> Result<Prepared, Failure> {
        let mut config = Config::load(&self.config_path())?;
        if self.spec.is_some() && self.config.is_none() && is_elsewhere {
            config.modules.clear();
        }
        let is_lock_of_document = self.spec.is_none() || self.lock.is_some();
        if let Some(document) = self.spec {
            config.input.document = document;
        }
        if self.no_overlay {
            config.modules.values_mut().for_each(|module| module.overlays.clear());
        }
        if self.no_overlay || !self.overlay.is_empty() {
            config.input.overlays = self.overlay;
            // Both are written for the configured document.
            config.output.own_templates = None;
        }
        if self.no_lock {
            config.modules.values_mut().for_each(|module| module.lock = None);
        }
        if self.no_lock || self.lock.is_some() {
            config.input.lock = self.lock;
        }
        Ok(Prepared {
            document: Source::from(config.input.document.as_path()),
            config,
            notes: self.notes,
            is_lock_of_document,
            maintains_lock: false,
        })
    }
}

impl OutputArguments {
    /// Merges the configuration and the arguments, including the output directory.
    pub fn prepared(self) -> Result<Prepared, Failure> {
        let is_lock_given = self.input.lock.is_some();
        let mut prepared = self.input.prepared(self.out.is_some())?;
        if let Some(out) = self.out {
            prepared.config.output.directory = out;
            prepared.maintains_lock = is_lock_given;
        } else {
            prepared.maintains_lock = true;
        }
        Ok(prepared)
    }

    /// Returns the overrides of the configuration.
    pub fn overrides(&self) -> Overrides {
        let InputArguments {
            spec,
            overlay,
            no_overlay,
            ..
        } = &self.input;
        Overrides {
            config: self.input.config_path(),
            is_other_input: spec.is_some() || !overlay.is_empty() || *no_overlay,
            is_other_output: self.out.is_some(),
        }
    }
}

impl Prepared {
    /// Returns the documents and their overlays.
    pub fn inputs(&self) -> Inputs {
        let mut root = Input::new(self.document.clone(), &self.config);
        if let Some(lock) = &mut root.lock {
            lock.is_of_document = self.is_lock_of_document || self.maintains_lock;
        }
        Inputs::new(root, &self.config)
    }

    /// Returns the lock files of the output directory that do not contain the names of the generated crate.
    pub fn stale_locks<'a>(&'a self, generated: &'a Generated) -> Vec<StaleLock<'a>> {
        if !self.maintains_lock {
            return Vec::new();
        }
        let root = self.config.input.lock.as_deref().zip(Some(&generated.lock));
        let modules = generated.modules.iter().filter_map(|module| {
            let lock = self.config.modules.get(&module.name)?.lock.as_deref()?;
            Some((lock, &module.lock))
        });
        let locks = root.into_iter().chain(modules).map(|(path, names)| StaleLock {
            path,
            contents: std::fs::read(path).ok(),
            names,
        });
        locks
            .filter(|lock| lock.contents.as_deref() != Some(lock.names.as_bytes()))
            .collect()
    }

    /// Removes the notes from a failure unless they are printed.
    pub fn shown<T>(&self, result: Result<T, Failure>) -> Result<T, Failure> {
        result.map_err(|failure| {
            if self.notes {
                failure
            } else {
                failure.without_notes()
            }
        })
    }

    /// Runs the pipeline in memory and prints warnings and notes.
    pub fn generate(&self, messages: &Messages) -> Result<Generated, Failure> {
        let progress = self.shown(generate_from(&self.inputs(), &self.config))?;
        let configured = self.config.notes.clone();
        if self.notes {
            let (made, mut shown) = progress.finish();
            shown.extend(configured);
            messages.print(&shown);
            return Ok(made);
        }
        let (made, mut shown, count) = progress.finish_without_notes();
        let (more, warnings): (Diagnostics, Diagnostics) = configured
            .into_iter()
            .partition(|diagnostic| diagnostic.severity == Severity::Note);
        shown.extend(warnings);
        messages.print(&shown);
        let count = count + more.iter().count();
        if count > 0 {
            let hint = Text::new()
                .value(counted(count, "note"))
                .words("; pass `--notes` to print them");
            messages.hint(&hint);
        }
        Ok(made)
    }
}

/// Reports a module that does not exist.
pub fn unknown_module(inputs: &Inputs, name: &str) -> Diagnostic {
    let known = inputs.modules.iter().map(|(name, _)| format!("`{name}`"));
    let known: Vec<String> = known.collect();
    Diagnostic::error(Pointer::root(), format!("unknown module `{name}`"))
        .expected(match known.as_slice() {
            [] => "no module: the configuration has none".to_owned(),
            known => known.join(", "),
        })
        .help("pass a name of the tables `modules` in the configuration, or omit `--module`")
}
