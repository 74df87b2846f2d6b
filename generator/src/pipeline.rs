//! The stages in order, except for the last, which is [`mod@crate::write`].
//!
//! Each function runs one or a few more stages than the previous one.

mod json;
mod progress;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::describe::{Counts, describe};
use crate::diagnostics::{Diagnostics, Failure, Severity, StageResult};
use crate::emit::format::{format, header};
use crate::emit::render::render;
use crate::emit::{OutputFiles, emit};
use crate::input::config::Config;
use crate::input::document::{Document, Input, load, overlay, resolve};
use crate::input::lock::LockFile;
use crate::ir::{Api, LoweredApi};
use crate::lower::lower;
use crate::name::{NamedApi, name};
use crate::normalise::normalise;
use json::json;
pub use progress::Progress;

/// The result of all stages but the last.
#[derive(Debug)]
pub struct Generated {
    /// The files of the client crate.
    pub files: OutputFiles,
    /// The number of items in them.
    pub counts: Counts,
    /// The described IR, for the command `ir`.
    pub ir: Value,
    /// The contents of the lock file.
    pub lock: String,
}

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

/// Names all items of the IR.
pub fn named(input: &Input, mismatch: Severity) -> Result<Progress<NamedApi>, Failure> {
    let published = input.lock.as_ref().map(LockFile::read).transpose()?;
    let published = published.unwrap_or_default();
    normalised(input, mismatch)?.then(|api| name(api, &published))
}

/// Generates the files of the configured client crate.
pub fn generate(config: &Config) -> Result<Progress<Generated>, Failure> {
    generate_from(&Input::configured(config), config)
}

/// Generates the files of the client crate from another document and other overlays than the configured ones.
pub fn generate_from(
    input: &Input,
    config: &Config,
) -> Result<Progress<Generated>, Failure> {
    named(input, Severity::Error)?.then(|named| generated(&named, config))
}

fn generated(named: &NamedApi, config: &Config) -> StageResult<Generated> {
    let crate_name = config.package.crate_name();
    let header = header(&named.api);
    let description = describe(named, &crate_name);
    let texts = emit(named, &crate_name, |source| format(&header, source));
    let texts = texts.into_iter().collect::<Result<Vec<_>, _>>()?;
    let files = render(config, &header, &description, texts)?;
    let generated = Generated {
        files,
        counts: description.counts(),
        ir: json("the description", &description)?,
        lock: named.lock.text(),
    };
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
