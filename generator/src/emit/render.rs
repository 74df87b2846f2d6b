//! Renders the text files of the crate from templates, and copies the runtime.

mod calls;
mod environment;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::describe::Description;
use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::emit::OutputFiles;
use crate::emit::format::FormattedFile;
use crate::input::config::Config;
use crate::input::source::{self, SourceText};
use crate::text::name;
use environment::{environment, safe};

/// The templates and their output paths.
const TEMPLATES: [(&str, &str); 9] = [
    ("Cargo.toml.j2", "Cargo.toml"),
    ("README.md.j2", "README.md"),
    ("CHANGELOG.md.j2", "CHANGELOG.md"),
    ("lib.rs.j2", "src/lib.rs"),
    ("quickstart.rs.j2", "examples/quickstart.rs"),
    ("stand_in.rs.j2", "examples/stand_in.rs"),
    ("token_server.rs.j2", "examples/token_server.rs"),
    ("tracing.rs.j2", "examples/tracing.rs"),
    ("webhook_axum.rs.j2", "examples/webhook_axum.rs"),
];
/// Files that are copied verbatim.
const LICENSES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Adds the rendered templates and the runtime to the emitted files.
///
/// # Errors
///
/// Returns an error with the file and line if a template cannot be loaded or rendered.
pub fn render(
    config: &Config,
    header: &str,
    description: &Description,
    texts: Vec<FormattedFile>,
) -> Result<OutputFiles, Failure> {
    let mut files = OutputFiles::default();
    for FormattedFile { path, text } in texts {
        files.insert(path, text);
    }
    let directory = &config.output.templates;
    let variables = variables(config, header, description)?;
    for (template, path) in TEMPLATES {
        let text = render_one(config, &variables, template)?;
        files.insert(path.to_owned(), text);
    }
    for template in own_examples(config)? {
        let text = render_one(config, &variables, &template)?;
        let name = template.trim_end_matches(".j2");
        files.insert(format!("examples/{name}"), text);
    }
    for license in LICENSES {
        files.insert(license.to_owned(), read(&directory.join(license))?);
    }
    let crate_name = crate_name(config)?;
    let examples = Examples {
        crate_name: &crate_name,
        are_compiled: config.output.own_templates.is_some(),
    };
    copy_runtime(&directory.join("runtime/src"), examples, header, &mut files)?;
    Ok(files)
}

/// Returns the names of the templates of examples that are particular to this API, in order.
fn own_examples(config: &Config) -> Result<Vec<String>, Failure> {
    let Some(directory) = &config.output.own_templates else {
        return Ok(Vec::new());
    };
    let fail = |error| unreadable(directory, &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(directory).map_err(fail)? {
        let name = entry.map_err(fail)?.file_name().to_string_lossy().into_owned();
        let is_shared = TEMPLATES.iter().any(|(template, _)| *template == name);
        if name.ends_with(".rs.j2") && !is_shared {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Returns the variables of all templates.
fn variables(
    config: &Config,
    header: &str,
    description: &Description,
) -> Result<Value, Failure> {
    let manifest = read(&config.output.templates.join("runtime/Cargo.toml"))?;
    Ok(context! {
        package => Serde(&config.package),
        crate_name => safe(crate_name(config)?),
        // Already sanitized as a comment.
        header => safe(header.to_owned()),
        // Markdown written by the maintainer.
        changelog => safe(config.changelog.trim_end().to_owned()),
        // From the manifest of the runtime, which is a template itself.
        dependencies => safe(shared_sections(&manifest)),
        api => Serde(description),
        calls => calls::by_resource(description),
        has_pages => description.operations.iter().any(|operation| operation.paging.is_some()),
    })
}

fn render_one(
    config: &Config,
    variables: &Value,
    template: &str,
) -> Result<String, Failure> {
    let own = match &config.output.own_templates {
        Some(directory) if directory.join(template).exists() => {
            Some(Template::read(directory, template)?)
        }
        _ => None,
    };
    let shared = match &own {
        // It extends no other template.
        Some(own) if !config.output.templates.join(template).exists() => own.clone(),
        _ => Template::read(&config.output.templates, template)?,
    };
    let rendered_one = own.as_ref().unwrap_or(&shared);
    let fail = |error: &minijinja::Error| {
        // An error in a template that another one extends has the name of the former.
        let is_shared = error.name() == Some(template);
        (if is_shared { &shared } else { rendered_one }).unrenderable(error)
    };
    let mut environment = environment().map_err(|error| fail(&error))?;
    environment.add_template(template, &shared.text).map_err(|error| fail(&error))?;
    let rendered = environment.render_named_str(
        &rendered_one.name,
        &rendered_one.text,
        variables,
    );
    rendered.map_err(|error| fail(&error))
}

/// The text of a template.
#[derive(Clone)]
struct Template {
    /// The path of the file.
    name: String,
    text: String,
}

impl Template {
    fn read(directory: &Path, name: &str) -> Result<Self, Failure> {
        let path = directory.join(name);
        let text = read(&path)?;
        Ok(Self {
            name: path.display().to_string(),
            text,
        })
    }

    fn unrenderable(&self, error: &minijinja::Error) -> Failure {
        let found = format!("failed to render the template: {error:#}");
        let mut diagnostic =
            Diagnostic::error(Pointer::root(), found).help("correct the template");
        if let Some(line) = error.line() {
            diagnostic =
                diagnostic.at(SourceText::new(&self.name, &self.text).line(line));
        }
        diagnostic.in_file(self.name.clone()).into()
    }
}

/// Returns the name of the crate as a Rust identifier.
fn crate_name(config: &Config) -> Result<String, Failure> {
    let name = config.package.crate_name();
    if name::is_identifier(&name) {
        Ok(name)
    } else {
        Err(Diagnostic::error(
            Pointer::root(),
            "the name of the crate is not an identifier",
        )
        .expected("ASCII letters, digits, `-` and `_`, starting with a letter")
        .help("correct `package.name` in the configuration")
        .into())
    }
}

/// Returns the sections of the runtime's manifest that the client crate shares: features and dependencies.
fn shared_sections(manifest: &str) -> String {
    let is_shared =
        |section: &str| section == "[features]" || section == "[dependencies]";
    let mut shared = String::new();
    let mut is_inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = is_shared(line);
        }
        if is_inside {
            shared.push_str(line);
            shared.push('\n');
        }
    }
    shared.trim_end().to_owned()
}

/// Copies `runtime.rs` and the directory `runtime`, adds the header to each file, and replaces the name of the crate.
fn copy_runtime(
    source: &Path,
    examples: Examples<'_>,
    header: &str,
    files: &mut OutputFiles,
) -> Result<(), Failure> {
    let mut paths = vec![PathBuf::from("runtime.rs"), PathBuf::from("runtime")];
    while let Some(path) = paths.pop() {
        let full = source.join(&path);
        if full.is_dir() {
            let entries =
                fs::read_dir(&full).map_err(|error| unreadable(&full, &error))?;
            for entry in entries {
                let entry = entry.map_err(|error| unreadable(&full, &error))?;
                paths.push(path.join(entry.file_name()));
            }
        } else {
            let text = examples.replaced_in(&read(&full)?);
            let text = format!("{header}\n\n{text}");
            // Paths of the crate use `/` on all systems.
            let names: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
            files.insert(format!("src/{}", names.join("/")), text);
        }
    }
    Ok(())
}

/// The examples in the documentation of the runtime.
#[derive(Clone, Copy)]
struct Examples<'a> {
    /// The name of the client crate.
    crate_name: &'a str,
    /// `true` if the client crate has the resources that some examples need.
    are_compiled: bool,
}

impl Examples<'_> {
    /// Names the client crate in the examples of a file.
    ///
    /// Examples that need a generated resource are ignored in the runtime's own crate. They compile in the client crate of the
    /// configured document, and are left out of those of other documents.
    fn replaced_in(self, text: &str) -> String {
        let text = text.replace("client_runtime::", &format!("{}::", self.crate_name));
        if self.are_compiled {
            text.replace("/// ```ignore", "/// ```no_run")
                .replace("//! ```ignore", "//! ```no_run")
        } else {
            without_ignored(&text)
        }
    }
}

/// Removes code blocks that are marked as ignored, each with the empty line before it.
fn without_ignored(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_inside = false;
    for line in text.lines() {
        let content = line.trim_start();
        if content == "/// ```ignore" || content == "//! ```ignore" {
            is_inside = true;
            let before = kept.trim_end();
            let before =
                before.strip_suffix("///").or_else(|| before.strip_suffix("//!"));
            let length = before.map(|before| before.trim_end_matches(' ').len());
            kept.truncate(length.unwrap_or(kept.len()));
        } else if is_inside {
            is_inside = content != "/// ```" && content != "//! ```";
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn read(path: &Path) -> Result<String, Failure> {
    source::read_text(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Diagnostic::error(Pointer::root(), format!("failed to read the template: {error}"))
        .in_file(path.display().to_string())
        .expected("a template in the directory set by `output.templates`")
        .help("run the generator from the root of the repository, or pass another configuration with `--config`")
        .into()
}
