//! No two files of the generator or of the client's runtime import each other, directly or through others.
//!
//! A module and what lies below it are one subject, so imports between them do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::{Item, UseTree};
use tests::{files, workspace};

/// The path of a module from the root of its crate.
type Module = Vec<String>;

/// The modules that each file imports from.
type Imports = BTreeMap<Module, BTreeSet<Module>>;

#[test]
fn no_files_import_each_other() {
    for directory in ["generator/src", "templates/runtime/src"] {
        let imports = imports(&workspace().join(directory));
        assert!(imports.len() > 20, "there are files below {directory}");
        assert!(imports.values().any(|modules| !modules.is_empty()), "{directory}");
        let circles = circles(&imports);
        assert!(circles.is_empty(), "in {directory}: {circles:?}");
    }
}

#[test]
fn a_cycle_is_found() {
    let module = |path: &str| -> Module { path.split('/').map(str::to_owned).collect() };
    let imports = [("a", "b"), ("b", "c/d"), ("c/d", "a"), ("c", "c/d"), ("e", "a")]
        .map(|(from, to)| (module(from), BTreeSet::from([module(to)])));
    let found = circles(&BTreeMap::from(imports));
    assert_eq!(found, [["a", "b", "c/d"].map(module)]);
}

/// Reads the imports of all files below a directory, except for tests.
fn imports(directory: &Path) -> Imports {
    let files: BTreeMap<Module, syn::File> = files::below(directory)
        .into_iter()
        .filter_map(|path| {
            let relative = path.strip_prefix(directory).ok()?.with_extension("");
            let module: Module = relative
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            let is_root = matches!(module.join("/").as_str(), "lib" | "main");
            if is_root || module.iter().any(|part| part == "tests") {
                return None;
            }
            let text = fs::read_to_string(&path).expect("the file was just found");
            let file = syn::parse_file(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            Some((module, file))
        })
        .collect();
    let modules: BTreeSet<Module> = files.keys().cloned().collect();
    let of_file = |(module, file): (&Module, &syn::File)| {
        let mut paths = Vec::new();
        for item in &file.items {
            if let Item::Use(import) = item {
                unfold(&import.tree, &mut Vec::new(), &mut paths);
            }
        }
        let targets = paths.iter().filter_map(|path| target(module, path, &modules));
        (module.clone(), targets.filter(|target| !are_one(module, target)).collect())
    };
    files.iter().map(of_file).collect()
}

/// Adds the paths of a `use` declaration, each as its segments.
fn unfold(tree: &UseTree, prefix: &mut Module, paths: &mut Vec<Module>) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            unfold(&path.tree, prefix, paths);
            prefix.pop();
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| unfold(tree, prefix, paths));
        }
        UseTree::Name(_) | UseTree::Rename(_) | UseTree::Glob(_) => {
            let last = match tree {
                UseTree::Name(name) => Some(name.ident.to_string()),
                UseTree::Rename(rename) => Some(rename.ident.to_string()),
                _ => None,
            };
            paths.push(prefix.iter().cloned().chain(last).collect());
        }
    }
}

/// Returns the module of this crate that a path refers to, if any.
fn target(module: &Module, path: &Module, modules: &BTreeSet<Module>) -> Option<Module> {
    let mut rest = path.as_slice();
    let mut target = match rest.first().map(String::as_str)? {
        "crate" => {
            rest = &rest[1..];
            Module::new()
        }
        "self" | "super" => {
            let mut base = module.clone();
            while let Some(part @ ("self" | "super")) = rest.first().map(String::as_str)
            {
                if part == "super" {
                    base.pop();
                }
                rest = &rest[1..];
            }
            base
        }
        first => {
            let mut child = module.clone();
            child.push(first.to_owned());
            if !modules.contains(&child) {
                return None;
            }
            module.clone()
        }
    };
    for part in rest {
        target.push(part.clone());
        if !modules.contains(&target) {
            target.pop();
            break;
        }
    }
    modules.contains(&target).then_some(target)
}

/// Returns `true` if one module is the other or is nested in it.
fn are_one(one: &Module, other: &Module) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// Returns the sets of modules that import each other.
fn circles(imports: &Imports) -> Vec<Vec<Module>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        imports.keys().map(|module| (module, reachable(module, imports))).collect();
    let mut found = BTreeSet::new();
    for (module, others) in &reached {
        if others.contains(module) {
            let leads_back = |other: &&&Module| {
                reached.get(**other).is_some_and(|others| others.contains(module))
            };
            let circle: Vec<Module> = others
                .iter()
                .filter(leads_back)
                .map(|module| (*module).clone())
                .collect();
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

/// Returns the modules that a module imports directly or indirectly.
fn reachable<'a>(module: &Module, imports: &'a Imports) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&Module> = imports[module].iter().collect();
    while let Some(next) = waiting.pop() {
        if reached.insert(next) {
            waiting.extend(imports.get(next).into_iter().flatten());
        }
    }
    reached
}
