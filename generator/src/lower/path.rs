//! Paths to templates.

use std::collections::{HashMap, HashSet};

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ArgumentType, PathArgument, PathTemplate, Segment};

impl<'a> Lowering<'a> {
    /// The template of each path that is one. No two have the same shape: the server could not tell them apart.
    pub(super) fn templates(&mut self) -> Vec<(&'a str, PathTemplate)> {
        let root = Pointer::root().join("paths");
        let mut templates = Vec::new();
        let mut shapes: HashMap<Vec<String>, &str> = HashMap::new();
        for path in self.openapi.paths.paths.keys() {
            let pointer = root.join(path);
            if let Some(problem) = problem(path, &pointer) {
                self.diagnostics.push(problem);
                continue;
            }
            let template = template(path, &pointer);
            let shape = template.shape().into_iter().map(str::to_owned).collect();
            if let Some(other) = shapes.insert(shape, path) {
                let found =
                    format!("the path is `{other}` with other names for its arguments");
                self.diagnostics.push(
                    Diagnostic::error(pointer, found)
                        .expected("paths that a server can tell apart")
                        .help("move the operations of one path to the other, and name the arguments alike"),
                );
                continue;
            }
            templates.push((path.as_str(), template));
        }
        templates
    }
}

/// `/v1/Roles/{Sid}` as a template whose arguments are not typed yet.
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

/// The name in the braces around a segment.
fn argument(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Why a path is none.
fn problem(path: &str, pointer: &Pointer) -> Option<Diagnostic> {
    let report = |found: String, expected: &str, help: &str| {
        let problem = Diagnostic::error(pointer.clone(), found).about_name();
        Some(problem.expected(expected).help(help))
    };
    let segments = path.strip_prefix('/').unwrap_or(path).split('/');
    let mut names = HashSet::new();
    for segment in segments.clone() {
        if segment.is_empty() && path != "/" {
            return report(
                "a path with an empty segment".to_owned(),
                "something between two slashes, and no slash at the end",
                "remove one of the slashes",
            );
        }
        let Some(name) = argument(segment).filter(|name| !name.contains(['{', '}']))
        else {
            if segment.contains(['{', '}']) {
                return report(
                    format!("the segment `{segment}`, which is an argument in part"),
                    "an argument `{Name}` that fills its segment, or none",
                    "other templates are not supported yet; remove the path, by an overlay if the document is not yours",
                );
            }
            if let Some(wrong) = segment.chars().find(|&character| !is_of_url(character))
            {
                return report(
                    format!(
                        "the character `{wrong}` in the path",
                        wrong = wrong.escape_debug()
                    ),
                    "characters that a URL's path may hold",
                    "write it percent-encoded, such as `%20` for a space",
                );
            }
            continue;
        };
        if name.is_empty() {
            return report(
                "an argument without a name".to_owned(),
                "a name between the braces",
                "name it, and declare a parameter of that name with `in: path`",
            );
        }
        if !names.insert(name) {
            return report(
                format!("two arguments of the name `{name}`"),
                "a name of its own for each argument",
                "rename one of them, and its parameter",
            );
        }
    }
    None
}

/// Whether the path of a URL may hold a character as it is (RFC 3986, `pchar`); `%` starts an encoded one.
fn is_of_url(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(character)
}
