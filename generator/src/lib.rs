//! Generates a client crate from an OpenAPI document.
//!
//! [`pipeline()`] generates the files of the crate in memory; [`mod@write`] writes them to disk.

// Only the commands print, using `text::terminal::Text`.
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

/// The result of the pipeline.
#[derive(Debug)]
pub struct Generated {
    /// The files of the client crate.
    pub files: OutputFiles,
    /// The number of items in them.
    pub counts: Counts,
    /// The normalized IR, for the command `ir`.
    pub ir: Value,
    /// Warnings and notes; [`Sources::locate`] sets their locations.
    pub notes: Diagnostics,
    /// The source locations of the document.
    pub sources: Sources,
}

/// Runs all stages except `write` on the configured document.
pub fn pipeline(config: &Config) -> Result<Generated, Diagnostics> {
    pipeline_from(&Source::from(config.input.document.as_path()), config)
}

/// Runs all stages except `write` on another document.
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

/// Returns the IR after an early stage as JSON.
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

/// Runs the stages up to `resolve`.
fn read(source: &Source, config: &Config) -> Result<Resolved, Diagnostics> {
    let mut document = load(source)?;
    apply_overlays(&mut document, config)?;
    resolve(document)
}

/// Applies all overlays in order, including those after a failed one, so that one run reports all problems.
fn apply_overlays(document: &mut Document, config: &Config) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::default();
    for path in &config.input.overlays {
        if let Err(found) = overlay(document, path) {
            problems.extend(found);
        }
    }
    problems.into_result().map(drop)
}
