//! Figures of a generated crate.

use generator::diagnostics::Severity;
use serde_json::Value;
use tests::pipeline::Outcome;

/// The headings of [`line`].
pub const HEADER: &str =
    "document                operations models untyped warnings notes with _2  lines";

/// Returns the figures of a document, in one line.
pub fn line(name: &str, outcome: &Outcome) -> String {
    let of = |severity| {
        outcome.diagnostics.iter().filter(|one| one.severity == severity).count()
    };
    let Some(generated) = &outcome.generated else {
        return format!("{name:24}refused: {} errors\n", of(Severity::Error));
    };
    let mut names = Names::default();
    names.read(&generated.ir);
    let lines: usize = generated
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/runtime"))
        .map(|(_, text)| text.lines().count())
        .sum();
    format!(
        "{name:24}{:10} {:6} {:7} {:8} {:5} {:7} {lines:6}\n",
        generated.counts.operations,
        generated.ir["models"].as_array().map_or(0, Vec::len),
        names.untyped,
        of(Severity::Warning),
        of(Severity::Note),
        names.numbered,
    )
}

/// Names and types of the output of `ir`.
#[derive(Default)]
struct Names {
    /// Types that are any JSON.
    untyped: usize,
    /// Names that end with a number which only tells them from others.
    numbered: usize,
}

impl Names {
    fn read(&mut self, value: &Value) {
        match value {
            Value::Array(elements) => elements.iter().for_each(|one| self.read(one)),
            Value::Object(members) => {
                for (key, value) in members {
                    let text = value.as_str().unwrap_or_default();
                    if key == "type" && text.contains("serde_json::Value") {
                        self.untyped += 1;
                    }
                    let is_name = ["path", "name", "setter", "builder"];
                    if is_name.contains(&key.as_str()) && is_numbered(text) {
                        self.numbered += 1;
                    }
                    self.read(value);
                }
            }
            _ => {}
        }
    }
}

fn is_numbered(name: &str) -> bool {
    let end = name.rsplit_once('_').map_or("", |(_, end)| end);
    !name.contains('/')
        && end.parse::<u32>().is_ok_and(|number| (2..10).contains(&number))
}
