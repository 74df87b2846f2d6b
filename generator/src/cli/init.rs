//! `init`: writes a first configuration for a document.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;

use clap::{Args, ValueHint};
use generator::diagnostics::{Diagnostic, Failure, Pointer};
use generator::input::config::{Initial, relative};
use generator::input::document::{Document, Source, load};
use generator::text::terminal::Text;

use super::Outcome;

pub const EXAMPLES: &str = "\
Examples:
  generator init --spec twilio_verify_v2.json
      write `spec/generator.toml` for the crate `twilio-verify`
  generator init --spec twilio_verify_v2.json --dir verify/spec
      the same in another directory; the crate will be generated in `verify/twilio-verify`
  generator generate --config verify/spec/generator.toml
      generate that crate";

/// The file that is written.
const FILE: &str = "generator.toml";
/// The directory of the templates, and a file in it.
const TEMPLATES: [&str; 2] = ["templates", "Cargo.toml.j2"];

/// Arguments of `init`.
#[derive(Args)]
pub struct InitArguments {
    /// The document (YAML or JSON)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    spec: PathBuf,
    /// The directory of the configuration, which is created if it is missing
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "spec")]
    dir: PathBuf,
    /// The directory of the templates [default: `templates` in this directory or above it, or above the generator]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    templates: Option<PathBuf>,
}

/// Writes the configuration.
pub fn run(arguments: &InitArguments) -> Result<Outcome, Failure> {
    let Document { value, .. } = load(&Source::File(arguments.spec.clone()))?;
    let title = value.pointer("/info/title").and_then(|title| title.as_str());
    let templates = match &arguments.templates {
        Some(directory) => directory.clone(),
        None => find_templates().ok_or_else(no_templates)?,
    };
    let path = arguments.dir.join(FILE);
    let initial = Initial {
        title: title.unwrap_or_default(),
        document: &from(&arguments.dir, &arguments.spec)?,
        templates: &from(&arguments.dir, &templates)?,
    };
    write(&path, &initial.text()).map_err(|error| failure(&path, &error))?;
    let text = Text::new().value(path.display()).words(": configuration of the crate `");
    let text =
        text.value(initial.crate_name()).words("`\nnext: generator generate --config ");
    Ok((text.value(path.display()).words("\n"), ExitCode::SUCCESS))
}

/// Returns the directory of the templates: in the current directory, above it, or above the generator's binary.
fn find_templates() -> Option<PathBuf> {
    let [directory, file] = TEMPLATES;
    let starts = [std::env::current_dir(), std::env::current_exe()];
    let starts: Vec<PathBuf> = starts.into_iter().filter_map(Result::ok).collect();
    let above = starts.iter().flat_map(|start| start.ancestors());
    let mut candidates = above.map(|ancestor| ancestor.join(directory));
    candidates.find(|candidate| candidate.join(file).is_file())
}

/// Returns the path of a file, relative to a directory, or else absolute.
fn from(directory: &Path, file: &Path) -> Result<String, Failure> {
    let fail = |error: io::Error| failure(file, &error);
    // The directory need not exist, and `..` is not resolved by `absolute`.
    let directory = canonical(directory).map_err(fail)?;
    let file = canonical(file).map_err(fail)?;
    let shown = relative(&directory, &file).or_else(|| file.to_str().map(str::to_owned));
    shown.ok_or_else(|| failure(&file, &io::Error::from(io::ErrorKind::InvalidFilename)))
}

/// Returns an absolute path without symbolic links, as far as it exists.
fn canonical(path: &Path) -> io::Result<PathBuf> {
    let path = absolute(path)?;
    for ancestor in path.ancestors() {
        if let (Ok(existing), Ok(rest)) =
            (ancestor.canonicalize(), path.strip_prefix(ancestor))
        {
            return Ok(existing.join(rest));
        }
    }
    Ok(path)
}

/// Writes a file that does not exist yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(text.as_bytes())
}

fn failure(path: &Path, error: &io::Error) -> Failure {
    let problem = if error.kind() == io::ErrorKind::AlreadyExists {
        Diagnostic::error(Pointer::root(), "the configuration exists already")
            .expected("a directory without `generator.toml`")
            .help("edit the file, or pass another directory with `--dir`")
    } else {
        let found = format!("failed to write the configuration: {error}");
        Diagnostic::error(Pointer::root(), found)
    };
    problem.in_file(path.display().to_string()).into()
}

fn no_templates() -> Failure {
    Diagnostic::error(Pointer::root(), "the templates were not found")
        .expected("a directory `templates` in the current directory or above it, or above the generator")
        .help("pass the directory `templates` of the generator's repository with `--templates`")
        .into()
}
