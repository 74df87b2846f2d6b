//! What the document does not decide: the crate's manifest data and the places of the files.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use semver::Version;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Failure, Pointer, Severity};
use crate::input::shape::Shape::{Is, List, Text};
use crate::input::shape::{self, Object, optional, required};
use crate::input::source::{self, Format, SourceText};
use crate::text::name;

static CONFIG: Object = Object::new(
    "configuration",
    &[
        required("package", Is(&PACKAGE)),
        required("input", Is(&INPUT)),
        required("output", Is(&OUTPUT)),
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
    ],
);

static OUTPUT: Object = Object::new(
    "table `output`",
    &[required("directory", Text), required("templates", Text)],
);

/// The configuration file, `spec/generator.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// What the manifest of the client crate says.
    pub package: Package,
    /// What is read.
    pub input: Input,
    /// What is written, and from which templates.
    pub output: Output,
    /// The entries of the crate's changelog, out of the file that `input` names; empty without one.
    #[serde(skip)]
    pub changelog: String,
}

/// What the manifest of the client crate says, by Cargo's names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case"))]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// One line for the registry.
    pub description: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The licence expression.
    pub license: String,
    /// The oldest Rust release that compiles it.
    pub rust_version: String,
    /// The URL of the source repository.
    pub repository: Option<String>,
    /// The URL of the documentation, if it is not docs.rs.
    pub documentation: Option<String>,
    /// The URL of the project's own page.
    pub homepage: Option<String>,
    /// What the registry finds it by: at most five.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// The registry's categories it belongs to: at most five.
    #[serde(default)]
    pub categories: Vec<String>,
}

impl Package {
    /// The crate's name as Rust has it.
    pub fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// What is read. In the file, paths are relative to the file's folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Input {
    /// The OpenAPI document.
    pub document: PathBuf,
    /// The overlays, in the order they apply.
    #[serde(default)]
    pub overlays: Vec<PathBuf>,
    /// The entries of the crate's changelog. `generate --changelog` writes into it, and makes it if it is missing.
    pub changelog: Option<PathBuf>,
}

/// What is written. In the file, paths are relative to the file's folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Output {
    /// The folder of the client crate.
    pub directory: PathBuf,
    /// The folder of the templates.
    pub templates: PathBuf,
}

impl Config {
    /// Reads a configuration file; its paths become relative to the working directory.
    pub fn load(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let bytes = source::read(path).map_err(|error| {
            Diagnostic::error(Pointer::root(), format!("the configuration cannot be read: {error}"))
                .in_file(&name)
                .help("run the generator in the folder that holds `spec`, or name the file with `--config`")
        })?;
        let mut config = Self::parse(&name, &source::decode(&name, bytes)?)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let paths = [
            &mut config.input.document,
            &mut config.output.directory,
            &mut config.output.templates,
        ];
        let more = config.input.overlays.iter_mut().chain(&mut config.input.changelog);
        for path in paths.into_iter().chain(more) {
            *path = join(folder, path);
        }
        config.changelog = config.input.entries()?;
        Ok(config)
    }

    /// Reads a configuration; `name` stands in the diagnostics, and the paths stay as they are.
    pub fn parse(name: &str, text: &str) -> Result<Self, Failure> {
        let (text, value) = SourceText::read(name, text.to_owned(), Format::Toml)?;
        let mut problems = shape::check(&value, &CONFIG, Severity::Error);
        problems.extend(malformed(&value));
        problems.extend(with_nul(&value));
        text.located(problems).into_result()?;
        Self::deserialize(&value).map_err(|error| {
            // What the check of shapes lets through has the type; this is for the day when it does not.
            let found = format!("the configuration cannot be read: {error}");
            text.located(Diagnostic::error(Pointer::root(), found).into())
        })
    }
}

impl Input {
    /// What the file with the changelog's entries holds; nothing if there is none.
    fn entries(&self) -> Result<String, Failure> {
        let Some(path) = &self.changelog else {
            return Ok(String::new());
        };
        match source::read_text(path) {
            Ok(entries) => Ok(entries),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(Diagnostic::error(
                Pointer::root(),
                format!("the changelog cannot be read: {error}"),
            )
            .in_file(path.display().to_string())
            .into()),
        }
    }
}

/// What a member of `package` has to be, beyond a text: it stands in files of Rust, Markdown and TOML.
struct Form {
    member: &'static str,
    is_right: fn(&str) -> bool,
    what: &'static str,
    expected: &'static str,
}

const FORMS: [Form; 4] = [
    Form {
        member: "name",
        is_right: |name| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        },
        what: "the name of a crate",
        expected: "letters, digits, `-` and `_` of ASCII, a letter first",
    },
    Form {
        member: "version",
        is_right: |version| Version::parse(version).is_ok(),
        what: "the version of a crate",
        expected: "a semantic version such as `1.2.3`",
    },
    Form {
        member: "rust-version",
        is_right: |version| {
            let is_number = |part: &str| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
            };
            version.split('.').count() <= 3 && version.split('.').all(is_number)
        },
        what: "a release of Rust",
        expected: "numbers such as `1.85`",
    },
    Form {
        member: "license",
        is_right: name::is_plain,
        what: "a licence",
        expected: "an SPDX expression such as `MIT OR Apache-2.0`",
    },
];

/// Says which members of `package` do not have their form.
fn malformed(configuration: &Value) -> impl Iterator<Item = Diagnostic> {
    FORMS.iter().filter_map(|form| {
        let pointer = Pointer::from("/package").join(form.member);
        let text = configuration.pointer(pointer.as_str())?.as_str()?;
        (!(form.is_right)(text)).then(|| {
            let found = format!("`{}` cannot be {}", text.escape_debug(), form.what);
            Diagnostic::error(pointer, found)
                .expected(form.expected)
                .help("correct it in the configuration")
        })
    })
}

/// Says which texts of `package` hold NUL: Cargo hands them to the compiler in the environment, which cannot hold it.
fn with_nul(configuration: &Value) -> impl Iterator<Item = Diagnostic> {
    let members = configuration.get("package").and_then(Value::as_object);
    let with_nul = members.into_iter().flatten().filter(|(_, value)| match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(texts) => {
            texts.iter().filter_map(Value::as_str).any(|text| text.contains('\0'))
        }
        _ => false,
    });
    with_nul.map(|(member, _)| {
        let pointer = Pointer::from("/package").join(member);
        Diagnostic::error(pointer, format!("`{member}` holds a NUL character"))
            .expected("text without NUL, which Cargo cannot hand to the compiler")
            .help("correct it in the configuration")
    })
}

/// `folder/path` with each `..` taken at its word, so that messages show `generated`, not `spec/../generated`.
fn join(folder: &Path, path: &Path) -> PathBuf {
    let mut joined = PathBuf::new();
    for component in folder.join(path).components() {
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
        for (folder, path, joined) in [
            ("spec", "../generated", "generated"),
            ("", "a.yaml", "a.yaml"),
            (".", "./a.yaml", "a.yaml"),
            ("../spec", "../generated", "../generated"),
            ("spec", "../../out", "../out"),
            ("/a/spec", "../b", "/a/b"),
            ("spec", "/b", "/b"),
        ] {
            assert_eq!(
                join(Path::new(folder), Path::new(path)),
                Path::new(joined),
                "{folder} {path}"
            );
        }
    }
}
