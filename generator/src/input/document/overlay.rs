//! Applies OpenAPI overlays (version 1.0.0) to a document.

mod effort;
mod merge;
mod target;

use serde::Deserialize;
use serde_json::Value;
use serde_json_path::JsonPath;

use super::Document;
use super::load::{self, Source};
use super::sources::{Origin, Sources};
use crate::diagnostics::{
    Diagnostic, Diagnostics, Failure, Pointer, Severity, StageResult,
};
use crate::input::shape::{self, Object, Shape, optional, required};
use crate::input::source::Size;
use effort::{Effort, MAX_TARGETS};
use target::Cost;

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

/// The members of an overlay that the pipeline uses.
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

/// Deserializes `update: null` as `Some(Value::Null)`, unlike a missing `update`.
fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Applies overlays and their actions to the document, in order.
///
/// The overlay specification allows a target that matches nothing. Here it is reported with the severity `unmatched`:
/// usually an error, since the document has changed in a way that the overlay does not account for; a warning if the overlay
/// may have been written for a later document. Actions and overlays after a failed one are still applied, so that one run
/// reports all problems.
pub fn overlay(
    mut document: Document,
    sources: &[Source],
    unmatched: Severity,
) -> StageResult<Document> {
    let mut found = Diagnostics::default();
    for source in sources {
        match apply(&mut document, source, unmatched) {
            Ok(mismatches) => found.extend(mismatches),
            Err(failure) => found.extend(failure),
        }
    }
    found.with(document)
}

fn apply(
    document: &mut Document,
    source: &Source,
    unmatched: Severity,
) -> Result<Diagnostics, Failure> {
    let (text, value) = load::read(source)?;
    let overlay = check(&value).map_err(|problems| text.located(problems))?;
    let text = document.sources.add(text);
    let mut problems = Diagnostics::default();
    let mut effort = Effort::new(&document.value);
    for (index, action) in overlay.actions.iter().enumerate() {
        let place = Origin {
            text,
            pointer: Pointer::from("/actions").index(index),
        };
        let mut target = Target {
            document: &mut document.value,
            sources: &mut document.sources,
            effort: &mut effort,
        };
        if let Err(problem) = action.apply(&mut target, &place, unmatched) {
            problems.extend(problem);
        }
    }
    document.sources.located_in(text, problems).into_result()
}

fn check(value: &Value) -> Result<Overlay, Failure> {
    let mut problems = shape::check(value, &OVERLAY, Severity::Error);
    if let Some(Value::Array(actions)) = value.get("actions") {
        if actions.is_empty() {
            problems.push(Diagnostic::error("/actions", "`actions` is empty"));
        }
        for (index, action) in actions.iter().enumerate() {
            if action.get("update").is_none()
                && action.get("remove") != Some(&Value::Bool(true))
            {
                let place = Pointer::from("/actions").index(index);
                problems.push(
                    Diagnostic::error(
                        place,
                        "the action has neither `update` nor `remove: true`",
                    )
                    .expected("`update` or `remove: true`"),
                );
            }
        }
    }
    problems.into_result()?;
    let overlay = Overlay::deserialize(value).map_err(|error| {
        Diagnostic::error(Pointer::root(), format!("invalid overlay: {error}"))
    })?;
    if overlay.overlay.starts_with("1.0.") {
        Ok(overlay)
    } else {
        let found = format!("overlay version `{}` is not supported", overlay.overlay);
        Err(Diagnostic::error("/overlay", found).expected("`1.0.0`").into())
    }
}

/// The state that actions modify.
struct Target<'document> {
    document: &'document mut Value,
    sources: &'document mut Sources,
    effort: &'document mut Effort,
}

impl Action {
    fn apply(
        &self,
        target: &mut Target<'_>,
        place: &Origin,
        unmatched: Severity,
    ) -> Result<(), Diagnostics> {
        let target_place = place.member("target").pointer;
        let at_target = |problem: Problem| problem.at(target_place.clone());
        let places = self
            .targets(target.document, target.effort, unmatched)
            .map_err(at_target)?;
        if self.remove {
            return merge::remove(target, &places).map_err(at_target);
        }
        if let Some(update) = &self.update {
            let origin = place.member("update");
            let at_update = |problem: Problem| problem.at(origin.pointer.clone());
            let size = Size::of(update);
            target.effort.copy(size, places.len()).map_err(at_update)?;
            places.iter().try_for_each(|place| {
                merge::update(target, place, update, &origin).map_err(at_update)
            })?;
        }
        Ok(())
    }

    /// Returns the pointers that the target selects, ancestors before their descendants.
    fn targets(
        &self,
        document: &Value,
        effort: &mut Effort,
        unmatched: Severity,
    ) -> Result<Vec<Pointer>, Problem> {
        let target = &self.target;
        effort.visit(Cost::of(target)?.visits(effort.values()))?;
        let path = JsonPath::parse(target).map_err(|error| {
            Problem::new(
                format!("invalid JSONPath `{target}`: {}", error.message()),
                "a JSONPath expression (RFC 9535)",
                "write it like `$.components.schemas['a.b'].properties.c`, with special names in brackets and quotes",
            )
        })?;
        let nodes = path.query_located(document);
        if nodes.len() > MAX_TARGETS {
            return Err(Problem::new(
                format!("`{target}` selects more than {MAX_TARGETS} values"),
                "a target that selects only the values to change",
                "name the values, or split the action",
            ));
        }
        let mut places: Vec<_> = nodes
            .iter()
            .map(|node| Pointer::from(node.location().to_json_pointer()))
            .collect();
        places.sort();
        places.dedup();
        if places.is_empty() {
            let help = "update the target to match the document, remove the action, or pass another overlay with `--overlay`, or none with `--no-overlay`";
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

/// A problem with an action, before its pointer is known.
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
