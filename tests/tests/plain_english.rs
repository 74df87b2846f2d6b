//! Prose that users and contributors read is written in plain technical English.
//!
//! Checks doc comments, comments and string literals of Rust files, and whole Markdown, YAML and TOML files. Code spans are
//! ignored, since they contain names.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use regex_lite::Regex;
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, TraitItem};
use tests::{files, workspace};

/// The files and directories that are checked, relative to the root of the workspace.
const ROOTS: [&str; 14] = [
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "generated/README.md",
    "generated/examples",
    "generated/src",
    "generator/ARCHITECTURE.md",
    "generator/src",
    "spec/error_codes.yaml",
    "spec/generator.toml",
    "spec/overlay.yaml",
    "spec/overlay_v2.yaml",
    "spec/webhooks.yaml",
    "templates/runtime/ARCHITECTURE.md",
];

/// Patterns of phrases to avoid, each with what to say instead.
const PHRASES: [(&str, &str); 54] = [
    // One term for each thing.
    (r"folders?", "directory"),
    (r"time-outs?", "timeout"),
    (r"sorts? of (failure|error)s?", "kind of error"),
    (r"(the|its|no|each|every) answers?", "response"),
    (r"answers? (hold|holds|with|is|are|that)", "response"),
    (r"answered", "responded, returned"),
    (r"(a|the|some) texts?( of the)? (is|are) (that|what)", "string"),
    // American spelling. The stage `normalise` keeps its name.
    (r"behaviours?", "behavior"),
    (r"colou?red? in|colours?", "color"),
    (r"honou?red? as|honours?", "honor"),
    (r"licences?", "license"),
    (r"(de)?serialis\w+", "serialize"),
    (r"recognis\w+", "recognize"),
    (r"optimis\w+", "optimize"),
    (r"initialis\w+", "initialize"),
    (r"normalis(ed|es|ing|ation)", "normalize"),
    // The field's term instead of a paraphrase.
    (r"sends? it again( by itself)?", "retries"),
    (r"safe to repeat", "idempotent"),
    (r"asks? the server nothing", "sends no request"),
    (r"(kept|keeps?|keeping) (it |them )?back", "redacted, redacts"),
    (r"(of|in) another form", "does not match `T`, invalid"),
    (r"what picks (one|an?|the)", "identified by"),
    (r"taken? up again", "resume"),
    (r"name for this very", "ID of"),
    (r"came about", "could not connect"),
    (r"could be had", "failed to obtain"),
    (r"proves itself with", "credentials for authentication"),
    (r"among the digits", "non-hexadecimal characters"),
    (r"sets? of values", "enum, enum values"),
    (r"hands? out", "returns, provides"),
    // A message states the fault.
    (r"cannot be read", "failed to read, invalid"),
    (r"cannot be written", "failed to write"),
    (r"does not let go of", "contains breaking changes since"),
    (r"schemas? by", "`oneOf` is not supported"),
    (r"that leads? to schemas?", "nesting exceeds N levels"),
    (r"stands? here twice", "duplicate key"),
    (
        r"(it|this|that|which|`) is no (object|list|text|number|page|URL|crate|file)",
        "is not a",
    ),
    (r"without a word", "silently"),
    (r"without end", "endless, infinite"),
    (r"if the document is not yours", "in the document or in an overlay"),
    // Plain verbs and nouns.
    (r"(?-i:Null) (if|when|for|on)", "not set if"),
    (r"sub-resources?", "child resources"),
    (r"identified by: ", "identifier: "),
    (r"greatest number", "maximum number"),
    (r"what was there", "the previous value"),
    (r"unless told otherwise", "default"),
    (r"(no more |the |of )pushes", "push notifications"),
    (r"what (went|goes) out", "messages that were sent"),
    (
        r"stands? (in|at|behind|beside|before|there|where)",
        "is in, is set in, follows, precedes",
    ),
    (r"(what|something) is said of", "description of"),
    (r"laid over", "applied to"),
    (r"mended", "fixed"),
    (r"(misfit|unfit)s?", "invalid, mismatch"),
    (r"in the way that", "as"),
];

/// Directories whose string literals are documentation of the client crate, which is checked where it is generated.
const EMITTERS: [&str; 1] = ["generator/src/emit"];

/// Words that a summary of a function must not start with: it starts with a verb, such as "Returns".
const OPENINGS: [&str; 3] = ["What", "How", "Whether"];

#[test]
fn phrases_are_plain() {
    let phrases = PHRASES.map(|(pattern, instead)| {
        let pattern = format!(r"(?i)\b{pattern}\b");
        (Regex::new(&pattern).expect("valid pattern"), instead)
    });
    let any = PHRASES.map(|(pattern, _)| pattern).join("|");
    let any = Regex::new(&format!(r"(?i)\b({any})\b")).expect("valid pattern");
    let mut problems = Vec::new();
    for path in checked_files() {
        for prose in prose(&path).into_iter().filter(|prose| any.is_match(prose)) {
            for (pattern, instead) in &phrases {
                for found in pattern.find_iter(&prose) {
                    problems.push(format!(
                        "{}: \"{}\": instead of \"{}\", say: {instead}",
                        relative(&path),
                        context(&prose, found.start(), found.end()),
                        found.as_str(),
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}\n{} phrases", problems.join("\n"), problems.len());
}

#[test]
fn summaries_of_functions_start_with_a_verb() {
    let mut summaries = Vec::new();
    for path in checked_files().into_iter().filter(|path| is_rust(path)) {
        let mut found = Vec::new();
        collect_summaries(&parsed(&path).items, &mut found);
        summaries.extend(found.into_iter().map(|summary| {
            let opening = summary.split_whitespace().next().unwrap_or_default();
            let is_bad = OPENINGS.contains(&opening);
            (is_bad, format!("{}: {summary}", relative(&path)))
        }));
    }
    assert!(summaries.len() > 300, "functions are found: {}", summaries.len());
    let bad: Vec<&str> = summaries
        .iter()
        .filter(|(is_bad, _)| *is_bad)
        .map(|(_, summary)| summary.as_str())
        .collect();
    // Below 2 %.
    assert!(
        bad.len() * 50 < summaries.len(),
        "{} of {} summaries do not start with a verb:\n{}",
        bad.len(),
        summaries.len(),
        bad.join("\n")
    );
}

#[test]
fn prose_is_found_in_comments_and_strings() {
    let text = "//! One\n//! two.\nfn f() {\n    // Three.\n    let _ = \"four `code`\"; // five\n}\n";
    let expected = ["One two.", "Three.", "five", "four `"];
    assert_eq!(rust_prose(text, true), expected);
    assert_eq!(rust_prose(text, false), expected[..3]);
}

/// Collects the summaries of functions and methods.
fn collect_summaries(items: &[Item], summaries: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Fn(function) => summaries.extend(summary(&function.attrs)),
            Item::Impl(block) => {
                summaries.extend(block.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(method) => summary(&method.attrs),
                    _ => None,
                }));
            }
            Item::Trait(block) => {
                summaries.extend(block.items.iter().filter_map(|item| match item {
                    TraitItem::Fn(method) => summary(&method.attrs),
                    _ => None,
                }));
            }
            Item::Mod(module) => {
                let items = module.content.as_ref().map(|(_, items)| items.as_slice());
                collect_summaries(items.unwrap_or_default(), summaries);
            }
            _ => {}
        }
    }
}

/// Returns the first paragraph of the documentation of an item.
fn summary(attributes: &[Attribute]) -> Option<String> {
    let lines = attributes.iter().filter_map(documentation);
    let lines = lines.take_while(|line| !line.trim().is_empty());
    let summary = lines.collect::<Vec<_>>().join(" ").trim().to_owned();
    Some(summary).filter(|summary| !summary.is_empty())
}

/// Returns the text of a `doc` attribute.
fn documentation(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    match &meta.value {
        Expr::Lit(literal) if meta.path.is_ident("doc") => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the files to check, sorted.
fn checked_files() -> Vec<PathBuf> {
    let mut checked = Vec::new();
    for root in ROOTS {
        let path = workspace().join(root);
        if path.is_dir() {
            checked.extend(files::below(&path).into_iter().filter(|path| is_rust(path)));
        } else {
            assert!(path.is_file(), "{root} exists");
            checked.push(path);
        }
    }
    checked
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

fn relative(path: &Path) -> String {
    path.strip_prefix(workspace()).unwrap_or(path).display().to_string()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parsed(path: &Path) -> syn::File {
    syn::parse_file(&read(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the prose of a file, without the contents of code spans.
fn prose(path: &Path) -> Vec<String> {
    let text = read(path);
    if is_rust(path) {
        let is_emitter =
            EMITTERS.iter().any(|root| path.starts_with(workspace().join(root)));
        return rust_prose(&text, !is_emitter);
    }
    let text = without_fenced_code(&text);
    // The style guide names the words to avoid.
    let negated = Regex::new(r"\(not [^)]*\)").expect("valid pattern");
    let without_blocks = negated.replace_all(&text, "");
    let paragraphs = without_blocks.split("\n\n");
    paragraphs.map(|paragraph| without_code(&joined(paragraph, "#"))).collect()
}

/// Removes fenced code blocks.
fn without_fenced_code(text: &str) -> String {
    let mut is_code = false;
    let mut prose = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    prose
}

/// Returns the comments of a Rust file, consecutive lines joined, followed by its string literals if requested.
fn rust_prose(text: &str, has_strings: bool) -> Vec<String> {
    let mut prose = Vec::new();
    let mut comment = String::new();
    for line in text.lines() {
        let line = line.trim();
        let is_comment = line.starts_with("//");
        if !is_comment || line.trim_matches(['/', '!', ' ']).is_empty() {
            prose.extend(
                Some(std::mem::take(&mut comment)).filter(|all| !all.is_empty()),
            );
        }
        if is_comment {
            comment.push_str(line.trim_start_matches(['/', '!']));
        } else if let Some((_, trailing)) = line.rsplit_once(" // ") {
            prose.push(trailing.to_owned());
        }
    }
    prose.extend(Some(comment).filter(|all| !all.is_empty()));
    if has_strings {
        collect_strings(text.parse().expect("valid Rust"), &mut prose);
    }
    prose.iter().map(|part| without_code(&joined(part, ""))).collect()
}

/// Collects the string literals of a file, except for those of doc comments.
fn collect_strings(tokens: TokenStream, strings: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                // A doc comment is `#[doc = "..."]`, and was collected as a comment.
                let first = group.stream().into_iter().next();
                let is_doc = first.is_some_and(|first| first.to_string() == "doc");
                if !is_doc {
                    collect_strings(group.stream(), strings);
                }
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) =
                    syn::parse2::<syn::LitStr>(TokenTree::Literal(literal).into())
                {
                    strings.push(text.value());
                }
            }
            _ => {}
        }
    }
}

/// Joins lines, without a prefix and repeated spaces.
fn joined(text: &str, prefix: &str) -> String {
    let lines = text.lines().map(|line| line.trim().trim_start_matches(prefix));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// Replaces each code span by a single backtick.
fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

/// Returns the part of a text around a range.
fn context(text: &str, start: usize, end: usize) -> String {
    const AROUND: usize = 40;
    let from = text[..start].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let to =
        text[end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| end + at);
    text[from..to].to_owned()
}
