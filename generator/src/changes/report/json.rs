//! JSON report, for programs.

use serde::Serialize;

use super::{bumps, max_impact};
use crate::changes::compare::{Bump, Change, Impact};
use crate::text::data;
use crate::text::terminal::Text;

/// Version of the format, incremented on incompatible changes.
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

/// Formats the changes as a JSON object.
///
/// - `format`: the version of the format, incremented on incompatible changes;
/// - `impact`: the most severe impact: `breaking`, `behavior`, `additive` or `documentation`;
/// - `bump`: the required version bump, `patch`, `minor` or `major`, for versions before (`0.x`) and from 1.0 on (`1.x`);
/// - `changes`: a sorted array of [`Change`]s, without members that have no value.
///
/// # Errors
///
/// Fails only if serialization fails, which no change causes.
pub fn json(changes: &[Change]) -> serde_json::Result<Text> {
    let (Some(impact), Some((before, after))) = (max_impact(changes), bumps(changes))
    else {
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
