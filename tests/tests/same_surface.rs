//! Twilio's own document and ours generate the same crate, except for documentation.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use generator::emit::OutputFiles;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use tests::emitted::Crates;
use tests::pipeline::Pipeline;
use tests::{documents, npm};

fn built(document: &Path) -> OutputFiles {
    Pipeline::overlaid(document).run().expect_generated().files
}

/// Returns the code of each Rust file without documentation.
fn code(files: &OutputFiles) -> BTreeMap<&str, String> {
    let rust = files
        .iter()
        .filter(|(path, _)| Path::new(path).extension() == Some("rs".as_ref()));
    rust.map(|(path, text)| {
        let tokens = TokenStream::from_str(text)
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        (path, without_documentation(tokens).to_string())
    })
    .collect()
}

/// Removes `#[doc = ..]` and `#![doc = ..]`, which doc comments are converted to.
fn without_documentation(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept = Vec::new();
    let mut rest = tokens.as_slice();
    while let [token, after @ ..] = rest {
        rest = match (token, after) {
            (TokenTree::Punct(hash), [attribute, after @ ..])
                if hash.as_char() == '#' && is_documentation(attribute) =>
            {
                after
            }
            (
                TokenTree::Punct(hash),
                [TokenTree::Punct(bang), attribute, after @ ..],
            ) if hash.as_char() == '#'
                && bang.as_char() == '!'
                && is_documentation(attribute) =>
            {
                after
            }
            (TokenTree::Group(group), after) => {
                let stream = without_documentation(group.stream());
                kept.push(proc_macro2::Group::new(group.delimiter(), stream).into());
                after
            }
            (other, after) => {
                kept.push(other.clone());
                after
            }
        };
    }
    kept.into_iter().collect()
}

fn is_documentation(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let mut tokens = group.stream().into_iter();
    group.delimiter() == Delimiter::Bracket
        && matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "doc")
        && matches!(tokens.next(), Some(TokenTree::Punct(equals)) if equals.as_char() == '=')
}

#[test]
fn the_official_document_generates_the_same_code() {
    let Some(official) = npm::official_document() else {
        return;
    };
    let (ours, official) = (built(&documents::our_path()), built(&official));
    let (ours, official) = (code(&ours), code(&official));
    assert_eq!(ours.keys().collect::<Vec<_>>(), official.keys().collect::<Vec<_>>());
    let differing: Vec<_> =
        ours.keys().filter(|path| ours[**path] != official[**path]).collect();
    assert!(differing.is_empty(), "{differing:?} differ");
}

#[test]
fn the_crate_of_the_official_document_compiles() {
    let Some(official) = npm::official_document() else {
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same_surface");
    let mut crates = Crates::new(folder);
    crates.add("official", &built(&official));
    let compiler_errors = crates.compiler_errors();
    assert!(compiler_errors.is_empty(), "{compiler_errors}");
}

#[test]
fn documentation_is_left_out() {
    let tokens = "//! File.\n/// Item.\n#[doc(hidden)] struct A { /** b */ b: [u8; 1] }";
    let tokens = TokenStream::from_str(tokens).expect("it is Rust");
    let expected = TokenStream::from_str("#[doc(hidden)] struct A { b: [u8; 1] }")
        .expect("it is Rust");
    assert_eq!(without_documentation(tokens).to_string(), expected.to_string());
}
