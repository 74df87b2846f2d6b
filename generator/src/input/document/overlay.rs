//! Refines a document by OpenAPI Overlay 1.0.0.

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

/// Applies overlays to the document, and the actions of each, in order.
///
/// The overlay specification lets a target select nothing. Here `unmatched` is how severe that is: an error as a rule,
/// since the document moved under the overlay; a warning where the overlay may have been made for a later document. What
/// stands behind an action or an overlay that failed is applied all the same, so that one run reports all problems.
pub fn overlay(
    mut document: Document,
    sources: &[Source],
    unmatched: Severity,
) -> StageResult<Document> {
    let mut found = Diagnostics::default();
    for source in sources {
        match apply(&mut document, source, unmatched) {
            Ok(misfits) => found.extend(misfits),
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

/// What actions change.
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

    /// The places that the target selects, what holds another before it.
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
                format!("`{target}` is no JSONPath: {}", error.message()),
                "a JSONPath by RFC 9535",
                "write it like `$.components.schemas['a.b'].properties.c`, with names that are no words in brackets and quotes",
            )
        })?;
        let nodes = path.query_located(document);
        if nodes.len() > MAX_TARGETS {
            return Err(Problem::new(
                format!("`{target}` selects more than {MAX_TARGETS} values"),
                "a target that selects what changes alone",
                "name the values, or split the action into several",
            ));
        }
        let mut places: Vec<_> = nodes
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
