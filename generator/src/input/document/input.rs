//! What is read: a document, and what is laid over it.

use super::Source;
use crate::input::config::Config;

/// A document and what is laid over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The document.
    pub document: Source,
    /// The overlays, in the order they apply.
    pub overlays: Vec<Source>,
}

impl Input {
    /// A document with the overlays of a configuration.
    pub fn new(document: Source, config: &Config) -> Self {
        let overlays = config.input.overlays.iter().map(Source::from);
        Self {
            document,
            overlays: overlays.collect(),
        }
    }

    /// The document of a configuration with its overlays.
    pub fn configured(config: &Config) -> Self {
        Self::new(Source::from(&config.input.document), config)
    }
}
