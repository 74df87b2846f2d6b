//! Crates whose types or traits occur in the API of the client crate: a new incompatible release of one of them is an
//! incompatible release of the client, so each is listed with the reason for it.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::process::Command;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use syn::{Item, UseTree, Visibility};
use tests::{files, surface, workspace};

/// The head of the table in `templates/runtime/ARCHITECTURE.md`.
const HEAD: &str = "| Crate | Version | Public through | Reason |";

/// A row of the table.
struct Row {
    version: String,
    reason: String,
}

/// Returns the listed crates.
fn listed() -> BTreeMap<String, Row> {
    let page = fs::read_to_string(workspace().join("templates/runtime/ARCHITECTURE.md"))
        .expect("the page is there");
    let rows = page.lines().skip_while(|line| *line != HEAD).skip(2);
    let rows = rows.take_while(|line| line.starts_with('|')).map(|line| {
        let cells: Vec<&str> =
            line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, version, _, reason] = cells[..] else {
            panic!("a row has four cells: {line}");
        };
        let row = Row {
            version: version.to_owned(),
            reason: reason.to_owned(),
        };
        (name.trim_matches('`').to_owned(), row)
    });
    rows.collect()
}

/// Returns the dependencies of the client crate with the required versions.
fn dependencies() -> BTreeMap<String, String> {
    let metadata = Command::new(env::var_os("CARGO").expect("Cargo runs the tests"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(workspace())
        .output()
        .expect("Cargo can be run");
    let metadata: Value =
        serde_json::from_slice(&metadata.stdout).expect("Cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let client = packages
        .iter()
        .find(|package| package["name"] == "twilio-conversations")
        .expect("the client is a member of the workspace");
    let dependencies = client["dependencies"].as_array().expect("there are some");
    let normal = dependencies.iter().filter(|dependency| dependency["kind"].is_null());
    let text = |value: &Value| value.as_str().expect("it is a string").to_owned();
    normal
        .map(|dependency| {
            let version = text(&dependency["req"]);
            (text(&dependency["name"]), version.trim_start_matches('^').to_owned())
        })
        .collect()
}

/// Returns the crates that occur in the public API of the client crate.
fn public() -> BTreeSet<String> {
    let dependencies = dependencies();
    let crates: BTreeMap<String, &String> =
        dependencies.keys().map(|name| (name.replace('-', "_"), name)).collect();
    let mut public = BTreeSet::new();
    for path in files::below(&workspace().join("generated/src")) {
        let text = fs::read_to_string(&path).expect("the file was just found");
        let imports = imports(&text);
        for name in names(api(&text)) {
            let root = imports.get(&name).unwrap_or(&name);
            public.extend(crates.get(root).map(|name| (*name).clone()));
        }
    }
    public
}

/// Returns the public API of a file without the implementations of traits for its private types.
fn api(text: &str) -> TokenStream {
    let file = syn::parse_file(text).expect("it is Rust");
    let private: Vec<String> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => Some((&item.vis, &item.ident)),
            Item::Enum(item) => Some((&item.vis, &item.ident)),
            _ => None,
        })
        .filter(|(visibility, _)| !matches!(visibility, Visibility::Public(_)))
        .map(|(_, name)| format!(" for {name}"))
        .collect();
    let is_private = |line: &&str| {
        line.starts_with("impl") && private.iter().any(|name| line.ends_with(name))
    };
    let surface = surface::of(text);
    let lines: Vec<&str> = surface.lines().filter(|line| !is_private(line)).collect();
    lines.join("\n").parse().expect("the API consists of tokens")
}

/// Returns the first segment of the path of each imported name.
fn imports(text: &str) -> BTreeMap<String, String> {
    let file = syn::parse_file(text).expect("it is Rust");
    let mut imports = BTreeMap::new();
    for item in &file.items {
        if let Item::Use(item) = item
            && let UseTree::Path(path) = &item.tree
        {
            bind(&path.tree, &path.ident.to_string(), &mut imports);
        }
    }
    imports
}

fn bind(tree: &UseTree, root: &str, imports: &mut BTreeMap<String, String>) {
    match tree {
        UseTree::Path(path) => bind(&path.tree, root, imports),
        UseTree::Name(name) => {
            imports.insert(name.ident.to_string(), root.to_owned());
        }
        UseTree::Rename(rename) => {
            imports.insert(rename.rename.to_string(), root.to_owned());
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| bind(tree, root, imports));
        }
        UseTree::Glob(_) => {}
    }
}

/// Returns the names at the start of paths.
fn names(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                colons += 1;
                continue;
            }
            TokenTree::Ident(name) if colons < 2 && name != "_" => {
                names.push(name.to_string());
            }
            TokenTree::Group(group) => names.extend(self::names(group.stream())),
            _ => {}
        }
        colons = 0;
    }
    names
}

#[test]
fn public_dependencies_are_listed_with_their_versions() {
    let listed = listed();
    let names: BTreeSet<String> = listed.keys().cloned().collect();
    assert_eq!(public(), names, "in the API, and in the table below {HEAD}");
    let dependencies = dependencies();
    for (name, row) in &listed {
        // The table holds the part of a version that another release has to keep in order to be compatible.
        let mut parts = dependencies[name].split('.');
        let major = parts.next().expect("a version is not empty");
        let compatible = match (major, parts.next()) {
            ("0", Some(minor)) => format!("0.{minor}"),
            _ => major.to_owned(),
        };
        assert_eq!(row.version, compatible, "the version of `{name}`");
    }
}

#[test]
fn unstable_public_dependencies_are_justified() {
    let unjustified: Vec<String> = listed()
        .into_iter()
        .filter(|(_, row)| row.version.starts_with("0.") && row.reason.is_empty())
        .map(|(name, _)| name)
        .collect();
    assert!(unjustified.is_empty(), "give a reason for {unjustified:?}");
}
