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
use crate::emit::OutputFiles;
use crate::emit::format::header;
use crate::input::config::Config;
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
    descriptions: &[Description],
    mut files: OutputFiles,
) -> Result<OutputFiles, Failure> {
    let Some((root, modules)) = descriptions.split_first() else {
        return Ok(files);
    };
    let directory = &config.output.templates;
    let renderer = Renderer {
        config,
        crate_name: crate_name(config)?,
        manifest: read(&directory.join("runtime/Cargo.toml"))?,
        root,
        modules,
    };
    manifest::check(modules, &renderer.manifest)?;
    let context = renderer.context(root);
    for (template, path) in TEMPLATES {
        files.insert(path.to_owned(), renderer.render(&context, [template, template])?);
    }
    for template in own_examples(config)? {
        let name = template.trim_end_matches(".j2");
        let text = renderer.render(&context, [&template, &template])?;
        files.insert(format!("examples/{name}"), text);
    }
    for module in modules {
        let name = module.module.as_deref().unwrap_or_default();
        let own = format!("modules/{name}.rs.j2");
        let context = renderer.context(module);
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

/// What all templates can print.
struct Renderer<'a> {
    config: &'a Config,
    crate_name: String,
    /// The manifest of the runtime, which is a template itself.
    manifest: String,
    root: &'a Description,
    modules: &'a [Description],
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
    fn context(&self, api: &Description) -> Value {
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
            modules => self.modules.iter().map(|api| self.module(api)).collect::<Vec<_>>(),
            all_operations => self.modules.iter().map(|api| api.operations.len()).sum::<usize>() + self.root.operations.len(),
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
