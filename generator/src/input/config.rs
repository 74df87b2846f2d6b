//! The configuration file: the manifest data of the crate and the paths of its input and output.

mod initial;
mod module;
mod rules;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use self::initial::{Initial, relative};
pub use self::module::Module;
use crate::diagnostics::{Diagnostic, Diagnostics, Failure, Pointer, Severity};
use crate::input::shape::Shape::{Is, List, Map, Text};
use crate::input::shape::{self, Object, optional, required};
use crate::input::source::{self, Format, SourceText};

static CONFIG: Object = Object::new(
    "configuration",
    &[
        required("package", Is(&PACKAGE)),
        required("input", Is(&INPUT)),
        required("output", Is(&OUTPUT)),
        optional("modules", Map(&Is(&module::MODULE))),
    ],
);

static PACKAGE: Object = Object::new(
    "table `package`",
    &[
        required("name", Text),
        required("version", Text),
        required("description", Text),
        required("authors", List(&Text)),
        required("license", Text),
        required("rust-version", Text),
        optional("repository", Text),
        optional("documentation", Text),
        optional("homepage", Text),
        optional("keywords", List(&Text)),
        optional("categories", List(&Text)),
    ],
);

static INPUT: Object = Object::new(
    "table `input`",
    &[
        required("document", Text),
        optional("overlays", List(&Text)),
        optional("changelog", Text),
        optional("lock", Text),
    ],
);

static OUTPUT: Object = Object::new(
    "table `output`",
    &[
        required("directory", Text),
        required("templates", Text),
        optional("own-templates", Text),
    ],
);

/// The configuration file, `spec/generator.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Manifest data of the client crate.
    pub package: Package,
    /// Files that are read.
    pub input: Input,
    /// Directory that is written, and the templates it is rendered from.
    pub output: Output,
    /// Further documents, by the name of the module that contains their API.
    #[serde(default)]
    pub modules: BTreeMap<String, Module>,
    /// Contents of the changelog file that `input` names; empty if there is none.
    #[serde(skip)]
    pub changelog: String,
    /// Notes about the configuration, with its name and lines.
    #[serde(skip)]
    pub notes: Diagnostics,
}

/// Manifest data of the client crate, under the names that Cargo uses.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case"))]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// A one-line description for the registry.
    pub description: String,
    /// The authors of the crate.
    pub authors: Vec<String>,
    /// The SPDX license expression.
    pub license: String,
    /// The minimum supported Rust version.
    pub rust_version: String,
    /// The URL of the source repository. Like the other URLs, it is left out of the manifest if it is empty.
    pub repository: Option<String>,
    /// The URL of the documentation, if it is not docs.rs.
    pub documentation: Option<String>,
    /// The URL of the project's home page.
    pub homepage: Option<String>,
    /// Keywords for the registry, at most five.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Categories of the registry, at most five.
    #[serde(default)]
    pub categories: Vec<String>,
}

impl Package {
    /// Returns the name of the crate as a Rust identifier.
    pub fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Returns a note if the repository is empty.
    fn unpublishable(&self) -> Option<Diagnostic> {
        self.repository.as_deref().filter(|url| url.is_empty())?;
        let note = Diagnostic::note("/package/repository", "`repository` is empty")
            .expected("the URL of the source repository, which the registry links to")
            .help("set it before the crate is published");
        Some(note)
    }
}

/// Paths of the input files. In the file, they are relative to the directory of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Input {
    /// The OpenAPI document.
    pub document: PathBuf,
    /// The overlays, in the order they are applied.
    #[serde(default)]
    pub overlays: Vec<PathBuf>,
    /// The changelog. `generate --changelog` adds entries to it and creates it if it is missing.
    pub changelog: Option<PathBuf>,
    /// The lock file with the published names. `generate` updates it and creates it if it is missing.
    pub lock: Option<PathBuf>,
}

/// Paths of the output. In the file, they are relative to the directory of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Output {
    /// The directory of the client crate.
    pub directory: PathBuf,
    /// The directory of the templates.
    pub templates: PathBuf,
    /// The directory of templates that replace or extend those of the same name for the configured document.
    pub own_templates: Option<PathBuf>,
}

impl Config {
    /// Reads a configuration file and makes its paths relative to the working directory.
    pub fn load(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let bytes = source::read(path).map_err(|error| {
            Diagnostic::error(Pointer::root(), format!("failed to read the configuration: {error}"))
                .in_file(&name)
                .help("run the generator in the directory that contains `spec`, or pass the file with `--config`")
        })?;
        let mut config = Self::parse(&name, &source::decode(&name, bytes)?)?;
        let directory = path.parent().unwrap_or(Path::new(""));
        let Input {
            document,
            overlays,
            changelog,
            lock,
        } = &mut config.input;
        let Output {
            directory: output,
            templates,
            own_templates,
        } = &mut config.output;
        let paths = [document, output, templates];
        let more = overlays.iter_mut().chain(changelog).chain(lock).chain(own_templates);
        let of_modules = config.modules.values_mut().flat_map(Module::paths);
        let more = more.chain(of_modules);
        for path in paths.into_iter().chain(more) {
            *path = join(directory, path);
        }
        config.changelog = config.input.read_changelog()?;
        Ok(config)
    }

    /// Parses a configuration without changing its paths. Diagnostics refer to it as `name`.
    pub fn parse(name: &str, text: &str) -> Result<Self, Failure> {
        let (text, value) = SourceText::read(name, text.to_owned(), Format::Toml)?;
        let mut problems = shape::check(&value, &CONFIG, Severity::Error);
        problems.extend(rules::malformed(&value));
        problems.extend(rules::with_nul(&value));
        problems.extend(module::misnamed(&value));
        text.located(problems).into_result()?;
        let mut config = Self::deserialize(&value).map_err(|error| {
            // Unreachable as long as the shape tables agree with the types.
            let found = format!("invalid configuration: {error}");
            text.located(Failure::from(Diagnostic::error(Pointer::root(), found)))
        })?;
        config.notes =
            text.located(config.package.unpublishable().into_iter().collect());
        Ok(config)
    }
}

impl Input {
    /// Reads the changelog file; returns an empty string if it does not exist.
    fn read_changelog(&self) -> Result<String, Failure> {
        let Some(path) = &self.changelog else {
            return Ok(String::new());
        };
        match source::read_text(path) {
            Ok(changelog) => Ok(changelog),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(Diagnostic::error(
                Pointer::root(),
                format!("failed to read the changelog: {error}"),
            )
            .in_file(path.display().to_string())
            .into()),
        }
    }
}

/// Returns `directory/path` with each `..` resolved lexically, so that messages show `generated` instead of
/// `spec/../generated`.
fn join(directory: &Path, path: &Path) -> PathBuf {
    let mut joined = PathBuf::new();
    for component in directory.join(path).components() {
        match (component, joined.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                joined.pop();
            }
            (component, _) => joined.push(component),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_configuration() {
        for (directory, path, joined) in [
            ("spec", "../generated", "generated"),
            ("", "a.yaml", "a.yaml"),
            (".", "./a.yaml", "a.yaml"),
            ("../spec", "../generated", "../generated"),
            ("spec", "../../out", "../out"),
            ("/a/spec", "../b", "/a/b"),
            ("spec", "/b", "/b"),
        ] {
            assert_eq!(
                join(Path::new(directory), Path::new(path)),
                Path::new(joined),
                "{directory} {path}"
            );
        }
    }
}
