//! Hostile texts, and documents that contain them in every member with text.
//!
//! The fuzz targets (`generator/fuzz`) include this file.

use serde_json::{Map, Value};

use crate::tainted_text::MARKER;

/// Templates of hostile texts: MARKER is traced, CODE writes a file if it is executed.
pub const SHAPES: [&str; 60] = [
    "MARKER",
    "\nCODE\n",
    "\r\nCODE\r\n",
    "\rCODE\r",
    "\u{2028}CODE\u{2028}",
    "\u{2029}CODE\u{2029}",
    "\u{85}CODE\u{85}",
    "\u{b}CODE\u{c}",
    "\n\n```\nCODE\n```\n",
    "\n\n```rust\nCODE\n```\n",
    "\n\n````\nCODE\n```\nCODE\n",
    "\n\n```text\n```\n```\nCODE\n",
    "\n\n~~~\nCODE\n~~~\n",
    "\n\n~~~~rust\nCODE\n~~~\n",
    "\n\n    CODE\n",
    "\n\n\tCODE\n",
    "\n\n- MARKER\n\n      CODE\n",
    "\n\n1. ```\n   CODE\n   ```\n",
    "\n\n> > ```\n> > CODE\n",
    "\n\n> MARKER\n~~~\nCODE",
    "\"\n//! ```\n//! CODE\n//! ```\n",
    "\"\n\n#![doc = \"```\nCODE\n```\"]\n",
    "` MARKER",
    "`` MARKER ` MARKER",
    "MARKER` `` MARKER``` CODE ```",
    "```CODE```",
    "*/ CODE /*",
    "/*! CODE */",
    "///MARKER\n//CODE",
    "\" CODE \"",
    "\"#; CODE; r#\"",
    "'); CODE",
    "MARKER\\",
    "\\\" CODE",
    "\\\\\\MARKER\\",
    "{{ CODE }}",
    "{% raw %}MARKER{% endraw %}{% for",
    "{# MARKER",
    "--> MARKER <!-- CODE -->",
    "<script>MARKER</script>",
    "\\<img src=x onerror=MARKER>",
    "\\\\<img src=x onerror=MARKER>",
    "`<b>MARKER</b>",
    "<httpx onmouseover=MARKER>",
    "<https://example.com/`MARKER> <javascript:MARKER>",
    "[MARKER](javascript:MARKER) [MARKER](JaVaScRiPt:MARKER) [x](data:text/html,MARKER)",
    "[MARKER][a] [a]\n\n[a]: javascript:MARKER \"MARKER\"\n",
    "[Client] [`Client`](crate::MARKER) [crate::MARKER]",
    "![MARKER](https://example.com/MARKER.png)",
    "[^MARKER]\n\n[^MARKER]: ```\n    CODE\n",
    "| MARKER | MARKER |\n|---|---|\n| `MARKER | ```MARKER``` |",
    "\n\n| MARKER |\n| - |\n| MARKER\\|` MARKER",
    "\u{202e}MARKER\u{202c}\u{2066}MARKER\u{2069}\u{200f}",
    "\u{0}MARKER\u{7}\u{1b}]0;MARKER\u{7}\u{1b}[31mMARKER\u{9b}",
    "\u{7f}MARKER\u{80}\u{feff}MARKER",
    "&#x60;&#x60;&#x60;\nCODE\n&#96;&#96;&#96; &lt;script&gt;MARKER &#10;&#13;CODE &#x202e;",
    "***MARKER** MARKER*__MARKER_~~MARKER~~*",
    "# MARKER #\n===\nMARKER\n---\n+ MARKER\n1) MARKER",
    "]\npub fn MARKER() {}\n#[doc = \"",
    "}\nmacro_rules! format { () => { CODE } }\nmod MARKER {",
];

/// The file that executed code of a text writes, relative to the directory of the crate.
pub const WRITTEN: &str = "written";

/// Returns the hostile texts.
#[must_use]
pub fn all() -> Vec<String> {
    // Short, since names are limited to 200 bytes.
    let code = format!("std::fs::write({WRITTEN:?},\"{MARKER}\"); fn tAi(){{}}");
    SHAPES
        .iter()
        .map(|shape| shape.replace("CODE", &code).replace("MARKER", MARKER))
        .collect()
}

/// Replaces `TEXT` by `text` and the names of the rooms by `room` in a document or a part of it: see
/// `fixtures/hostile.yaml`.
#[must_use]
pub fn filled(value: &Value, text: &str, room: &str) -> Value {
    let fill = |place: &str| {
        let argument: String = text.chars().filter(|c| !"/{}".contains(*c)).collect();
        place
            .replace("ROOM", room)
            .replace("ARGUMENT", &argument)
            .replace("TEXT", text)
            .replace("WORD", MARKER)
    };
    match value {
        Value::String(place) => Value::String(fill(place)),
        Value::Array(elements) => {
            elements.iter().map(|element| filled(element, text, room)).collect()
        }
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, member)| (fill(name), filled(member, text, room)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}
