//! Path templates.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use super::Lowering;
use crate::diagnostics::{Diagnostic, Pointer};
use crate::ir::{ArgumentType, Part, PathArgument, PathTemplate, Segment};

impl<'a> Lowering<'a> {
    /// Parses the templates of all paths. Invalid ones are reported, as are paths that differ only in their argument names.
    pub(super) fn templates(&mut self) -> Vec<(&'a str, PathTemplate)> {
        let root = Pointer::root().join("paths");
        let mut templates = Vec::new();
        let mut shapes: HashMap<Vec<String>, &str> = HashMap::new();
        for path in self.openapi.paths.paths.keys() {
            let pointer = root.join(path);
            let template = template(path, &pointer);
            if let Some(problem) = check(&template, &pointer) {
                self.diagnostics.push(problem);
                self.refused_paths.push(template);
                continue;
            }
            let shape = template.shape().into_iter().map(Cow::into_owned).collect();
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

/// Parses a path such as `/v1/Roles/{Sid}` to a template with untyped arguments. Braces that enclose no argument are
/// literals.
pub(super) fn template(path: &str, pointer: &Pointer) -> PathTemplate {
    let path = path.strip_prefix('/').unwrap_or(path);
    PathTemplate {
        segments: path.split('/').map(|segment| parse(segment, pointer)).collect(),
    }
}

/// Parses a segment.
fn parse(segment: &str, pointer: &Pointer) -> Segment {
    let mut parts = Vec::new();
    let mut rest = segment;
    while let Some((literal, name, after)) = split_argument(rest) {
        if !literal.is_empty() {
            parts.push(Part::Literal(literal.to_owned()));
        }
        parts.push(Part::Argument(PathArgument {
            pointer: pointer.clone(),
            wire: name.to_owned(),
            ty: ArgumentType::Text,
            description: String::new(),
        }));
        rest = after;
    }
    if parts.is_empty() {
        return Segment::Static(segment.to_owned());
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    match parts.as_slice() {
        [Part::Argument(argument)] => Segment::Argument(argument.clone()),
        _ => Segment::Compound(parts),
    }
}

/// Splits a segment at its first argument: what precedes it, its name, and the rest.
fn split_argument(segment: &str) -> Option<(&str, &str, &str)> {
    let (literal, after) = segment.split_once('{')?;
    let (name, rest) = after.split_once('}')?;
    Some((literal, name, rest))
}

/// Returns a diagnostic if a path is invalid.
fn check(template: &PathTemplate, pointer: &Pointer) -> Option<Diagnostic> {
    let report = |found: String, expected: &str, help: &str| {
        let problem = Diagnostic::error(pointer.clone(), found).about_name();
        problem.expected(expected).help(help)
    };
    if let Some(fault) = template.segments.iter().find_map(check_literals) {
        return Some(match fault {
            Fault::Brace(literal) => report(
                format!("the braces in `{literal}` enclose no parameter"),
                "parameters such as `{Name}`",
                "correct the braces in the document or in an overlay",
            ),
            Fault::Query => report(
                "the path contains a query".to_owned(),
                "a path without `?`",
                "remove the query from the path, and declare its parameters with `in: query`",
            ),
            Fault::Fragment => report(
                "the path contains a fragment".to_owned(),
                "a path without `#`",
                "remove the fragment from the path: it is never sent",
            ),
            Fault::Character(invalid) => report(
                format!(
                    "the path contains the invalid character `{}`",
                    invalid.escape_debug()
                ),
                "characters that are allowed in the path of a URL",
                "percent-encode the character, for example `%20` for a space",
            ),
            Fault::Encoding(literal) => report(
                format!("the percent-encoding in `{literal}` is invalid"),
                "UTF-8, with two hexadecimal digits after each `%`",
                "correct the encoding, for example `%25` for a percent sign",
            ),
            Fault::Dots => report(
                "the path contains a segment `.` or `..`".to_owned(),
                "a path without segments that lead to another path",
                "resolve the segment in the document or in an overlay",
            ),
        });
    }
    let is_inner_empty =
        |segment: &Segment| matches!(segment, Segment::Static(text) if text.is_empty());
    let inner = &template.segments[..template.segments.len() - 1];
    if inner.iter().any(is_inner_empty) {
        return Some(report(
            "the path contains an empty segment".to_owned(),
            "a path without `//`",
            "correct the path in the document or in an overlay",
        ));
    }
    let mut names = HashSet::new();
    template.arguments().find_map(|argument| {
        let name = argument.wire.as_str();
        if name.is_empty() {
            return Some(report(
                "the name of the path parameter is empty".to_owned(),
                "a name between the braces",
                "add the name, and declare a parameter of that name with `in: path`",
            ));
        }
        if name.contains('{') {
            return Some(report(
                format!("the name `{name}` of the path parameter contains a brace"),
                "parameters such as `{Name}`",
                "correct the braces in the document or in an overlay",
            ));
        }
        (!names.insert(name)).then(|| {
            report(
                format!("duplicate path parameter `{name}`"),
                "unique names",
                "rename one of the path parameters",
            )
        })
    })
}

/// The reason why a literal cannot be part of a path.
enum Fault {
    Brace(String),
    Query,
    Fragment,
    Character(char),
    Encoding(String),
    Dots,
}

/// Returns the first fault in the literals of a segment.
fn check_literals(segment: &Segment) -> Option<Fault> {
    let literals: Vec<&str> = match segment {
        Segment::Static(text) => vec![text],
        Segment::Argument(_) => Vec::new(),
        Segment::Compound(parts) => parts
            .iter()
            .filter_map(|part| match part {
                Part::Literal(text) => Some(text.as_str()),
                Part::Argument(_) => None,
            })
            .collect(),
    };
    let fault = literals.into_iter().find_map(check_literal);
    let is_dots = |text: &str| {
        matches!(&*percent_decode_str(text).decode_utf8_lossy(), "." | "..")
    };
    match segment {
        Segment::Static(text) if fault.is_none() && is_dots(text) => Some(Fault::Dots),
        _ => fault,
    }
}

fn check_literal(literal: &str) -> Option<Fault> {
    let invalid = literal.chars().find(|&character| !is_pchar(character));
    match invalid {
        Some('{' | '}') => return Some(Fault::Brace(literal.to_owned())),
        Some('?') => return Some(Fault::Query),
        Some('#') => return Some(Fault::Fragment),
        Some(invalid) => return Some(Fault::Character(invalid)),
        None => {}
    }
    let is_byte = |rest: &str| {
        rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
    };
    let is_encoded = literal.split('%').skip(1).all(is_byte)
        && percent_decode_str(literal).decode_utf8().is_ok();
    (!is_encoded).then(|| Fault::Encoding(literal.to_owned()))
}

/// Returns `true` if a character is allowed in the path of a URL (RFC 3986, `pchar`), including `%`.
fn is_pchar(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(character)
}
