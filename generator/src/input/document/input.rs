//! The input of the pipeline: a document, its overlays, and the names that it was published with.

use super::Source;
use crate::input::config::Config;

/// A document, its overlays, and the names that it was published with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The document.
    pub document: Source,
    /// The overlays, in the order they are applied.
    pub overlays: Vec<Source>,
    /// The published names, if they are recorded.
    pub lock: Option<LockSource>,
}

/// A lock file, and the crate that it is used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockSource {
    /// The file, which need not exist.
    pub file: Source,
    /// The version of the crate.
    pub version: String,
    /// `true` if the file should contain names of the document, so that it is noted if it contains none.
    pub is_of_document: bool,
}

impl Input {
    /// Combines a document with the overlays and the lock file of a configuration.
    pub fn new(document: Source, config: &Config) -> Self {
        let overlays = config.input.overlays.iter().map(Source::from);
        let lock = config.input.lock.as_ref().map(|path| LockSource {
            file: Source::File(path.clone()),
            version: config.package.version.clone(),
            is_of_document: true,
        });
        Self {
            document,
            overlays: overlays.collect(),
            lock,
        }
    }

    /// Returns the document of a configuration with its overlays.
    pub fn configured(config: &Config) -> Self {
        Self::new(Source::from(&config.input.document), config)
    }
}
