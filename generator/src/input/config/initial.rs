//! A first configuration for a document.

use std::path::{Component, Path, PathBuf};

use crate::text::name::is_plain;
use crate::text::toml;

/// The maximum number of keywords and the maximum length of one, which crates.io sets.
const MAX_KEYWORDS: usize = 5;
const MAX_KEYWORD: usize = 20;

/// What a first configuration is made of.
#[derive(Clone, Debug)]
pub struct Initial<'a> {
    /// The title of the document.
    pub title: &'a str,
    /// The path of the document, relative to the directory of the configuration.
    pub document: &'a str,
    /// The directory of the templates, relative to that of the configuration.
    pub templates: &'a str,
}

impl Initial<'_> {
    /// Returns the name of the crate: the words of the title, such as `twilio-verify` for "Twilio - Verify".
    pub fn crate_name(&self) -> String {
        let words = words(self.title);
        match words.first() {
            Some(first) if first.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                words.join("-")
            }
            _ => format!("api-{}", words.join("-")).trim_end_matches('-').to_owned(),
        }
    }

    /// Returns the configuration file.
    pub fn text(&self) -> String {
        let name = self.crate_name();
        let api = self.title.split_whitespace().filter(|word| *word != "-");
        let api = api.collect::<Vec<_>>().join(" ");
        let api = api.trim_end_matches(" API");
        let description = format!("Typed, asynchronous client for the {api} API");
        let authors = format!("The {name} contributors");
        format!(
            "\
[package]
name = {name}
version = \"0.1.0\"
description = {description}
authors = [{authors}]
license = \"MIT OR Apache-2.0\"
rust-version = \"1.85\"
# Set it before the crate is published.
repository = \"\"
keywords = {keywords}
categories = [\"api-bindings\", \"asynchronous\", \"web-programming::http-client\"]

[input]
document = {document}
# Facts that callers need but the document omits. See generator/NEW_CRATE.md.
overlays = []
# `generate --changelog` creates it.
changelog = \"changelog.md\"
# `generate` records the published names in it.
lock = \"names.lock\"

[output]
directory = {directory}
templates = {templates}
",
            name = toml::string(&name),
            description = toml::string(&description),
            authors = toml::string(&authors),
            keywords = toml::array(keywords(self.title)),
            document = toml::string(self.document),
            directory = toml::string(&format!("../{name}")),
            templates = toml::string(self.templates),
        )
    }
}

/// Returns the words of a title in lower case, of ASCII letters and digits.
fn words(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).filter(|word| is_plain(word)).collect()
}

/// Returns the keywords for the registry.
fn keywords(title: &str) -> Vec<String> {
    let mut keywords: Vec<String> = Vec::new();
    for word in words(title) {
        let is_allowed = word.len() <= MAX_KEYWORD && word != "api";
        if is_allowed && !keywords.contains(&word) {
            keywords.push(word);
        }
    }
    keywords.truncate(MAX_KEYWORDS - 1);
    keywords.push("api-client".to_owned());
    keywords
}

/// Returns the path that leads from a directory to a file, both absolute, with `/` between its segments. `None` if it is not
/// Unicode, or if they are on different drives.
pub fn relative(directory: &Path, file: &Path) -> Option<String> {
    let (from, to): (Vec<_>, Vec<_>) =
        (directory.components().collect(), file.components().collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let is_rooted =
        |component: &Component<'_>| matches!(component, Component::Prefix(_));
    if from[common..].iter().chain(&to[common..]).any(is_rooted) {
        return None;
    }
    let up = from[common..].iter().map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to[common..].iter().copied()).collect();
    let segments = path.iter().map(|segment| segment.to_str());
    segments.collect::<Option<Vec<_>>>().map(|segments| segments.join("/"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Initial, keywords, relative};
    use crate::input::config::Config;

    fn initial(title: &str) -> Initial<'_> {
        Initial {
            title,
            document: "../a \"b\".json",
            templates: "../templates",
        }
    }

    #[test]
    fn crates_are_named_after_the_title() {
        for (title, name) in [
            ("Twilio - Verify", "twilio-verify"),
            ("Conversation Orchestrator", "conversation-orchestrator"),
            ("3D printing", "api-3d-printing"),
            ("Übung", "bung"),
            ("会話", "api"),
            ("", "api"),
        ] {
            assert_eq!(initial(title).crate_name(), name, "{title}");
        }
    }

    #[test]
    fn the_configuration_can_be_read() {
        for title in ["Twilio - Verify", "会話", "\"]\n[input]", "The Rooms API"] {
            let text = initial(title).text();
            let config = Config::parse("generator.toml", &text)
                .unwrap_or_else(|problems| panic!("{problems}"));
            assert_eq!(config.input.document, Path::new("../a \"b\".json"));
            assert!(
                config.package.description.starts_with("Typed, asynchronous client")
            );
        }
    }

    #[test]
    fn there_are_five_keywords_at_most() {
        assert_eq!(keywords("Twilio - Verify"), ["twilio", "verify", "api-client"]);
        assert_eq!(keywords("a b c d e f"), ["a", "b", "c", "d", "api-client"]);
        let long = "verylongwordthatnoregistrytakes";
        assert_eq!(keywords(long), ["api-client"]);
    }

    #[test]
    fn paths_lead_up_and_down() {
        for (directory, file, path) in [
            ("/a/spec", "/a/x.json", "../x.json"),
            ("/a/spec", "/a/spec/x.json", "x.json"),
            ("/a/b/spec", "/templates", "../../../templates"),
        ] {
            let found = relative(Path::new(directory), Path::new(file));
            assert_eq!(found.as_deref(), Some(path));
        }
    }
}
