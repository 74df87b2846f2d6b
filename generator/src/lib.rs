//! Generates a client crate from an OpenAPI document.
//!
//! [`pipeline()`] goes from the document to the files of the crate, in memory; [`mod@write`] puts them on disk.

// The commands print, and they print `text::terminal::Text`.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod changes;
pub mod describe;
pub mod diagnostics;
pub mod emit;
pub mod input;
pub mod ir;
pub mod lower;
pub mod name;
pub mod normalise;
pub mod pipeline;
pub mod text;
pub mod write;

use serde_json::Value;

use diagnostics::Diagnostics;
use emit::OutputFiles;
use input::config::Config;
use input::document::{Document, Resolved, Source, Sources, load, overlay, resolve};
use pipeline::{Build, Counts, Stage, build, ir_after};

/// What a run makes of a document.
#[derive(Debug)]
pub struct Generated {
    /// The files of the client crate.
    pub files: OutputFiles,
    /// How much they hold.
    pub counts: Counts,
    /// The normalised IR, for the command `ir`.
    pub ir: Value,
    /// Warnings and notes; [`Sources::locate`] gives them their lines.
    pub notes: Diagnostics,
    /// Where the document says what.
    pub sources: Sources,
}

/// Takes the document that the configuration names through all stages but the last: nothing is written.
pub fn pipeline(config: &Config) -> Result<Generated, Diagnostics> {
    pipeline_from(&Source::from(config.input.document.as_path()), config)
}

/// [`pipeline()`] with the document from elsewhere.
pub fn pipeline_from(
    source: &Source,
    config: &Config,
) -> Result<Generated, Diagnostics> {
    let mut resolved = read(source, config)?;
    let mut notes = std::mem::take(&mut resolved.notes);
    let build = build(&resolved, config, &mut notes);
    let sources = resolved.sources;
    match build {
        Some(Build { files, counts, ir }) if !notes.has_errors() => Ok(Generated {
            files,
            counts,
            ir,
            notes,
            sources,
        }),
        _ => {
            sources.locate(&mut notes);
            Err(notes)
        }
    }
}

/// The IR as it leaves an early stage, as JSON.
pub fn ir_of_stage(
    stage: Stage,
    source: &Source,
    config: &Config,
) -> Result<Value, Diagnostics> {
    let resolved = read(source, config)?;
    let mut problems = Diagnostics::default();
    ir_after(stage, &resolved, &mut problems).ok_or_else(|| {
        resolved.sources.locate(&mut problems);
        problems
    })
}

/// Goes as far as the document without references.
fn read(source: &Source, config: &Config) -> Result<Resolved, Diagnostics> {
    let mut document = load(source)?;
    apply_overlays(&mut document, config)?;
    resolve(document)
}

/// Applies all overlays in order, also those behind one that failed, so that one run reports all problems.
fn apply_overlays(document: &mut Document, config: &Config) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::default();
    for path in &config.input.overlays {
        if let Err(found) = overlay(document, path) {
            problems.extend(found);
        }
    }
    problems.into_result().map(drop)
}
