//! Collects the `use` declarations of a file while its code is emitted.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

/// The imports of a file.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// Items by the path of their module.
    items: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

impl Imports {
    /// Adds `item` of `module`.
    pub(super) fn add(&self, module: &str, item: &str) {
        self.items
            .borrow_mut()
            .entry(module.to_owned())
            .or_default()
            .insert(item.to_owned());
    }

    /// Adds an item of the runtime.
    pub(super) fn runtime(&self, item: &str) {
        self.add("crate::runtime", item);
    }

    /// Emits the `use` declarations: first the standard library, then other crates, then this crate.
    pub(super) fn emit(&self) -> TokenStream {
        let items = self.items.borrow();
        let group = |path: &str| match path.split("::").next() {
            Some("std") => 0,
            Some("crate") => 2,
            _ => 1,
        };
        let mut modules: Vec<(&String, &BTreeSet<String>)> = items.iter().collect();
        modules.sort_by_key(|(path, names)| (group(path), full_path(path, names)));
        let uses = modules.into_iter().map(|(path, names)| use_item(path, names));
        quote! { #(#uses)* }
    }
}

fn use_item(path: &str, names: &BTreeSet<String>) -> TokenStream {
    let path: TokenStream = path.parse().expect("a module path made by this crate");
    let idents = names.iter().map(|name| {
        name.parse::<TokenStream>().expect("an identifier made by this crate")
    });
    if names.len() == 1 {
        quote! { use #path::#(#idents)*; }
    } else {
        quote! { use #path::{#(#idents),*}; }
    }
}

/// Returns the sort key of an import: the segments of the path of its only item, or of a module, whose list follows its
/// submodules.
fn full_path<'a>(path: &'a str, names: &'a BTreeSet<String>) -> Vec<&'a str> {
    let last = match names.first() {
        Some(only) if names.len() == 1 => only.as_str(),
        _ => "{",
    };
    path.split("::").chain([last]).collect()
}
