//! Refines a document by OpenAPI Overlay 1.0.0.

mod merge;

use serde::Deserialize;
use serde_json::Value;
use serde_json_path::JsonPath;

use super::Document;
use super::load::{self, Source};
use super::sources::{Origin, Sources};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pointer::Pointer;
use crate::shape::{self, Object, Shape, optional, required};

static OVERLAY: Object = Object::new(
    "Overlay Object",
    &[
        required("overlay", Shape::Text),
        required("info", Shape::Is(&INFO)),
        optional("extends", Shape::Text),
        required("actions", Shape::List(&Shape::Is(&ACTION))),
    ],
);

static INFO: Object = Object::new(
    "Info Object",
    &[required("title", Shape::Text), required("version", Shape::Text)],
);

static ACTION: Object = Object::new(
    "Action Object",
    &[
        required("target", Shape::Text),
        optional("description", Shape::Text),
        optional("update", Shape::Any),
        optional("remove", Shape::Flag),
    ],
);

/// How deeply the brackets of a target may nest.
const MAX_BRACKETS: usize = 32;

/// How often a target may select all that is below: each time multiplies what is visited.
const MAX_DESCENTS: usize = 2;

/// What the pipeline reads of an overlay.
#[derive(Deserialize)]
struct Overlay {
    overlay: String,
    actions: Vec<Action>,
}

#[derive(Deserialize)]
struct Action {
    target: String,
    #[serde(default, deserialize_with = "present")]
    update: Option<Value>,
    #[serde(default)]
    remove: bool,
}

/// Tells an `update` of null from none.
fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Applies the actions of an overlay, a file as a rule, to the document, in order.
///
/// The overlay specification lets a target select nothing. Here that is an error: the document moved under the overlay.
/// The actions behind one that failed are applied all the same, so that one run reports all problems.
pub fn overlay(
    document: &mut Document,
    source: impl Into<Source>,
) -> Result<(), Diagnostics> {
    apply(document, &source.into(), Severity::Error).map(drop)
}

/// Applies an overlay that may have been made for a later document: an action that selects nothing is a warning.
pub fn overlay_leniently(
    document: &mut Document,
    source: &Source,
) -> Result<Diagnostics, Diagnostics> {
    apply(document, source, Severity::Warning)
}

fn apply(
    document: &mut Document,
    source: &Source,
    unmatched: Severity,
) -> Result<Diagnostics, Diagnostics> {
    let (text, value) = load::read(source)?;
    let overlay = check(&value).map_err(|problems| text.located(problems))?;
    let text = document.sources.add(text);
    let mut problems = Diagnostics::default();
    for (index, action) in overlay.actions.iter().enumerate() {
        let place = Origin {
            text,
            pointer: Pointer::from("/actions").index(index),
        };
        if let Err(problem) =
            action.apply(&mut document.value, &mut document.sources, &place, unmatched)
        {
            problems.extend(problem);
        }
    }
    document.sources.located_in(text, problems).into_result()
}

fn check(value: &Value) -> Result<Overlay, Diagnostics> {
    let mut problems = shape::check(value, &OVERLAY, Severity::Error);
    if let Some(Value::Array(actions)) = value.get("actions") {
        if actions.is_empty() {
            problems.push(Diagnostic::error("/actions", "the overlay has no action"));
        }
        for (index, action) in actions.iter().enumerate() {
            if action.get("update").is_none()
                && action.get("remove") != Some(&Value::Bool(true))
            {
                let place = Pointer::from("/actions").index(index);
                problems.push(
                    Diagnostic::error(place, "the action changes nothing")
                        .expected("`update` or `remove: true`"),
                );
            }
        }
    }
    problems.into_result()?;
    let overlay = Overlay::deserialize(value).map_err(|error| {
        Diagnostic::error(Pointer::root(), format!("the file is no overlay: {error}"))
    })?;
    if overlay.overlay.starts_with("1.0.") {
        Ok(overlay)
    } else {
        let found = format!(
            "the overlay follows version {} of the overlay specification",
            overlay.overlay
        );
        Err(Diagnostic::error("/overlay", found).expected("`1.0.0`").into())
    }
}

impl Action {
    fn apply(
        &self,
        document: &mut Value,
        sources: &mut Sources,
        place: &Origin,
        unmatched: Severity,
    ) -> Result<(), Diagnostics> {
        let target_place = place.member("target").pointer;
        let targets = self
            .targets(document, unmatched)
            .map_err(|problem| problem.at(target_place.clone()))?;
        if self.remove {
            // From the last to the first, so that the indices of the others stay true.
            targets.iter().rev().try_for_each(|target| {
                merge::remove(document, sources, target)
                    .map_err(|problem| problem.at(target_place.clone()))
            })?;
        } else if let Some(update) = &self.update {
            let origin = place.member("update");
            targets.iter().try_for_each(|target| {
                merge::update(document, sources, target, update, &origin)
                    .map_err(|problem| problem.at(origin.pointer.clone()))
            })?;
        }
        Ok(())
    }

    /// The places that the target selects, what holds another before it.
    fn targets(
        &self,
        document: &Value,
        unmatched: Severity,
    ) -> Result<Vec<Pointer>, Problem> {
        let target = &self.target;
        check_effort(target)?;
        let path = JsonPath::parse(target).map_err(|error| {
            Problem::new(
                format!("`{target}` is no JSONPath: {}", error.message()),
                "a JSONPath by RFC 9535",
                "write it like `$.components.schemas['a.b'].properties.c`, with names that are no words in brackets and quotes",
            )
        })?;
        let mut places: Vec<_> = path
            .query_located(document)
            .iter()
            .map(|node| Pointer::from(node.location().to_json_pointer()))
            .collect();
        places.sort();
        places.dedup();
        if places.is_empty() {
            let help = "the document moved under the overlay: correct the target, or remove the action";
            return Err(Problem {
                severity: unmatched,
                ..Problem::new(
                    format!("`{target}` selects nothing"),
                    "at least one object or array",
                    help,
                )
            });
        }
        Ok(places)
    }
}

/// Refuses what would exhaust the stack when it is parsed, or take for ever when it is applied.
fn check_effort(target: &str) -> Result<(), Problem> {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for character in target.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let found = if deepest > MAX_BRACKETS {
        format!("a target whose brackets nest more than {MAX_BRACKETS} deep")
    } else if target.matches("..").count() > MAX_DESCENTS {
        format!("a target with more than {MAX_DESCENTS} `..`")
    } else {
        return Ok(());
    };
    Err(Problem::new(
        found,
        "a simple path to what changes",
        "split the action into several",
    ))
}

/// A problem with an action, before its place is known.
struct Problem {
    severity: Severity,
    found: String,
    expected: &'static str,
    help: &'static str,
}

impl Problem {
    fn new(found: String, expected: &'static str, help: &'static str) -> Self {
        Self {
            severity: Severity::Error,
            found,
            expected,
            help,
        }
    }

    fn at(self, place: Pointer) -> Diagnostics {
        let mut diagnostic =
            Diagnostic::error(place, self.found).expected(self.expected).help(self.help);
        diagnostic.severity = self.severity;
        diagnostic.into()
    }
}
