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
use serde_json::{Value, json};

use crate::{npm, workspace};

/// A document of Twilio's, restated in `spec/`.
#[derive(Clone, Copy, Debug)]
pub struct Restated {
    /// Its version, such as `v1`.
    pub version: &'static str,
    document: &'static str,
    overlays: &'static [&'static str],
    official: &'static str,
}

/// Version 1, which is the root of the client crate.
pub const V1: Restated = Restated {
    version: "v1",
    document: "spec/twilio_conversations_v1.yaml",
    overlays: &["spec/overlay.yaml", "spec/webhooks.yaml"],
    official: "twilio_conversations_v1.json",
};

/// Version 2.
pub const V2: Restated = Restated {
    version: "v2",
    document: "spec/twilio_conversations_v2.yaml",
    overlays: &["spec/overlay_v2.yaml"],
    official: "twilio_conversations_v2.json",
};

impl Restated {
    /// All restated documents.
    pub const ALL: [Self; 2] = [V1, V2];

    /// Returns the path of our restatement.
    #[must_use]
    pub fn path(self) -> PathBuf {
        workspace().join(self.document)
    }

    /// Returns the paths of our overlays, which apply to both documents, in order.
    #[must_use]
    pub fn overlay_paths(self) -> Vec<PathBuf> {
        self.overlays.iter().map(|path| workspace().join(path)).collect()
    }

    /// Returns our restatement.
    #[must_use]
    pub fn ours(self) -> Value {
        read(&self.path())
    }

    /// Returns our overlays as one, with the actions of all of them.
    ///
    /// # Panics
    ///
    /// If one of them has no actions.
    #[must_use]
    pub fn overlay(self) -> Value {
        let mut whole = json!({"actions": []});
        for path in self.overlay_paths() {
            let mut overlay = read(&path);
            let actions = overlay["actions"].take();
            let Value::Array(actions) = actions else {
                panic!("{}: an overlay has actions", path.display());
            };
            whole["actions"].as_array_mut().expect("it is an array").extend(actions);
        }
        whole
    }

    /// Returns Twilio's own document, or `None` if [`npm`] is not available.
    #[must_use]
    pub fn official(self) -> Option<Value> {
        npm::official_documents().map(|directory| read(&directory.join(self.official)))
    }
}

/// Returns our restatement of version 1.
#[must_use]
pub fn ours() -> Value {
    static OURS: LazyLock<Value> = LazyLock::new(|| V1.ours());
    OURS.clone()
}

/// Returns the path of our restatement of version 1.
#[must_use]
pub fn our_path() -> PathBuf {
    V1.path()
}

/// Returns our overlays of version 1 as one.
#[must_use]
pub fn overlay() -> Value {
    static OVERLAY: LazyLock<Value> = LazyLock::new(|| V1.overlay());
    OVERLAY.clone()
}

/// Returns our restatement of version 1 with the overlay applied by the generator.
///
/// # Panics
///
/// If the overlay cannot be applied.
#[must_use]
pub fn refined() -> Value {
    let input = Input {
        document: Source::from(&our_path()),
        overlays: V1.overlay_paths().iter().map(Source::from).collect(),
        lock: None,
    };
    let overlaid = overlaid(&input, Severity::Error);
    let (document, _) = overlaid.expect("the overlay fits");
    document.value
}

/// Returns Twilio's own document of version 1, or `None` if [`npm`] is not available.
#[must_use]
pub fn official() -> Option<Value> {
    V1.official()
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
