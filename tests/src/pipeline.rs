//! Runs the generator's stages in memory.

use std::path::Path;

use generator::diagnostics::{Diagnostics, Failure, Severity};
use generator::input::config::Config;
use generator::input::document::{self, Document, Input, Source};
use generator::name::NamedApi;
use generator::pipeline::{Generated, Progress, generate_from, named};
use serde_json::Value;

use crate::workspace;

/// A document with its overlays, on which stages can be run.
#[derive(Clone, Debug)]
pub struct Pipeline {
    input: Input,
    config: Config,
}

/// The result of the stages.
#[derive(Debug)]
pub struct Outcome {
    /// The crate, or `None` if the document has errors.
    pub generated: Option<Generated>,
    /// The diagnostics, with files and lines.
    pub diagnostics: Diagnostics,
}

impl Pipeline {
    /// Creates a pipeline for a document without overlays.
    #[must_use]
    pub fn bare(document: &Path) -> Self {
        Self::of(Input {
            document: Source::from(document),
            overlays: Vec::new(),
            lock: None,
        })
    }

    /// Creates a pipeline for a document and overlays in memory, each with a name and its contents.
    #[must_use]
    pub fn in_memory(document: (&str, &[u8]), overlays: &[(&str, &[u8])]) -> Self {
        let source = |(name, bytes): (&str, &[u8])| {
            Source::Memory(name.to_owned(), bytes.to_owned())
        };
        Self::of(Input {
            document: source(document),
            overlays: overlays.iter().copied().map(source).collect(),
            lock: None,
        })
    }

    /// Creates a pipeline for a document with the configured overlays.
    #[must_use]
    pub fn overlaid(document: &Path) -> Self {
        Self::of(Input::new(Source::from(document), &config()))
    }

    /// Own templates are only for the configured document, as with the argument `--no-overlay`.
    fn of(input: Input) -> Self {
        let mut config = config();
        if input.overlays.is_empty() {
            config.output.own_templates = None;
        }
        Self { input, config }
    }

    /// Gives the package another name than that of the configuration.
    #[must_use]
    pub fn package(mut self, name: &str) -> Self {
        name.clone_into(&mut self.config.package.name);
        self
    }

    /// Runs all stages but the last, which writes.
    #[must_use]
    pub fn run(&self) -> Outcome {
        generate_from(&self.input.clone().into(), &self.config).into()
    }

    /// Runs the stages up to `name`.
    ///
    /// # Panics
    ///
    /// If the document has errors.
    #[must_use]
    pub fn understood(&self) -> NamedApi {
        named(&self.input, Severity::Error)
            .unwrap_or_else(|problems| panic!("the document has errors:\n{problems}"))
            .made
    }

    /// Applies `edit` to the document and runs all stages.
    ///
    /// # Panics
    ///
    /// If the document cannot be read.
    pub fn run_edited(&self, edit: impl FnOnce(&mut Value)) -> Outcome {
        let Document {
            name, mut value, ..
        } = document::load(&self.input.document)
            .unwrap_or_else(|problems| panic!("the document has errors:\n{problems}"));
        edit(&mut value);
        let mut edited = self.clone();
        edited.input.document = Source::Memory(name, value.to_string().into_bytes());
        edited.run()
    }
}

impl Outcome {
    /// Returns the crate.
    ///
    /// # Panics
    ///
    /// If the document has errors.
    #[must_use]
    pub fn expect_generated(self) -> Generated {
        let Self {
            generated,
            diagnostics,
        } = self;
        generated.unwrap_or_else(|| panic!("the document has errors:\n{diagnostics}"))
    }
}

impl From<Result<Progress<Generated>, Failure>> for Outcome {
    fn from(result: Result<Progress<Generated>, Failure>) -> Self {
        match result {
            Ok(progress) => {
                let (generated, diagnostics) = progress.finish();
                Self {
                    generated: Some(generated),
                    diagnostics,
                }
            }
            Err(failure) => Self {
                generated: None,
                diagnostics: failure.into(),
            },
        }
    }
}

/// Loads the configuration of the repository.
fn config() -> Config {
    Config::load(&workspace().join("spec/generator.toml")).unwrap_or_else(|problems| {
        panic!("failed to read the configuration:\n{problems}")
    })
}
