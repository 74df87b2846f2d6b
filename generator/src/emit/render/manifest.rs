//! The manifest of the runtime, whose features and dependencies the client crate shares.

use super::Described;
use crate::diagnostics::{Diagnostic, Failure, Pointer};
use crate::name::reserved;

/// Returns a section of the manifest of the runtime.
pub(super) fn section(manifest: &str, header: &str) -> String {
    let from_header = manifest.lines().skip_while(|line| *line != header);
    let rest = from_header.skip(1).take_while(|line| !line.starts_with('['));
    let lines: Vec<&str> = std::iter::once(header).chain(rest).collect();
    lines.join("\n").trim_end().to_owned()
}

/// Checks that the name of each module is free: there is no other module, method of the client or feature with it.
pub(super) fn check(modules: &[Described<'_>], manifest: &str) -> Result<(), Failure> {
    let features = section(manifest, "[features]");
    let is_feature = |name: &str| {
        let mut features = features.lines().filter_map(|line| line.split_once(" = "));
        name == "default" || features.any(|(feature, _)| feature == name)
    };
    let tables = [
        reserved::MODULES,
        reserved::FILES,
        reserved::CLIENT_METHODS,
        reserved::DERIVED_METHODS,
        &[reserved::EVENTS_MODULE],
    ];
    let is_taken = |name: &str| {
        tables.iter().any(|table| table.contains(&name)) || is_feature(name)
    };
    let mut names = modules.iter().filter_map(|(api, _)| api.module.as_deref());
    let Some(name) = names.find(|name| is_taken(name)) else {
        return Ok(());
    };
    let found = format!("the name of the module `{name}` is taken");
    let problem = Diagnostic::error(Pointer::root(), found)
        .expected("the name of no other module, feature or method of the client")
        .help(format!("rename `modules.{name}` in the configuration"));
    Err(problem.into())
}
