//! Runs the generator's stages in memory.

use std::path::Path;

use generator::diagnostics::Diagnostics;
use generator::input::config::Config;
use generator::input::document::{self, Document, Resolved, Source};
use generator::pipeline::{self, Build, NamedApi};
use serde_json::Value;

use crate::workspace;

/// A document on its way through the stages.
#[derive(Clone, Debug)]
pub struct Pipeline {
    document: Source,
    overlays: Vec<Source>,
}

/// What the stages made of a document.
#[derive(Debug)]
pub struct Outcome {
    /// The crate; `None` where the document has errors.
    pub build: Option<Build>,
    /// What was found, with files and lines.
    pub diagnostics: Diagnostics,
}

impl Pipeline {
    /// A document with nothing laid over it.
    #[must_use]
    pub fn bare(document: &Path) -> Self {
        Self {
            document: Source::from(document),
            overlays: Vec::new(),
        }
    }

    /// A document in memory, with overlays in memory; each has a name and what it holds.
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

    /// A document with the overlays of the configuration.
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

    /// Goes as far as the names, for a document without errors.
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

    /// Runs all stages on the document as `edit` leaves it.
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
    /// The crate.
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

/// The configuration of the repository.
fn config() -> Config {
    Config::load(&workspace().join("spec/generator.toml")).unwrap_or_else(|problems| {
        panic!("failed to read the configuration:\n{problems}")
    })
}
