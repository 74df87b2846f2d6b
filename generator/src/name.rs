//! Rust names of all items in the IR, in a separate table with the same IDs.
//!
//! Names are allocated by namespaces, which never return the same identifier twice. If names clash, items are told apart by
//! what differs between them: resources by their parents, parameters by their locations, types by their kinds; and by
//! numbers if nothing else differs. The order of the document does not decide which item keeps a name. Clashes are reported.
//!
//! A name that was published stays, whatever else a document adds.

mod accessors;
mod api_module;
mod arguments;
pub mod call;
mod case;
mod derived;
mod enumerations;
mod events;
mod identifier;
mod identity;
mod methods;
mod models;
mod namespace;
mod published;
mod record;
pub mod reserved;
mod resources;
mod rust_type;
mod sids;
mod subject;
mod symbols;
mod titles;
mod types;

pub use api_module::ApiModule;
pub use identifier::Identifier;
pub use resources::{OperationNames, ResourceNames};
pub use rust_type::{Module, RustType, RustTypes};

use std::collections::BTreeSet;

use self::case::Case;
use self::identity::TypeIdentities;
use self::namespace::{Claim, Namespace, Rank};
use self::published::Published;
use self::record::Recording;
use self::subject::Subject;
use self::types::TypeNames;
use crate::diagnostics::{Diagnostics, StageResult};
use crate::input::lock::{Lock, LockFile};
use crate::ir::{Api, EnumerationId, IdVec, ModelId, ResourceId, SidId};

/// A normalized API with its Rust names.
#[derive(Clone, Debug)]
pub struct NamedApi {
    /// The API.
    pub api: Api,
    /// The Rust names.
    pub names: Names,
    /// The names, and those that were published before, for the lock file.
    pub lock: Lock,
}

/// The Rust names of an API.
#[derive(Clone, Debug)]
pub struct Names {
    /// The module that contains the API.
    pub module: ApiModule,
    resources: IdVec<ResourceId, ResourceNames>,
    models: IdVec<ModelId, ModelNames>,
    enumerations: IdVec<EnumerationId, EnumerationNames>,
    sids: IdVec<SidId, Identifier>,
    events: Vec<EventNames>,
    error_codes: Vec<Identifier>,
}

/// The names of an event and of the sample of it.
#[derive(Clone, Debug)]
pub struct EventNames {
    /// The variant for it, and for its kind.
    pub variant: Identifier,
    /// The function that returns a sample.
    pub sample: Identifier,
    /// The setters of the sample, in the order of the fields.
    pub setters: Vec<Identifier>,
}

/// The names of a model, its fields and their setters, in the order of the fields.
#[derive(Clone, Debug)]
pub struct ModelNames {
    /// The type.
    pub name: Identifier,
    /// The fields.
    pub fields: Vec<Identifier>,
    /// The methods that set fields; only models of requests have them.
    pub setters: Vec<Option<Identifier>>,
    /// The indices of the fields that the constructor takes, in the order of its arguments.
    pub arguments: Vec<usize>,
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
    /// Returns the names of a resource.
    pub fn resource(&self, id: ResourceId) -> &ResourceNames {
        &self.resources[id]
    }

    /// Returns the names of a model.
    pub fn model(&self, id: ModelId) -> &ModelNames {
        &self.models[id]
    }

    /// Returns the names of an enumeration.
    pub fn enumeration(&self, id: EnumerationId) -> &EnumerationNames {
        &self.enumerations[id]
    }

    /// Returns the names of the events, in order.
    pub fn events(&self) -> &[EventNames] {
        &self.events
    }

    /// Returns the names of the constants of error codes, in order.
    pub fn error_codes(&self) -> &[Identifier] {
        &self.error_codes
    }

    /// Returns the name of the type of a SID.
    pub fn sid(&self, id: SidId) -> &Identifier {
        &self.sids[id]
    }
}

/// The place of an API in the client crate.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    /// The module that contains the API.
    pub module: ApiModule,
    /// The modules of other APIs within it, whose names no resource can have.
    pub inner_modules: Vec<String>,
}

/// Names all items. Clashes are reported as notes, since they are always resolved.
///
/// # Errors
///
/// Returns an error if an operation cannot be called with all arguments of its path.
pub fn name(
    mut api: Api,
    file: &LockFile,
    placement: &Placement,
) -> StageResult<NamedApi> {
    let mut found = Diagnostics::default();
    let mut published = Published::find(&api, file, &mut found);
    let titles = titles::titles(&api, &published, &mut found);
    let identities = TypeIdentities::of(&api);
    published.find_types(&mut api, &identities, &titles);
    arguments::sort(&mut api, &published);
    let names = names(&api, &titles, &identities, &published, placement, &mut found);
    call::check(&api, &names, &mut found);
    let recording = Recording {
        api: &api,
        names: &names,
        titles: &titles,
        identities: &identities,
        published: &published,
        file,
        modules: published.modules(),
    };
    let lock = recording.lock(&mut found);
    found.with(NamedApi { api, names, lock })
}

fn names(
    api: &Api,
    titles: &IdVec<ResourceId, String>,
    identities: &TypeIdentities,
    published: &Published<'_>,
    placement: &Placement,
    diagnostics: &mut Diagnostics,
) -> Names {
    let TypeNames {
        models,
        resources,
        enumerations,
    } = types::name(api, titles, identities, published, diagnostics);
    let models = models::name(api, &models, published, diagnostics);
    let enumerations = enumerations::name(api, &enumerations, published, diagnostics);
    let inner = &placement.inner_modules;
    Names {
        module: placement.module.clone(),
        resources: resources::name(
            api,
            titles,
            &resources,
            (published, inner),
            diagnostics,
        ),
        events: events::name(api, &models, &enumerations, diagnostics),
        models,
        enumerations,
        sids: sids::name(api, titles, published, diagnostics),
        error_codes: error_codes(api, published, diagnostics),
    }
}

/// Names the constants of error codes.
fn error_codes(
    api: &Api,
    published: &Published<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Identifier> {
    let names = &published.lock.error_codes;
    let claims = api.error_codes.iter().map(|code| Claim {
        published: names.get(&code.code.to_string()).map(String::as_str),
        preferred: code.name.clone(),
        case: Case::Shouty,
        rank: Rank {
            key: format!("{:010}", code.code),
            ..Rank::default()
        },
        alternatives: vec![format!("{}_{}", code.name, code.code)],
        subject: Subject::declared(&code.pointer),
    });
    let known: BTreeSet<String> =
        api.error_codes.iter().map(|code| code.code.to_string()).collect();
    let mut constants = Namespace::new(&[]);
    constants.reserve(published.reserved_names(names, |code| known.contains(code)));
    constants.allocate(claims.collect(), diagnostics)
}
