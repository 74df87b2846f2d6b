//! Rust names for everything in the IR: a table beside it, keyed by the same ids.
//!
//! Names are made by namespaces, which cannot hand out the same identifier twice. Where two wishes clash, resources
//! are told apart by the names of their parents; of other things the first in the document keeps the name and the next
//! gets a number, and the clash is reported.

pub mod call;
mod enumerations;
mod identifier;
mod models;
mod namespace;
pub mod reserved;
mod resources;
mod rust_type;
mod sids;
mod subject;
mod symbols;

pub use identifier::Identifier;
pub use resources::{OperationNames, ResourceNames};
pub use rust_type::{Module, RustType, RustTypes};

use self::namespace::Namespace;
use self::subject::Subject;
use crate::diagnostics::{Diagnostics, StageResult};
use crate::ir::{Api, EnumerationId, IdVec, ModelId, ResourceId, SidId};

/// An API as the client crate offers it, and what everything in it is called there.
#[derive(Clone, Debug)]
pub struct NamedApi {
    /// What is offered.
    pub api: Api,
    /// The Rust names.
    pub names: Names,
}

/// The Rust names of an API.
#[derive(Clone, Debug)]
pub struct Names {
    resources: IdVec<ResourceId, ResourceNames>,
    models: IdVec<ModelId, ModelNames>,
    enumerations: IdVec<EnumerationId, EnumerationNames>,
    sids: IdVec<SidId, Identifier>,
    error_codes: Vec<Identifier>,
}

/// The names of a model and its fields, in the order of the fields.
#[derive(Clone, Debug)]
pub struct ModelNames {
    /// The type.
    pub name: Identifier,
    /// The fields.
    pub fields: Vec<Identifier>,
}

/// The names of an enumeration and its variants, in the order of the variants.
#[derive(Clone, Debug)]
pub struct EnumerationNames {
    /// The type.
    pub name: Identifier,
    /// The variants.
    pub variants: Vec<Identifier>,
}

impl Names {
    /// The names of a resource.
    pub fn resource(&self, id: ResourceId) -> &ResourceNames {
        &self.resources[id]
    }

    /// The names of a model.
    pub fn model(&self, id: ModelId) -> &ModelNames {
        &self.models[id]
    }

    /// The names of an enumeration.
    pub fn enumeration(&self, id: EnumerationId) -> &EnumerationNames {
        &self.enumerations[id]
    }

    /// The names of the constants of error codes, in their order.
    pub fn error_codes(&self) -> &[Identifier] {
        &self.error_codes
    }

    /// The name of a SID's type.
    pub fn sid(&self, id: SidId) -> &Identifier {
        &self.sids[id]
    }
}

/// Names everything. Clashes are reported as notes, since they are always resolved.
pub fn name(api: Api) -> StageResult<NamedApi> {
    let mut found = Diagnostics::default();
    let names = names(&api, &mut found);
    found.with(NamedApi { api, names })
}

fn names(api: &Api, diagnostics: &mut Diagnostics) -> Names {
    let mut types = Namespace::new(&[reserved::PRELUDE]);
    let titles = resources::titles(api, diagnostics);
    let models = models::name(api, &titles, &mut types, diagnostics);
    let resources = resources::name(api, &titles, &mut types, diagnostics);
    let enumerations = enumerations::name(api, &titles, &mut types, diagnostics);
    let sids = sids::name(api, &titles, diagnostics);
    let error_codes = error_codes(api, diagnostics);
    Names {
        resources,
        models,
        enumerations,
        sids,
        error_codes,
    }
}

/// Names the constants of error codes.
fn error_codes(api: &Api, diagnostics: &mut Diagnostics) -> Vec<Identifier> {
    let mut constants = Namespace::new(&[]);
    let codes = api.error_codes.iter();
    let names = codes.map(|code| {
        let subject = Subject::declared(&code.pointer);
        constants.shouty(&code.name, subject, diagnostics)
    });
    names.collect()
}
