//! Every public type of the client's runtime is documented with an example, which the doctests compile.

use std::fs;

use syn::{Attribute, Expr, Ident, Item, Lit, Meta, Visibility};
use tests::{files, workspace};

#[test]
fn public_types_of_the_runtime_have_examples() {
    let mut types = 0;
    let mut missing = Vec::new();
    for path in files::below(&workspace().join("templates/runtime/src/runtime")) {
        let text = fs::read_to_string(&path).expect("the file was just found");
        let file = syn::parse_file(&text).expect("the runtime is Rust");
        for (name, attributes) in file.items.iter().filter_map(public_type) {
            types += 1;
            if !documentation(attributes).contains("```") {
                missing.push(format!("{}: {name}", path.display()));
            }
        }
    }
    assert!(types > 40, "the runtime has public types: {types}");
    assert!(missing.is_empty(), "add an example: {missing:#?}");
}

/// Returns the name and the attributes of a public type or trait.
fn public_type(item: &Item) -> Option<(&Ident, &[Attribute])> {
    let (visibility, name, attributes) = match item {
        Item::Struct(item) => (&item.vis, &item.ident, &item.attrs),
        Item::Enum(item) => (&item.vis, &item.ident, &item.attrs),
        Item::Trait(item) => (&item.vis, &item.ident, &item.attrs),
        _ => return None,
    };
    let is_public =
        matches!(visibility, Visibility::Public(_)) && !is_hidden(attributes);
    is_public.then_some((name, attributes))
}

/// Returns `true` for an item that only generated code uses.
fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => {
            list.path.is_ident("doc") && list.tokens.to_string() == "hidden"
        }
        _ => false,
    })
}

/// Returns the text of the doc comment.
fn documentation(attributes: &[Attribute]) -> String {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value() + "\n"),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(line).collect()
}
