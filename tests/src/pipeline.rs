//! Runs the generator's stages in memory.

use std::path::Path;

use generator::diagnostics::Diagnostics;
use generator::input::config::Config;
use generator::input::document::{self, Document, Resolved, Source};
use generator::pipeline::{self, Build, NamedApi};
use serde_json::Value;

use crate::workspace;

/// A document with its overlays, on which stages can be run.
#[derive(Clone, Debug)]
pub struct Pipeline {
    document: Source,
    overlays: Vec<Source>,
}

/// The result of the stages.
#[derive(Debug)]
pub struct Outcome {
    /// The crate, or `None` if the document has errors.
    pub build: Option<Build>,
    /// The diagnostics, with files and lines.
    pub diagnostics: Diagnostics,
}

impl Pipeline {
    /// Creates a pipeline for a document without overlays.
    #[must_use]
    pub fn bare(document: &Path) -> Self {
        Self {
            document: Source::from(document),
            overlays: Vec::new(),
        }
    }

    /// Creates a pipeline for a document and overlays in memory, each with a name and its contents.
    #[must_use]
    pub fn in_memory(document: (&str, &[u8]), overlays: &[(&str, &[u8])]) -> Self {
        let source = |(name, bytes): (&str, &[u8])| {
            Source::Memory(name.to_owned(), bytes.to_owned())
        };
        Self {
            document: source(document),
            overlays: overlays.iter().copied().map(source).collect(),
        }
    }

    /// Creates a pipeline for a document with the configured overlays.
    #[must_use]
    pub fn overlaid(document: &Path) -> Self {
        Self {
            document: Source::from(document),
            overlays: config().input.overlays.iter().map(Source::from).collect(),
        }
    }

    /// Runs all stages but the last, which writes.
    #[must_use]
    pub fn run(&self) -> Outcome {
        self.run_edited(|_| ())
    }

    /// Runs the stages up to `name`.
    ///
    /// # Panics
    ///
    /// If the document has errors.
    #[must_use]
    pub fn understood(&self) -> NamedApi {
        let resolved = self.resolved(|_| ());
        let mut problems = Diagnostics::default();
        let named =
            resolved.map(|resolved| pipeline::understand(&resolved, &mut problems));
        match named {
            Ok(Some(named)) => named,
            Ok(None) => panic!("the document has errors:\n{problems}"),
            Err(problems) => panic!("the document has errors:\n{problems}"),
        }
    }

    /// Applies `edit` to the document and runs all stages.
    pub fn run_edited(&self, edit: impl FnOnce(&mut Value)) -> Outcome {
        match self.resolved(edit) {
            Ok(resolved) => build(&resolved),
            Err(diagnostics) => Outcome {
                build: None,
                diagnostics,
            },
        }
    }

    fn resolved(&self, edit: impl FnOnce(&mut Value)) -> Result<Resolved, Diagnostics> {
        let mut document: Document = document::load(&self.document)?;
        edit(&mut document.value);
        for overlay in &self.overlays {
            document::overlay(&mut document, overlay)?;
        }
        document::resolve(document)
    }
}

impl Outcome {
    /// Returns the crate.
    ///
    /// # Panics
    ///
    /// If the document has errors.
    #[must_use]
    pub fn expect_build(self) -> Build {
        let Self { build, diagnostics } = self;
        build.unwrap_or_else(|| panic!("the document has errors:\n{diagnostics}"))
    }
}

fn build(resolved: &Resolved) -> Outcome {
    let mut diagnostics = resolved.notes.clone();
    let build = pipeline::build(resolved, &config(), &mut diagnostics);
    resolved.sources.locate(&mut diagnostics);
    Outcome { build, diagnostics }
}

/// Loads the configuration of the repository.
fn config() -> Config {
    Config::load(&workspace().join("spec/generator.toml")).unwrap_or_else(|problems| {
        panic!("failed to read the configuration:\n{problems}")
    })
}
