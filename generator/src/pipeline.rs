//! The stages in order, except for the last, which is [`mod@crate::write`].
//!
//! Each function runs one or a few more stages than the previous one.

mod generated;
mod json;
mod placement;
mod progress;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::describe::{Description, describe};
use crate::diagnostics::{Diagnostics, Failure, Severity, StageResult};
use crate::emit::format::{FormattedFile, format, header};
use crate::emit::render::render;
use crate::emit::{OutputFiles, emit, front_example};
use crate::input::config::Config;
use crate::input::document::{Document, Input, Inputs, load, overlay, resolve};
use crate::input::lock::LockFile;
use crate::ir::{Api, LoweredApi};
use crate::lower::lower;
use crate::name::{NamedApi, Placement, name};
use crate::normalise::normalise;
pub use generated::{Generated, GeneratedModule};
use json::json;
pub use placement::{PlacedInput, placed};
pub use progress::Progress;

/// Loads the document and applies the overlays. Overlays that do not match the document are reported with the severity
/// `mismatch`.
pub fn overlaid(input: &Input, mismatch: Severity) -> StageResult<Document> {
    let document = load(&input.document)?;
    overlay(document, &input.overlays, mismatch)
}

/// Resolves the references of the document.
pub fn resolved(
    input: &Input,
    mismatch: Severity,
) -> Result<Progress<OpenAPI>, Failure> {
    let (document, mismatches) = overlaid(input, mismatch)?;
    resolve(document).map(|resolved| Progress::start(resolved, mismatches))
}

/// Lowers the document to the IR.
pub fn lowered(
    input: &Input,
    mismatch: Severity,
) -> Result<Progress<LoweredApi>, Failure> {
    resolved(input, mismatch)?.then(|openapi| lower(&openapi))
}

/// Normalizes the IR.
pub fn normalised(input: &Input, mismatch: Severity) -> Result<Progress<Api>, Failure> {
    lowered(input, mismatch)?.then_with_mismatches(|api| normalise(api, mismatch))
}

/// Names all items of the IR of a document whose API is in the root of a crate without modules.
pub fn named(input: &Input, mismatch: Severity) -> Result<Progress<NamedApi>, Failure> {
    named_in(&Placement::default(), input, mismatch)
}

/// Names all items of the IR of a document whose API is in a module.
pub fn named_in(
    placement: &Placement,
    input: &Input,
    mismatch: Severity,
) -> Result<Progress<NamedApi>, Failure> {
    let published = input.lock.as_ref().map(LockFile::read).transpose()?;
    let published = published.unwrap_or_default();
    normalised(input, mismatch)?.then(|api| name(api, &published, placement))
}

/// Names all items of all documents, that of the root first.
fn all_named(inputs: &Inputs) -> Result<Progress<Vec<NamedApi>>, Failure> {
    let named = |(placement, input): (Placement, &Input)| {
        named_in(&placement, input, Severity::Error)
    };
    let (root, modules) = placed(inputs);
    let root = named(root).map(Progress::only);
    modules.into_iter().map(named).fold(root, |before, next| {
        let (before, next) = Failure::both(before, next)?;
        Ok(before.and(next))
    })
}

/// Generates the files of the configured client crate.
pub fn generate(config: &Config) -> Result<Progress<Generated>, Failure> {
    generate_from(&Inputs::configured(config), config)
}

/// Generates the files of the client crate from other documents and overlays than the configured ones.
pub fn generate_from(
    inputs: &Inputs,
    config: &Config,
) -> Result<Progress<Generated>, Failure> {
    all_named(inputs)?.then(|apis| generated(&apis, config))
}

/// Generates the files of the client crate from its APIs, that of the root first.
fn generated(apis: &[NamedApi], config: &Config) -> StageResult<Generated> {
    let crate_name = config.package.crate_name();
    let descriptions: Vec<Description> =
        apis.iter().map(|named| describe(named, &crate_name)).collect();
    let mut files = OutputFiles::default();
    for named in apis {
        let header = header(&named.api.title);
        let formatted = emit(named, apis, &crate_name, |source| format(&header, source));
        for file in formatted {
            let FormattedFile { path, text } = file?;
            files.insert(path, text);
        }
    }
    let examples = apis.iter().map(|named| front_example(named, apis, &crate_name));
    let described: Vec<_> = descriptions.iter().zip(examples).collect();
    let files = render(config, &described, files)?;
    let generated = Generated::new(files, apis, &descriptions)?;
    Ok((generated, Diagnostics::default()))
}

/// A stage whose result is an IR without names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The IR as lowered from the document.
    Lower,
    /// The normalized IR.
    Normalise,
}

/// Returns the IR after a stage as JSON.
pub fn ir_of_stage(stage: Stage, input: &Input) -> Result<Value, Failure> {
    match stage {
        Stage::Lower => json("the IR", &lowered(input, Severity::Error)?.made),
        Stage::Normalise => json("the IR", &normalised(input, Severity::Error)?.made),
    }
}
