//! The places of the APIs of several documents in the client crate.

use crate::input::document::{Input, Inputs};
use crate::name::{ApiModule, Placement};

/// A document and the place of its API in the crate.
pub type PlacedInput<'a> = (Placement, &'a Input);

/// Returns the documents of a crate with the places of their APIs: that of the root, and those of modules.
pub fn placed(inputs: &Inputs) -> (PlacedInput<'_>, Vec<PlacedInput<'_>>) {
    let root = Placement {
        module: ApiModule::root(),
        inner_modules: inputs.modules.iter().map(|(name, _)| name.clone()).collect(),
    };
    let modules = inputs.modules.iter().map(|(name, input)| {
        let placement = Placement {
            module: ApiModule::named(name),
            inner_modules: Vec::new(),
        };
        (placement, input)
    });
    ((root, &inputs.root), modules.collect())
}
