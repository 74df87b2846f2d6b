//! Path templates.

use std::collections::{HashMap, HashSet};

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ArgumentType, PathArgument, PathTemplate, Segment};

impl<'a> Lowering<'a> {
    /// Parses the templates of all paths. Invalid ones are reported, as are paths that differ only in their argument names.
    pub(super) fn templates(&mut self) -> Vec<(&'a str, PathTemplate)> {
        let root = Pointer::root().join("paths");
        let mut templates = Vec::new();
        let mut shapes: HashMap<Vec<String>, &str> = HashMap::new();
        for path in self.openapi.paths.paths.keys() {
            let pointer = root.join(path);
            if let Some(problem) = check(path, &pointer) {
                self.diagnostics.push(problem);
                continue;
            }
            let template = template(path, &pointer);
            let shape = template.shape().into_iter().map(str::to_owned).collect();
            if let Some(other) = shapes.insert(shape, path) {
                let found = format!("the path is equivalent to `{other}`");
                self.diagnostics.push(
                    Diagnostic::error(pointer, found)
                        .expected("paths that differ in more than the names of their parameters")
                        .help("merge the two path items"),
                );
                continue;
            }
            templates.push((path.as_str(), template));
        }
        templates
    }
}

/// Parses a path such as `/v1/Roles/{Sid}` to a template with untyped arguments.
pub(super) fn template(path: &str, pointer: &Pointer) -> PathTemplate {
    let segments = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| match argument(segment) {
            Some(name) => Segment::Argument(PathArgument {
                pointer: pointer.clone(),
                wire: name.to_owned(),
                ty: ArgumentType::Text,
                description: String::new(),
            }),
            None => Segment::Static(segment.to_owned()),
        })
        .collect();
    PathTemplate { segments }
}

/// Returns the name of the argument that a segment consists of.
fn argument(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Returns a diagnostic if a path is invalid.
fn check(path: &str, pointer: &Pointer) -> Option<Diagnostic> {
    let report = |found: String, expected: &str, help: &str| {
        let problem = Diagnostic::error(pointer.clone(), found).about_name();
        Some(problem.expected(expected).help(help))
    };
    let segments = path.strip_prefix('/').unwrap_or(path).split('/');
    let mut names = HashSet::new();
    for segment in segments.clone() {
        if segment.is_empty() && path != "/" {
            return report(
                "the path contains an empty segment".to_owned(),
                "a path without `//` and without a trailing slash",
                "remove the extra slash",
            );
        }
        let Some(name) = argument(segment).filter(|name| !name.contains(['{', '}']))
        else {
            if segment.contains(['{', '}']) {
                return report(
                    format!("the parameter in the segment `{segment}` is not supported"),
                    "a parameter `{Name}` that is a whole segment",
                    "remove the path in the document or in an overlay",
                );
            }
            if let Some(invalid) =
                segment.chars().find(|&character| !is_pchar(character))
            {
                return report(
                    format!(
                        "the path contains the invalid character `{invalid}`",
                        invalid = invalid.escape_debug()
                    ),
                    "characters that are allowed in the path of a URL",
                    "percent-encode the character, for example `%20` for a space",
                );
            }
            continue;
        };
        if name.is_empty() {
            return report(
                "the name of the path parameter is empty".to_owned(),
                "a name between the braces",
                "add the name, and declare a parameter of that name with `in: path`",
            );
        }
        if !names.insert(name) {
            return report(
                format!("duplicate path parameter `{name}`"),
                "unique names",
                "rename one of the path parameters",
            );
        }
    }
    None
}

/// Returns `true` if a character is allowed in the path of a URL (RFC 3986, `pchar`), including `%`.
fn is_pchar(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(character)
}
