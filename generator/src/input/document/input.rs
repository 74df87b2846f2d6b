//! The input of the pipeline: a document and its overlays.

use super::Source;
use crate::input::config::Config;

/// A document and its overlays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The document.
    pub document: Source,
    /// The overlays, in the order they are applied.
    pub overlays: Vec<Source>,
}

impl Input {
    /// Combines a document with the overlays of a configuration.
    pub fn new(document: Source, config: &Config) -> Self {
        let overlays = config.input.overlays.iter().map(Source::from);
        Self {
            document,
            overlays: overlays.collect(),
        }
    }

    /// Returns the document of a configuration with its overlays.
    pub fn configured(config: &Config) -> Self {
        Self::new(Source::from(&config.input.document), config)
    }
}
