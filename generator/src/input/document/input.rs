//! The input of the pipeline: a document, its overlays, and the names that it was published with.

use std::path::PathBuf;

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

/// The documents of a client crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// The document whose API is in the root of the crate.
    pub root: Input,
    /// The documents whose APIs are in modules, with the names of the modules, in their order.
    pub modules: Vec<(String, Input)>,
}

impl From<Input> for Inputs {
    fn from(root: Input) -> Self {
        Self {
            root,
            modules: Vec::new(),
        }
    }
}

impl Inputs {
    /// Returns the documents of a configuration with their overlays.
    pub fn configured(config: &Config) -> Self {
        Self::new(Input::configured(config), config)
    }

    /// Returns the document whose API is in this module.
    pub fn module(&self, name: &str) -> Option<&Input> {
        self.modules.iter().find(|(module, _)| module == name).map(|(_, input)| input)
    }

    /// Combines an input with the modules of a configuration.
    pub fn new(root: Input, config: &Config) -> Self {
        let modules = config.modules.iter().map(|(name, module)| {
            let document = Source::from(&module.document);
            let (overlays, lock) = (&module.overlays, module.lock.as_ref());
            (name.clone(), Input::of(document, overlays, lock, config))
        });
        Self {
            modules: modules.collect(),
            root,
        }
    }
}

impl Input {
    /// Combines a document with the overlays and the lock file of a configuration.
    pub fn new(document: Source, config: &Config) -> Self {
        let (overlays, lock) = (&config.input.overlays, config.input.lock.as_ref());
        Self::of(document, overlays, lock, config)
    }

    fn of(
        document: Source,
        overlays: &[PathBuf],
        lock: Option<&PathBuf>,
        config: &Config,
    ) -> Self {
        let lock = lock.map(|path| LockSource {
            file: Source::File(path.clone()),
            version: config.package.version.clone(),
            is_of_document: true,
        });
        Self {
            document,
            overlays: overlays.iter().map(Source::from).collect(),
            lock,
        }
    }

    /// Returns the document of a configuration with its overlays.
    pub fn configured(config: &Config) -> Self {
        Self::new(Source::from(&config.input.document), config)
    }
}
