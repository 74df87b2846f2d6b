//! The stages in their order, but for the last, which is [`mod@crate::write`].
//!
//! Each function adds one stage, or the few that belong together, to those before it.

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
use crate::ir::{Api, LoweredApi};
use crate::lower::lower;
use crate::name::{NamedApi, name};
use crate::normalise::normalise;
use json::json;
pub use progress::Progress;

/// What all stages but the last make of a document.
#[derive(Debug)]
pub struct Generated {
    /// The files of the client crate.
    pub files: OutputFiles,
    /// How much they hold.
    pub counts: Counts,
    /// The described IR, for the command `ir`.
    pub ir: Value,
}

/// Reads the document and applies the overlays; `misfit` is how severe it is that they do not fit the document.
pub fn overlaid(input: &Input, misfit: Severity) -> StageResult<Document> {
    let document = load(&input.document)?;
    overlay(document, &input.overlays, misfit)
}

/// Puts what references name in their places.
pub fn resolved(input: &Input, misfit: Severity) -> Result<Progress<OpenAPI>, Failure> {
    let (document, misfits) = overlaid(input, misfit)?;
    resolve(document).map(|resolved| Progress::start(resolved, misfits))
}

/// Turns OpenAPI into the IR.
pub fn lowered(
    input: &Input,
    misfit: Severity,
) -> Result<Progress<LoweredApi>, Failure> {
    resolved(input, misfit)?.then(|openapi| lower(&openapi))
}

/// Decides what the client crate offers.
pub fn normalised(input: &Input, misfit: Severity) -> Result<Progress<Api>, Failure> {
    lowered(input, misfit)?.then_fitting(|api| normalise(api, misfit))
}

/// Names everything in Rust.
pub fn named(input: &Input, misfit: Severity) -> Result<Progress<NamedApi>, Failure> {
    normalised(input, misfit)?.then(name)
}

/// Makes the files of the client crate that a configuration names.
pub fn generate(config: &Config) -> Result<Progress<Generated>, Failure> {
    generate_from(&Input::configured(config), config)
}

/// Makes the files of the client crate from a document and overlays that the configuration need not name.
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
    let sources = emit(named, &crate_name);
    let texts = format(&header, sources)?;
    let files = render(config, &header, &description, texts)?;
    let generated = Generated {
        files,
        counts: description.counts(),
        ir: json("the description", &description)?,
    };
    Ok((generated, Diagnostics::default()))
}

/// A stage whose result is an IR without names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What the document says.
    Lower,
    /// What the client crate offers.
    Normalise,
}

/// Returns the IR as it leaves a stage, as JSON.
pub fn ir_of_stage(stage: Stage, input: &Input) -> Result<Value, Failure> {
    match stage {
        Stage::Lower => json("the IR", &lowered(input, Severity::Error)?.made),
        Stage::Normalise => json("the IR", &normalised(input, Severity::Error)?.made),
    }
}
