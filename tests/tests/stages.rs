//! The stages of the generator are independent of later ones, and files and functions stay short.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens as _;
use regex_lite::Regex;
use tests::{files, workspace};

/// The stages, in order.
const STAGES: [&str; 7] =
    ["input", "lower", "normalise", "name", "describe", "emit", "write"];
/// Crates that generate Rust, which the IR and the stages before `name` must not use.
const RUST: [&str; 4] = ["quote", "proc_macro2", "syn", "prettyplease"];

const MOST_LINES_OF_A_FILE: usize = 400;
const MOST_LINES_OF_A_FUNCTION: usize = 80;

/// A file of the generator without its tests.
struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// Returns the modules from the root of the crate to this one.
    fn modules(&self) -> Vec<String> {
        let path = self.path.with_extension("");
        path.iter().map(|part| part.to_string_lossy().into_owned()).collect()
    }

    fn stage(&self) -> String {
        self.modules().swap_remove(0)
    }

    /// Returns the first segments of all paths, and of all paths from the root of the crate (`crate::` or `super::`).
    fn names(&self) -> (BTreeSet<String>, BTreeSet<String>) {
        let tokens = TokenStream::from_str(&self.text).expect("the generator is Rust");
        let mut names = Names {
            depth: self.modules().len(),
            ..Names::default()
        };
        names.visit(tokens);
        (names.first, names.from_root)
    }
}

/// Returns the files below `generator/src` without tests.
fn sources() -> Vec<Source> {
    let folder = workspace().join("generator/src");
    let is_test = |path: &Path| {
        let modules = path.strip_prefix(&folder).unwrap_or(path).with_extension("");
        modules.iter().any(|module| module == "tests")
    };
    files::below(&folder)
        .into_iter()
        .filter(|path| !is_test(path))
        .map(|path| Source {
            text: without_tests(
                &fs::read_to_string(&path).expect("the file was just found"),
            ),
            path: path.strip_prefix(&folder).expect("it is below the folder").to_owned(),
        })
        .collect()
}

/// Returns the text up to its test module, which is at the end.
fn without_tests(text: &str) -> String {
    text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned()
}

/// Collects names from tokens, including those of macros.
#[derive(Default)]
struct Names {
    /// Number of `super::` that lead to the root of the crate.
    depth: usize,
    first: BTreeSet<String>,
    from_root: BTreeSet<String>,
}

impl Names {
    fn visit(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        while let [token, after @ ..] = rest {
            match token {
                TokenTree::Group(group) => self.visit(group.stream()),
                TokenTree::Ident(first) => {
                    self.first.insert(first.to_string());
                    if let Some(next) = self.below_root(rest) {
                        self.from_root.extend(heads(next));
                    }
                }
                _ => {}
            }
            rest = after;
        }
    }

    /// Returns the token after `crate::`, or after as many `super::` as lead to the root, at the start of the tokens.
    fn below_root<'a>(&self, tokens: &'a [TokenTree]) -> Option<&'a TokenTree> {
        let mut rest = tokens;
        let mut ups = 0;
        while let [
            TokenTree::Ident(name),
            TokenTree::Punct(one),
            TokenTree::Punct(two),
            after @ ..,
        ] = rest
        {
            if (one.as_char(), two.as_char()) != (':', ':') {
                return None;
            }
            rest = after;
            ups += 1;
            if name == "crate" || (name == "super" && ups == self.depth) {
                return rest.first();
            }
            if name != "super" {
                return None;
            }
        }
        None
    }
}

/// Returns the next segment of a path, or those of a group in braces.
fn heads(next: &TokenTree) -> Vec<String> {
    let names_of = |group: &Group| {
        let mut is_head = true;
        let names = group.stream().into_iter().filter_map(move |token| {
            let was_head = std::mem::replace(
                &mut is_head,
                matches!(&token, TokenTree::Punct(p) if p.as_char() == ','),
            );
            matches!(token, TokenTree::Ident(_))
                .then(|| token.to_string())
                .filter(|_| was_head)
        });
        names.collect::<Vec<_>>()
    };
    match next {
        TokenTree::Ident(name) => vec![name.to_string()],
        TokenTree::Group(group) => names_of(group),
        _ => Vec::new(),
    }
}

fn rank(module: &str) -> Option<usize> {
    STAGES.iter().position(|stage| *stage == module)
}

/// Asserts that no file of the stages uses one of the crates.
fn assert_unknown(stages: &[&str], crates: &[&str]) {
    let mut found = Vec::new();
    for source in
        sources().iter().filter(|source| stages.contains(&source.stage().as_str()))
    {
        let (names, _) = source.names();
        let known = crates.iter().filter(|name| names.contains(**name));
        found
            .extend(known.map(|name| format!("{} knows {name}", source.path.display())));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn stages_that_generate_rust_do_not_use_openapi() {
    assert_unknown(&["name", "describe", "emit", "normalise", "ir"], &["openapiv3"]);
}

#[test]
fn stages_that_read_the_document_do_not_use_rust() {
    assert_unknown(&["input", "lower", "normalise", "ir"], &RUST);
}

#[test]
fn no_stage_uses_a_later_one() {
    let mut found = Vec::new();
    for source in sources() {
        let stage = source.stage();
        let Some(own) = rank(&stage) else { continue };
        let (_, used) = source.names();
        let is_later = |other: &&String| rank(other).is_some_and(|rank| rank > own);
        let later = used.iter().filter(is_later);
        found.extend(
            later.map(|other| format!("{} uses {other}", source.path.display())),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The entry functions of the stages in their order, but for the last, which the commands call.
const ENTRIES: [&str; 10] = [
    "load",
    "overlay",
    "resolve",
    "lower",
    "normalise",
    "name",
    "describe",
    "emit",
    "format",
    "render",
];

/// The identifiers of tokens, in their order.
fn identifiers(tokens: TokenStream) -> Vec<String> {
    let of_token = |token| match token {
        TokenTree::Group(group) => identifiers(group.stream()),
        TokenTree::Ident(name) => vec![name.to_string()],
        _ => Vec::new(),
    };
    tokens.into_iter().flat_map(of_token).collect()
}

#[test]
fn the_pipeline_lists_the_stages_in_their_order() {
    let sources = sources();
    let is_pipeline = |source: &&Source| source.path == Path::new("pipeline.rs");
    let pipeline = sources.iter().find(is_pipeline).expect("there is a pipeline");
    let file = syn::parse_file(&pipeline.text).expect("the generator is Rust");
    let functions = file.items.iter().filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function.block.to_token_stream()),
        _ => None,
    });
    let mut names = functions.flat_map(identifiers).collect::<Vec<_>>();
    names.retain(|name| ENTRIES.contains(&name.as_str()));
    assert_eq!(names, ENTRIES);
}

#[test]
fn nothing_but_the_pipeline_runs_stages() {
    let mut found = Vec::new();
    for source in sources() {
        let own = source.stage();
        if rank(&own).is_some() || own == "pipeline" {
            continue;
        }
        let (names, used) = source.names();
        // The commands name the library as users of it do.
        for stage in ["lower", "normalise", "emit"] {
            if used.contains(stage) || own == "cli" && names.contains(stage) {
                found.push(format!("{} uses {stage}", source.path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn shared_modules_use_no_stage() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| {
        ["ir", "diagnostics", "text"].contains(&source.stage().as_str())
    }) {
        let (_, used) = source.names();
        let stages = used.iter().filter(|other| rank(other).is_some());
        found.extend(
            stages.map(|other| format!("{} uses {other}", source.path.display())),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_stage_exists() {
    let stages: BTreeSet<String> = sources().iter().map(Source::stage).collect();
    for stage in STAGES {
        assert!(stages.contains(stage), "there is no {stage}");
    }
}

#[test]
fn files_stay_short() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines >= MOST_LINES_OF_A_FILE)
        .map(|(source, lines)| format!("{}: {lines} lines", source.path.display()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn functions_stay_short() {
    let long: Vec<String> = sources()
        .iter()
        .flat_map(|source| {
            functions(&source.text)
                .filter(|(_, lines)| *lines >= MOST_LINES_OF_A_FUNCTION)
                .map(|(signature, lines)| {
                    format!("{}: {signature} {lines} lines", source.path.display())
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// Returns the first line and the number of lines of each function whose body has several lines.
fn functions(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let first = Regex::new(r"^\s*(pub(\([^)]*\))? )?(const |async )*fn ")
        .expect("the pattern is right");
    let starts: Vec<usize> =
        (0..lines.len()).filter(|&line| first.is_match(lines[line])).collect();
    starts.into_iter().filter_map(move |start| {
        let indent =
            &lines[start][..lines[start].len() - lines[start].trim_start().len()];
        let closing = format!("{indent}}}");
        let length = lines[start..].iter().position(|line| *line == closing)?;
        Some((lines[start].trim(), length + 1))
    })
}

#[test]
fn functions_are_measured() {
    let text = "pub(crate) fn a(\n    b: u8,\n) -> u8 {\n    b\n}\n\nimpl C {\n    fn d() {\n        e()\n    }\n}\n";
    assert_eq!(functions(text).map(|(_, lines)| lines).collect::<Vec<_>>(), [5, 3]);
}

#[test]
fn imports_are_found() {
    let source = Source {
        path: PathBuf::from("emit/model.rs"),
        text: "use super::super::{lower::Lowering, name}; use super::types::Types; fn f() { crate::emit::x!(quote!()) }"
            .to_owned(),
    };
    let (first, from_root) = source.names();
    assert!(first.contains("quote"));
    assert_eq!(from_root.into_iter().collect::<Vec<_>>(), ["emit", "lower", "name"]);
}
