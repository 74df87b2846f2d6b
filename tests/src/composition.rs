//! Composes complete documents of all constructs that the generator supports, controlled by a stream of bytes.
//!
//! The names in them are those that Rust, Cargo and the crate itself use, and the texts are hostile ones.

// With paths, since the fuzz targets (`generator/fuzz`) include this file from elsewhere.
#[path = "composition/callbacks.rs"]
mod callbacks;
#[path = "composition/operations.rs"]
mod operations;
#[path = "composition/schemas.rs"]
mod schemas;

use serde_json::{Map, Value, json};

use crate::damage::Choices;

/// Names that are keywords, names of the crate or of its imports, equal to each other after conversion, or not names at all.
const NAMES: [&str; 76] = [
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "async",
    "gen",
    "try",
    "static",
    "r#type",
    "_",
    "__",
    "1",
    "1st",
    "2-nd",
    "Date",
    "date",
    "Date<",
    "Date>",
    "Timestamp",
    "Duration",
    "Option",
    "Some",
    "None",
    "String",
    "Vec",
    "Box",
    "Result",
    "Error",
    "Ok",
    "Default",
    "Debug",
    "Clone",
    "From",
    "Into",
    "Iterator",
    "Client",
    "client",
    "Request",
    "request",
    "Page",
    "Pages",
    "page_size",
    "PageSize",
    "limit",
    "send",
    "stream",
    "new",
    "create",
    "delete",
    "list",
    "fetch",
    "update",
    "handle",
    "value",
    "this",
    "f",
    "std",
    "core",
    "serde",
    "jiff",
    "lib",
    "main",
    "mod",
    "runtime",
    "con",
    "Sid",
    "sid",
    "widget",
    "Widget",
    "widgets",
    "wid-get",
    "Größe",
    "日本語",
    "😀",
    "additional_properties",
];

/// Texts that end comments, strings or code blocks, contain code, or change how a terminal shows them.
const TEXTS: [&str; 12] = [
    "A plain sentence.",
    "Two lines.\n\nAnd a paragraph with `code`.",
    "\r\nlines\rof\u{2028}all\u{85}kinds\r\n",
    "*/ pub fn injected() {} /*",
    "\"#; compile_error!(\"injected\"); r#\"",
    "\n```\nlet injected = 1;\n```\n",
    "\n    let indented = code;\n",
    "\u{202e}reversed\u{202c} and \u{0} control \u{1b}[31m characters",
    "{{ template }} {% raw %}",
    "<script>html</script> [link](javascript:injected)",
    "[Client] and [`crate::Client`] and [missing]",
    "| a | b |\n|---|---|\n| `c | d |",
];

/// Returns a document of a few resources with schemas.
pub fn compose(choices: &mut Choices<'_>) -> Value {
    let mut composer = Composer {
        choices,
        schemas: Map::new(),
        operation_ids: Vec::new(),
    };
    let names = composer.component_names();
    for name in &names {
        let schema = composer.component(&names);
        composer.schemas.insert(name.clone(), schema);
    }
    let mut paths = composer.paths(&names);
    composer.add_callbacks(&mut paths);
    json!({
        "openapi": "3.0.1",
        "info": {"title": composer.text(), "version": composer.text(), "description": composer.text()},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": composer.schemas},
    })
}

/// The state of the composition of one document.
struct Composer<'choices, 'bytes> {
    choices: &'choices mut Choices<'bytes>,
    schemas: Map<String, Value>,
    operation_ids: Vec<String>,
}

impl Composer<'_, '_> {
    fn name(&mut self) -> String {
        self.choices.of(&NAMES).to_owned()
    }

    fn text(&mut self) -> String {
        self.choices.of(&TEXTS).to_owned()
    }

    /// Returns `true` once in `number` times on average.
    fn once_in(&mut self, number: usize) -> bool {
        self.choices.below(number) == 0
    }

    /// Returns names of schemas, all different.
    fn component_names(&mut self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for number in 0..6 {
            // A component's name has only characters that a reference needs no escapes for.
            let name: String =
                self.name().chars().filter(char::is_ascii_alphanumeric).collect();
            let name = if name.is_empty() || names.contains(&name) {
                format!("v1.{name}{number}")
            } else {
                name
            };
            names.push(name);
        }
        names
    }
}
