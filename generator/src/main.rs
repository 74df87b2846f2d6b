//! The command line of the generator.

mod cli;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anstream::stdout;
use clap::{Args, Parser, Subcommand, ValueEnum};
use generator::build::Counts;
use generator::config::Config;
use generator::diagnostic::{Diagnostic, Diagnostics, Severity};
use generator::document::Source;
use generator::pointer::Pointer;
use generator::write::plan;
use generator::{Generated, drift, pipeline_from};

use cli::diff::{self, DiffArguments};
use cli::release::{ReleaseArguments, Wish};

const ABOUT: &str = "\
Generates a Rust client crate from an OpenAPI document

Without a command, the crate is generated. What the document does not decide (the name and version of \
the crate, the places of the files, the overlays) stands in the configuration file.";

const EXAMPLES: &str = "\
Examples:
  generator
      write the crate as configured
  generator check
      say whether that crate is up to date
  generator --spec new.json --out /tmp/crate
      try a new document and leave the crate alone
  curl -s $URL | generator check --spec -
      compare with a document from the network
  generator ir --format yaml | less
      see every operation and the Rust call that makes it
  generator diff HEAD:spec/twilio_conversations_v1.yaml spec/twilio_conversations_v1.yaml
      say what an edited document changes for callers of the crate
  generator generate --changelog
      write the crate, and what changes for callers into its changelog

Exit codes:
  0  done, or nothing to do
  1  `check` found files that are not up to date, or `diff --fail-on` what it looks for
  2  the input, or a file in the way, must be mended first";

#[derive(Parser)]
#[command(version, about = ABOUT, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    generate: GenerateArguments,
}

#[derive(Subcommand)]
enum Command {
    /// Write the crate: changed files only, all of them or none
    ///
    /// Files of an earlier run that are no longer needed are removed. A file that the generator did not write is never
    /// touched: if one is in the way, nothing is written.
    ///
    /// In a git work tree, a document that breaks callers of the last commit's crate is refused until the configured
    /// version makes room for it.
    Generate(GenerateArguments),
    /// Say which files of the crate are missing, stale or different, and write nothing
    Check(OutputArguments),
    /// Print what the generator understood: operations, Rust calls, parameters, responses, paging
    Ir(IrArguments),
    #[command(about = diff::ABOUT, after_help = diff::DETAILS)]
    Diff(DiffArguments),
}

#[derive(Args)]
struct InputArguments {
    /// The document, YAML or JSON, or `-` for standard input [default: as configured]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// An overlay to apply instead of the configured ones; several are applied in order
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Apply no overlay
    #[arg(long, conflicts_with = "overlay")]
    no_overlay: bool,
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = "spec/generator.toml")]
    config: PathBuf,
    /// Print notes too, such as schemas that nothing uses, not only how many there are
    #[arg(long)]
    notes: bool,
}

#[derive(Args)]
struct GenerateArguments {
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    release: ReleaseArguments,
}

#[derive(Args)]
struct OutputArguments {
    #[command(flatten)]
    input: InputArguments,
    /// The folder of the crate [default: as configured]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl OutputArguments {
    fn wish(&self) -> Wish {
        let InputArguments {
            spec,
            overlay,
            no_overlay,
            config,
            ..
        } = &self.input;
        Wish {
            config: config.clone(),
            is_other_input: spec.is_some() || !overlay.is_empty() || *no_overlay,
            is_other_output: self.out.is_some(),
        }
    }
}

#[derive(Args)]
struct IrArguments {
    #[command(flatten)]
    input: InputArguments,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Yaml,
}

/// What a command found: the text to print and the exit code.
type Outcome = (String, ExitCode);

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome =
        match arguments.command.unwrap_or(Command::Generate(arguments.generate)) {
            Command::Generate(arguments) => generate(arguments),
            Command::Check(arguments) => check(arguments),
            Command::Ir(arguments) => ir(arguments),
            Command::Diff(arguments) => diff::run(arguments),
        };
    match outcome {
        // A reader who stops reading, such as `head`, is no failure.
        Ok((text, code)) => write!(stdout(), "{text}").map_or(code, |()| code),
        Err(problems) => {
            eprint!("{problems}");
            ExitCode::from(2)
        }
    }
}

fn generate(
    GenerateArguments { output, release }: GenerateArguments,
) -> Result<Outcome, Diagnostics> {
    let start = Instant::now();
    let wish = output.wish();
    let (mut config, document, notes) = prepared(output)?;
    let document = document.once().map_err(|error| {
        Diagnostic::error(
            Pointer::root(),
            format!("the document cannot be read: {error}"),
        )
        .in_file("-")
    })?;
    let mut generated = run(&config, &document, notes)?;
    let since = release.prepare(&mut config, &document, &wish)?;
    if since.is_entry_new {
        generated = pipeline_from(&document, &config)?;
    }
    let plan = plan(&generated.files, &config.output.directory)?;
    plan.apply()?;
    since.write(&config)?;
    let Counts {
        operations,
        resources,
        models,
        enums,
    } = generated.counts;
    let summary = format!(
        "{}: {operations} operations, {resources} resources, {models} models, {enums} enums\n\
         {}files: {} written, {} unchanged, {} removed in {} ms\n",
        plan.directory.display(),
        since.summary,
        plan.written(),
        plan.unchanged,
        plan.removed(),
        start.elapsed().as_millis()
    );
    Ok((summary, ExitCode::SUCCESS))
}

fn check(arguments: OutputArguments) -> Result<Outcome, Diagnostics> {
    let (config, document, notes) = prepared(arguments)?;
    let generated = run(&config, &document, notes)?;
    let plan = plan(&generated.files, &config.output.directory)?;
    let (drift, directory) = (drift::describe(&plan), plan.directory.display());
    if drift.is_empty() {
        return Ok((format!("{directory} is up to date\n"), ExitCode::SUCCESS));
    }
    Ok((
        format!("{drift}{directory} is not up to date: generate it again\n"),
        ExitCode::from(1),
    ))
}

fn ir(arguments: IrArguments) -> Result<Outcome, Diagnostics> {
    let notes = arguments.input.notes;
    let config = configured(arguments.input)?;
    let document = Source::from(config.input.document.as_path());
    let ir = run(&config, &document, notes)?.ir;
    let text = match arguments.format {
        Format::Json => format!("{ir:#}\n"),
        Format::Yaml => yaml(&ir)?,
    };
    Ok((text, ExitCode::SUCCESS))
}

fn yaml(ir: &serde_json::Value) -> Result<String, Diagnostics> {
    serde_yaml::to_string(ir).map_err(|error| {
        Diagnostic::error(Pointer::root(), format!("the IR cannot be written: {error}"))
            .into()
    })
}

/// The configuration with what the command line says instead, the document, and whether to print notes.
fn prepared(arguments: OutputArguments) -> Result<(Config, Source, bool), Diagnostics> {
    let notes = arguments.input.notes;
    let mut config = configured(arguments.input)?;
    if let Some(out) = arguments.out {
        config.output.directory = out;
    }
    let document = Source::from(config.input.document.as_path());
    Ok((config, document, notes))
}

/// The configuration, with what the command line says instead.
fn configured(arguments: InputArguments) -> Result<Config, Diagnostics> {
    let mut config = Config::load(&arguments.config)?;
    if let Some(document) = arguments.spec {
        config.input.document = document;
    }
    if arguments.no_overlay || !arguments.overlay.is_empty() {
        config.input.overlays = arguments.overlay;
    }
    Ok(config)
}

/// Generates in memory, and prints warnings and notes.
fn run(
    config: &Config,
    document: &Source,
    notes: bool,
) -> Result<Generated, Diagnostics> {
    let generated = pipeline_from(document, config)?;
    let (mut minor, mut serious): (Diagnostics, Diagnostics) = generated
        .notes
        .iter()
        .cloned()
        .partition(|diagnostic| diagnostic.severity == Severity::Note);
    if !serious.is_empty() {
        generated.sources.locate(&mut serious);
        eprint!("{serious}");
    }
    match minor.iter().count() {
        0 => {}
        _ if notes => {
            generated.sources.locate(&mut minor);
            eprint!("{minor}");
        }
        count => eprintln!("{count} notes; `--notes` prints them"),
    }
    Ok(generated)
}
