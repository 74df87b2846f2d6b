//! Renders the text files of the crate from templates, and copies the runtime.

mod calls;
mod environment;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use minijinja::context;
use minijinja::value::Serde;

use crate::describe::Description;
use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::emit::OutputFiles;
use crate::input::config::Config;
use crate::input::source::{self, SourceText};
use crate::text::name;
use environment::{environment, safe};

/// The templates and their output paths.
const TEMPLATES: [(&str, &str); 7] = [
    ("Cargo.toml.j2", "Cargo.toml"),
    ("README.md.j2", "README.md"),
    ("CHANGELOG.md.j2", "CHANGELOG.md"),
    ("lib.rs.j2", "src/lib.rs"),
    ("quickstart.rs.j2", "examples/quickstart.rs"),
    ("token_server.rs.j2", "examples/token_server.rs"),
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
    mut files: OutputFiles,
) -> Result<OutputFiles, Failure> {
    let directory = &config.output.templates;
    for (template, path) in TEMPLATES {
        let text = render_one(config, header, description, &directory.join(template))?;
        files.insert(path.to_owned(), text);
    }
    for license in LICENSES {
        files.insert(license.to_owned(), read(&directory.join(license))?);
    }
    let crate_name = crate_name(config)?;
    copy_runtime(&directory.join("runtime/src"), &crate_name, header, &mut files)?;
    Ok(files)
}

fn render_one(
    config: &Config,
    header: &str,
    description: &Description,
    template: &Path,
) -> Result<String, Failure> {
    let manifest = read(&config.output.templates.join("runtime/Cargo.toml"))?;
    let text = read(template)?;
    let environment =
        environment().map_err(|error| unrenderable(template, &text, &error))?;
    let rendered = environment.render_named_str(
        &template.display().to_string(),
        &text,
        context! {
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
        },
    );
    rendered.map_err(|error| unrenderable(template, &text, &error))
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

fn unrenderable(template: &Path, text: &str, error: &minijinja::Error) -> Failure {
    let name = template.display().to_string();
    let found = format!("failed to render the template: {error:#}");
    let mut diagnostic =
        Diagnostic::error(Pointer::root(), found).help("correct the template");
    if let Some(line) = error.line() {
        diagnostic = diagnostic.at(SourceText::new(&name, text).line(line));
    }
    diagnostic.in_file(name).into()
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
    crate_name: &str,
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
            let text = with_examples_of(crate_name, &read(&full)?);
            let text = format!("{header}\n\n{text}");
            // Paths of the crate use `/` on all systems.
            let names: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
            files.insert(format!("src/{}", names.join("/")), text);
        }
    }
    Ok(())
}

/// Names the client crate in the examples of the runtime's documentation.
///
/// Examples that need a generated resource are ignored in the runtime's own crate, and compile in the client crate.
fn with_examples_of(crate_name: &str, text: &str) -> String {
    text.replace("client_runtime::", &format!("{crate_name}::"))
        .replace("/// ```ignore", "/// ```no_run")
        .replace("//! ```ignore", "//! ```no_run")
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
