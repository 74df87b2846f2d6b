//! Renders the text files of the crate from templates, and copies the runtime.

mod calls;
mod environment;
mod manifest;
mod runtime;
mod template;

use std::fs;

use minijinja::value::Serde;
use minijinja::{Value, context};

use self::environment::{environment, safe};
use self::runtime::Examples;
use self::template::{Template, read, unreadable};
use crate::describe::Description;
use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::emit::format::header;
use crate::emit::{CallExample, OutputFiles};
use crate::input::config::Config;
use crate::ir::Method;
use crate::name::ApiModule;
use crate::text::name;

/// The templates and their output paths.
const TEMPLATES: [(&str, &str); 10] = [
    ("Cargo.toml.j2", "Cargo.toml"),
    ("README.md.j2", "README.md"),
    ("CHANGELOG.md.j2", "CHANGELOG.md"),
    ("lib.rs.j2", "src/lib.rs"),
    ("quickstart.rs.j2", "examples/quickstart.rs"),
    ("stand_in.rs.j2", "examples/stand_in.rs"),
    ("tracing.rs.j2", "examples/tracing.rs"),
    ("webhook_axum.rs.j2", "examples/webhook_axum.rs"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
];
/// The template of the root file of a module.
const MODULE: &str = "module.rs.j2";

/// Adds the rendered templates and the runtime to the emitted files. The first description is that of the API in the root of
/// the crate.
///
/// # Errors
///
/// Returns an error with the file and line if a template cannot be loaded or rendered.
pub fn render(
    config: &Config,
    apis: &[Described<'_>],
    mut files: OutputFiles,
) -> Result<OutputFiles, Failure> {
    let Some(((root, example), modules)) = apis.split_first() else {
        return Ok(files);
    };
    let directory = &config.output.templates;
    let renderer = Renderer {
        config,
        crate_name: crate_name(config)?,
        manifest: read(&directory.join("runtime/Cargo.toml"))?,
        modules,
    };
    manifest::check(modules, &renderer.manifest)?;
    let context = renderer.context(root, example.as_ref());
    for (template, path) in TEMPLATES {
        files.insert(path.to_owned(), renderer.render(&context, [template, template])?);
    }
    for template in own_examples(config)? {
        let name = template.trim_end_matches(".j2");
        let text = renderer.render(&context, [&template, &template])?;
        files.insert(format!("examples/{name}"), text);
    }
    for (module, example) in modules {
        let name = module.module.as_deref().unwrap_or_default();
        let own = format!("modules/{name}.rs.j2");
        let context = renderer.context(module, example.as_ref());
        files.insert(
            format!("src/{name}.rs"),
            renderer.render(&context, [MODULE, &own])?,
        );
    }
    let examples = Examples {
        crate_name: &renderer.crate_name,
        are_compiled: config.output.own_templates.is_some(),
    };
    let header = header(&root.title);
    runtime::copy(&directory.join("runtime/src"), examples, &header, &mut files)?;
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

/// An API, and an example of a call.
pub type Described<'a> = (&'a Description, Option<CallExample>);

/// What all templates can print.
struct Renderer<'a> {
    config: &'a Config,
    crate_name: String,
    /// The manifest of the runtime, which is a template itself.
    manifest: String,
    modules: &'a [Described<'a>],
}

impl Renderer<'_> {
    /// Renders a template, or the template that extends or replaces it for the configured document.
    fn render(
        &self,
        context: &Value,
        [shared, own]: [&str; 2],
    ) -> Result<String, Failure> {
        let directory = &self.config.output.templates;
        let own = match &self.config.output.own_templates {
            Some(directory) if directory.join(own).exists() => {
                Some(Template::read(directory, own)?)
            }
            _ => None,
        };
        let base = match &own {
            // It extends no other template.
            Some(own) if !directory.join(shared).exists() => own.clone(),
            _ => Template::read(directory, shared)?,
        };
        let rendered = own.as_ref().unwrap_or(&base);
        let fail = |error: &minijinja::Error| {
            // An error in a template that another one extends has the name of the former.
            let is_base = error.name() == Some(shared);
            (if is_base { &base } else { rendered }).unrenderable(error)
        };
        let mut environment = environment().map_err(|error| fail(&error))?;
        environment.add_template(shared, &base.text).map_err(|error| fail(&error))?;
        let text = environment.render_named_str(&rendered.name, &rendered.text, context);
        text.map_err(|error| fail(&error))
    }

    /// Returns what templates print for an API.
    fn context(&self, api: &Description, example: Option<&CallExample>) -> Value {
        let has_pages = |api: &Description| {
            api.operations.iter().any(|operation| operation.paging.is_some())
        };
        context! {
            package => Serde(&self.config.package),
            crate_name => safe(self.crate_name.clone()),
            // Already sanitized as a comment.
            header => safe(header(&api.title)),
            // Markdown written by the maintainer.
            changelog => safe(self.config.changelog.trim_end().to_owned()),
            features => safe(manifest::section(&self.manifest, "[features]")),
            dependencies => safe(manifest::section(&self.manifest, "[dependencies]")),
            api => Serde(api),
            calls => calls::by_resource(api),
            has_pages => has_pages(api),
            module => self.module(api),
            modules => self.modules.iter().map(|(api, _)| self.module(api)).collect::<Vec<_>>(),
            example => example.map(lines),
            sample_path => safe(sample_path(api).to_owned()),
        }
    }

    /// Returns what templates print of a module.
    fn module(&self, api: &Description) -> Value {
        let name = api.module.as_deref().unwrap_or_default();
        let configured = self.config.modules.get(name);
        context! {
            name,
            entry => ApiModule::named(name).entry_type(),
            description => configured.map(|module| module.description.as_str()).unwrap_or_default(),
            operations => api.operations.len(),
            calls => calls::by_resource(api),
        }
    }
}

/// Returns the lines of an example, which only has names and literals that the generator has made: its imports, and its
/// statements.
fn lines(example: &CallExample) -> Value {
    let safe_lines =
        |lines: Vec<String>| -> Vec<Value> { lines.into_iter().map(safe).collect() };
    let uses = example.uses.iter().map(|path| format!("use {path};")).collect();
    let statements = example.statements.lines().map(str::to_owned).collect();
    context! { uses => safe_lines(uses), statements => safe_lines(statements) }
}

/// Returns the path of a request without arguments, for examples of requests that are made by their path.
fn sample_path(api: &Description) -> &str {
    let is_plain = |path: &str| {
        path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte))
    };
    let mut operations = api.operations.iter();
    let found = operations.find(|it| it.method == Method::Get && is_plain(&it.path));
    found.map_or("/v1/Example", |operation| operation.path.as_str())
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
