//! The documents of `spec/` and Twilio's own, as JSON.
//!
//! Without an overlay, they are read independently of the generator and by a different YAML parser, so that a bug in the
//! generator's parser cannot hide in a test.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use generator::diagnostics::Severity;
use generator::input::document::{Input, Source};
use generator::pipeline::overlaid;
use serde_json::Value;

use crate::{npm, workspace};

/// Returns our restatement of Twilio's document.
#[must_use]
pub fn ours() -> Value {
    static OURS: LazyLock<Value> = LazyLock::new(|| read(&our_path()));
    OURS.clone()
}

/// Returns the path of our restatement of Twilio's document.
#[must_use]
pub fn our_path() -> PathBuf {
    workspace().join("spec/twilio_conversations_v1.yaml")
}

/// Returns the paths of our overlays, which apply to both documents, in order.
#[must_use]
pub fn overlay_paths() -> [PathBuf; 2] {
    ["spec/overlay.yaml", "spec/webhooks.yaml"].map(|path| workspace().join(path))
}

/// Returns our overlays as one, with the actions of all of them.
///
/// # Panics
///
/// If one of them has no actions.
#[must_use]
pub fn overlay() -> Value {
    static OVERLAY: LazyLock<Value> = LazyLock::new(|| {
        let [mut whole, rest] = overlay_paths().map(|path| read(&path));
        let rest = rest["actions"].as_array().expect("an overlay has actions");
        let actions = whole["actions"].as_array_mut().expect("an overlay has actions");
        actions.extend(rest.iter().cloned());
        whole
    });
    OVERLAY.clone()
}

/// Returns our restatement with the overlay applied by the generator.
///
/// # Panics
///
/// If the overlay cannot be applied.
#[must_use]
pub fn refined() -> Value {
    let input = Input {
        document: Source::from(&our_path()),
        overlays: overlay_paths().iter().map(Source::from).collect(),
        lock: None,
    };
    let overlaid = overlaid(&input, Severity::Error);
    let (document, _) = overlaid.expect("the overlay fits");
    document.value
}

/// Returns Twilio's own document, or `None` if [`npm`] is not available.
#[must_use]
pub fn official() -> Option<Value> {
    npm::official_document().map(|path| read(&path))
}

/// Reads a YAML or JSON file.
///
/// # Panics
///
/// If the file cannot be read.
#[must_use]
pub fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parse(text: &str) -> Result<Value, String> {
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|error| error.to_string());
    }
    // Through a YAML value, which rejects duplicate keys.
    let yaml: serde_norway::Value =
        serde_norway::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(yaml).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parse;

    #[test]
    fn yaml_and_json_give_the_same() {
        let expected = Ok(json!({"b": ["no", null, 1], "a": {"200": true}}));
        assert_eq!(parse("b: [no, null, 1]\na: {200: true}"), expected);
        assert_eq!(parse(r#"{"b": ["no", null, 1], "a": {"200": true}}"#), expected);
    }

    #[test]
    fn a_duplicate_key_is_an_error() {
        let error = parse("a: 1\na: 2").unwrap_err();
        assert!(error.contains("duplicate"), "{error}");
    }
}
