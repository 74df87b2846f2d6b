//! Collects the `use` declarations of a file while its code is emitted.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::TokenStream;
use quote::quote;

/// The imports of a file, which emitters add.
///
/// An item whose name is declared by the file or already imported is not imported but written with its path.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// The names that the file declares.
    declared: BTreeSet<String>,
    /// The imported items, by the path of their module.
    items: RefCell<BTreeMap<String, BTreeSet<String>>>,
    /// The path of the module from which each name is imported.
    modules: RefCell<HashMap<String, String>>,
}

impl Imports {
    /// Creates the imports of a file that declares these names.
    pub(super) fn beside(declared: BTreeSet<String>) -> Self {
        Self {
            declared,
            ..Self::default()
        }
    }

    /// Imports `item` of `module` and returns its name, or its path if the name is taken.
    pub(super) fn name(&self, module: &str, item: &str) -> TokenStream {
        let text = if self.import(module, item) {
            item.to_owned()
        } else {
            format!("{module}::{item}")
        };
        text.parse().expect("a path made by this crate")
    }

    /// Imports an item unless its name is taken. Returns `true` if it was imported.
    pub(super) fn import(&self, module: &str, item: &str) -> bool {
        if self.declared.contains(item) {
            return false;
        }
        let mut modules = self.modules.borrow_mut();
        let known = modules.entry(item.to_owned()).or_insert_with(|| module.to_owned());
        let is_imported = known == module;
        if is_imported {
            let mut items = self.items.borrow_mut();
            items.entry(module.to_owned()).or_default().insert(item.to_owned());
        }
        is_imported
    }

    /// Returns `true` if an item was imported.
    pub(super) fn has(&self, module: &str, item: &str) -> bool {
        self.modules.borrow().get(item).is_some_and(|known| known == module)
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
