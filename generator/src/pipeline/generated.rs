//! The result of all stages but the last.

use serde_json::Value;

use super::json::json;
use crate::describe::{Counts, Description};
use crate::diagnostics::Failure;
use crate::emit::OutputFiles;
use crate::name::NamedApi;

/// The result of all stages but the last.
#[derive(Debug, Default)]
pub struct Generated {
    /// The files of the client crate.
    pub files: OutputFiles,
    /// The number of items of the API in the root of the crate.
    pub counts: Counts,
    /// The described IR of that API, for the command `ir`.
    pub ir: Value,
    /// The contents of the lock file of its document.
    pub lock: String,
    /// The same of the APIs in modules.
    pub modules: Vec<GeneratedModule>,
}

/// What is known of the API in a module of a generated crate.
#[derive(Debug)]
pub struct GeneratedModule {
    /// The name of the module.
    pub name: String,
    /// The number of items of the API.
    pub counts: Counts,
    /// The described IR.
    pub ir: Value,
    /// The contents of the lock file.
    pub lock: String,
}

impl Generated {
    /// Combines the files of a crate with its APIs.
    pub(super) fn new(
        files: OutputFiles,
        apis: &[NamedApi],
        descriptions: &[Description],
    ) -> Result<Self, Failure> {
        let mut generated = Self {
            files,
            ..Self::default()
        };
        for (named, description) in apis.iter().zip(descriptions) {
            let (counts, lock) = (description.counts(), named.lock.text());
            let ir = json("the description", description)?;
            if let Some(module) = named.names.module.name() {
                generated.modules.push(GeneratedModule {
                    name: module.to_owned(),
                    counts,
                    ir,
                    lock,
                });
            } else {
                (generated.counts, generated.ir, generated.lock) = (counts, ir, lock);
            }
        }
        Ok(generated)
    }
}
