//! For programs.

use serde::Serialize;

use super::{bumps, worst};
use crate::changes::compare::{Bump, Change, Impact};
use crate::text::data;
use crate::text::terminal::Text;

/// What the format is called; another number means that a program that reads it must be changed.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    impact: Impact,
    bump: Bumps,
    changes: &'a [Change],
}

#[derive(Serialize)]
struct Bumps {
    #[serde(rename = "0.x")]
    before: Bump,
    #[serde(rename = "1.x")]
    after: Bump,
}

/// The changes as one JSON object.
///
/// - `format`: 1, until a program that reads it would have to be changed;
/// - `impact`: the worst of the changes: `breaking`, `behaviour`, `additive` or `documentation`;
/// - `bump`: the step that the version needs, `patch`, `minor` or `major`, by the version the crate has: `0.x`, `1.x`;
/// - `changes`: [`Change`]s, sorted; members without a value are left out.
///
/// # Errors
///
/// None that the changes could cause.
pub fn json(changes: &[Change]) -> serde_json::Result<Text> {
    let (Some(impact), Some((before, after))) = (worst(changes), bumps(changes)) else {
        return Ok(Text::new());
    };
    let report = Report {
        format: FORMAT,
        impact,
        bump: Bumps { before, after },
        changes,
    };
    data::json(&report)
}
