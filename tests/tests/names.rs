//! Documents may use the names that the crate itself uses: crates with such names compile. Setters of the runtime follow one
//! rule.
//!
//! The names are collected from the emitted files of the sample resources and from the macros of the runtime, so new names
//! are tested automatically.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::str::FromStr;

use generator::emit::OutputFiles;
use generator::name::reserved;
use generator::pipeline::Generated;
use heck::ToSnakeCase;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use serde_json::{Map, Value, json};
use syn::{ImplItem, Item, UseTree, Visibility};
use tests::emitted::Crates;
use tests::pipeline::Pipeline;
use tests::{files, workspace};

const SAMPLE: &str = "tests/fixtures/widgets.yaml";

/// All identifiers in the emitted files of the sample resources and in the macros that they call.
struct Identifiers(BTreeSet<String>);

impl Identifiers {
    fn of_the_crate() -> Self {
        let mut identifiers = Self(BTreeSet::new());
        for (path, text) in sample().files.iter() {
            let is_emitted = path.starts_with("src/") && !path.contains("runtime");
            if is_emitted {
                identifiers.read(TokenStream::from_str(text).expect("it is Rust"));
            }
        }
        let runtime = Runtime::read();
        runtime.macros.into_values().for_each(|tokens| identifiers.read(tokens));
        identifiers.0.extend(runtime.methods["Client"].iter().cloned());
        identifiers.0.extend(reserved::PRELUDE.iter().map(|&name| name.to_owned()));
        identifiers
    }

    fn read(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.read(group.stream()),
                TokenTree::Ident(name) if name != "_" => {
                    self.0.insert(name.to_string().trim_start_matches("r#").to_owned());
                }
                _ => {}
            }
        }
    }

    /// Returns the names of types, traits and variants.
    fn types(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str).filter(|name| {
            name.starts_with(char::is_uppercase)
                && (name.len() == 1 || name.contains(char::is_lowercase))
        })
    }

    /// Returns the names of functions, fields, locals, modules and macros.
    fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str).filter(|name| {
            name.starts_with(char::is_lowercase)
                && syn::parse_str::<syn::Ident>(name).is_ok()
        })
    }
}

/// The macros of the runtime and the methods of its types, as declared in its files.
#[derive(Default)]
struct Runtime {
    macros: BTreeMap<String, TokenStream>,
    /// Methods by type, except for those of traits.
    methods: BTreeMap<String, BTreeSet<String>>,
    /// Those of them that callers use.
    public_methods: BTreeMap<String, BTreeSet<String>>,
}

impl Runtime {
    fn read() -> Self {
        let mut runtime = Self::default();
        for path in files::below(&workspace().join("templates/runtime/src/runtime")) {
            let text = fs::read_to_string(&path).expect("the file was just found");
            for item in syn::parse_file(&text).expect("the runtime is Rust").items {
                runtime.add(item);
            }
        }
        runtime
    }

    fn add(&mut self, item: Item) {
        match item {
            Item::Macro(item) => {
                let name = item.ident.map(|name| name.to_string()).unwrap_or_default();
                self.macros.insert(name, item.mac.tokens);
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let ty = item.self_ty.to_token_stream().to_string();
                for item in item.items {
                    let ImplItem::Fn(function) = item else {
                        continue;
                    };
                    let name = function.sig.ident.to_string();
                    if matches!(function.vis, Visibility::Public(_)) {
                        let methods = self.public_methods.entry(ty.clone());
                        methods.or_default().insert(name.clone());
                    }
                    self.methods.entry(ty.clone()).or_default().insert(name);
                }
            }
            _ => {}
        }
    }

    /// Returns the functions that a macro declares, directly or through the macros that it calls.
    fn functions(&self, name: &str) -> BTreeSet<String> {
        let mut functions = BTreeSet::new();
        let mut seen = BTreeSet::from([name.to_owned()]);
        let mut groups = vec![self.macros[name].clone()];
        while let Some(tokens) = groups.pop() {
            let mut before = String::new();
            for token in tokens {
                let text = token.to_string();
                match &token {
                    TokenTree::Group(group) => groups.push(group.stream()),
                    TokenTree::Ident(_) if before == "fn" => {
                        functions.insert(text.clone());
                    }
                    TokenTree::Punct(_)
                        if text == "!" && seen.insert(before.clone()) =>
                    {
                        groups.extend(self.macros.get(&before).cloned());
                    }
                    _ => {}
                }
                before = text;
            }
        }
        functions
    }
}

/// Returns the modules that the root of the crate declares or exports, except for those of resources.
fn modules_of_the_root() -> BTreeSet<String> {
    let build = edited(|document| {
        let code = json!({"code": 1, "description": "An error."});
        document["x-error-codes"] = json!({"error": code});
    });
    let text = build.files.iter().find(|(path, _)| *path == "src/lib.rs");
    let file =
        syn::parse_file(text.expect("the crate has a root").1).expect("it is Rust");
    let mut names = BTreeSet::new();
    for item in file.items {
        match item {
            Item::Mod(item) => names.extend([item.ident.to_string()]),
            Item::Use(item) => used(&item.tree, &mut names),
            _ => {}
        }
    }
    for resource in build.ir["resources"].as_array().expect("there are resources") {
        names.remove(resource["module"].as_str().expect("it has a module"));
    }
    // The module of the events is only taken if there are events.
    names.remove(reserved::EVENTS_MODULE);
    names.retain(|name| name.starts_with(char::is_lowercase));
    names
}

/// Collects the names that a `use` declaration imports.
fn used(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => used(&path.tree, names),
        UseTree::Group(group) => group.items.iter().for_each(|tree| used(tree, names)),
        UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
        UseTree::Rename(name) => drop(names.insert(name.rename.to_string())),
        UseTree::Glob(_) => panic!("what a glob brings in cannot be told"),
    }
}

/// Generates the sample resources.
fn sample() -> Generated {
    edited(|_| ())
}

/// Generates the sample resources from an edited document.
fn edited(edit: impl FnOnce(&mut Value)) -> Generated {
    Pipeline::bare(&workspace().join(SAMPLE)).run_edited(edit).expect_generated()
}

/// Asserts that a crate compiles without warnings.
fn assert_compiles(name: &str, files: &OutputFiles) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("names");
    let mut crates = Crates::new(folder.join(name));
    crates.add(name, files);
    // The modules of features, among which those of resources must not be.
    let errors = crates.compiler_errors_with("access-token,mock,webhook");
    assert!(errors.is_empty(), "{errors}");
}

fn member<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Map<String, Value> {
    let member = document.pointer_mut(pointer).and_then(Value::as_object_mut);
    member.unwrap_or_else(|| panic!("the sample has no object at {pointer}"))
}

const PROPERTIES: &str = "/components/schemas/widget/properties";
const FORM: &str = "/requestBody/content/application~1x-www-form-urlencoded/schema";

/// Returns the pattern of a kind of SID for a number.
fn sid_pattern(number: usize) -> String {
    let letter =
        |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
    format!("^{}{}[0-9a-fA-F]{{32}}$", letter(number / 26), letter(number))
}

#[test]
fn setters_are_called_like_what_they_set_unless_a_getter_is() {
    for (ty, methods) in Runtime::read().public_methods {
        for method in &methods {
            assert!(!method.starts_with("set_"), "`{ty}::{method}` has a prefix");
            let Some(name) = method.strip_prefix("with_") else {
                continue;
            };
            assert!(
                methods.contains(name),
                "`{ty}::{method}` has a prefix, and no getter has its name"
            );
        }
    }
}

#[test]
fn reserved_names_are_those_of_the_runtime_and_the_templates() {
    let runtime = Runtime::read();
    for (table, reserved, found) in [
        ("MODULES", reserved::MODULES, modules_of_the_root()),
        ("CLIENT_METHODS", reserved::CLIENT_METHODS, runtime.methods["Client"].clone()),
        ("REQUEST_METHODS", reserved::REQUEST_METHODS, runtime.functions("request")),
        (
            "LIST_REQUEST_METHODS",
            reserved::LIST_REQUEST_METHODS,
            runtime.functions("list_request"),
        ),
        // An associated function of a trait is no method.
        ("REPLY_METHODS", reserved::REPLY_METHODS, {
            let functions = runtime.functions("reply");
            functions.into_iter().filter(|name| name != "from").collect()
        }),
        (
            "SAMPLE_METHODS",
            reserved::SAMPLE_METHODS,
            runtime.methods["Sample < E >"].clone(),
        ),
    ] {
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(
            reserved, found,
            "{table} of generator/src/name/reserved.rs is stale"
        );
    }
}

#[test]
fn models_with_names_used_by_the_crate() {
    let identifiers = Identifiers::of_the_crate();
    let build = edited(|document| {
        for (number, name) in identifiers.types().enumerate() {
            let (component, text) =
                (format!("model_{number}"), json!({"type": "string"}));
            let model =
                json!({"type": "object", "x-name": name, "properties": {"a": text}});
            let reference = json!({"$ref": format!("#/components/schemas/{component}")});
            member(document, "/components/schemas").insert(component.clone(), model);
            member(document, PROPERTIES).insert(component, reference);
        }
    });
    assert_compiles("names-models", &build.files);
}

#[test]
fn enums_and_sids_with_names_used_by_the_crate() {
    let identifiers = Identifiers::of_the_crate();
    let build = edited(|document| {
        let properties = member(document, PROPERTIES);
        for (number, name) in identifiers.types().enumerate() {
            let set = json!({"type": "string", "x-name": name, "enum": ["a", "b"]});
            properties.insert(format!("set_{number}"), set);
            let sid = json!({"type": "string", "pattern": sid_pattern(number)});
            properties.insert(name.to_snake_case(), sid);
        }
    });
    assert_compiles("names-sets", &build.files);
}

#[test]
fn members_with_names_used_by_the_crate() {
    let identifiers = Identifiers::of_the_crate();
    let text = json!({"type": "string"});
    let texts = json!({"type": "array", "items": {"type": "string"}});
    let build = edited(|document| {
        let types: Vec<&str> = identifiers.types().collect();
        let values: Vec<&str> = identifiers.values().collect();
        let set = json!({"type": "string", "enum": types});
        member(document, PROPERTIES).insert("set".to_owned(), set);
        for name in &values {
            member(document, PROPERTIES).insert((*name).to_owned(), text.clone());
        }
        for path in [
            "/paths/~1v1~1Widgets/post",
            "/paths/~1v1~1Workshops~1{WorkshopSid}~1Widgets/post",
        ] {
            for (number, name) in values.iter().enumerate() {
                let schema = if number % 2 == 0 { &text } else { &texts };
                let properties = member(document, &format!("{path}{FORM}/properties"));
                properties.insert((*name).to_owned(), schema.clone());
            }
        }
        for path in [
            "/paths/~1v1~1Widgets~1{Sid}/post",
            "/paths/~1v1~1Workshops~1{WorkshopSid}~1Widgets~1{Sid}/post",
        ] {
            for name in &values {
                let properties = member(document, &format!("{path}{FORM}/properties"));
                properties.insert((*name).to_owned(), text.clone());
            }
            let form = member(document, &format!("{path}{FORM}"));
            form["required"] = form["properties"]
                .as_object()
                .expect("properties")
                .keys()
                .cloned()
                .collect();
        }
        for path in [
            "/paths/~1v1~1Widgets/get",
            "/paths/~1v1~1Workshops~1{WorkshopSid}~1Widgets/get",
        ] {
            let parameters = document.pointer_mut(&format!("{path}/parameters"));
            let parameters =
                parameters.and_then(Value::as_array_mut).expect("parameters");
            parameters.extend(
                values
                    .iter()
                    .map(|name| json!({"name": name, "in": "query", "schema": text})),
            );
        }
    });
    assert_compiles("names-members", &build.files);
}

fn remove_rules_of_the_fake(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("x-fake");
            members.values_mut().for_each(remove_rules_of_the_fake);
        }
        Value::Array(elements) => elements.iter_mut().for_each(remove_rules_of_the_fake),
        _ => {}
    }
}

#[test]
fn resources_and_operations_with_names_used_by_the_crate() {
    let identifiers = Identifiers::of_the_crate();
    let done = json!({"204": {"description": "Done"}});
    let page = json!({"200": {"description": "OK", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/widgets_page"}}}}});
    let build = edited(|document| {
        // Its rules name properties of the widgets, which lists of more than one resource contain below.
        remove_rules_of_the_fake(document);
        let paths = member(document, "/paths");
        for (number, name) in identifiers.values().enumerate() {
            let singleton = |scope: &str| {
                json!({
                    "x-twilio": {"pathType": "instance"},
                    "get": {"operationId": format!("Fetch{scope}{number}"), "responses": done},
                })
            };
            paths.insert(format!("/v1/{name}"), singleton("Root"));
            if number % 4 == 0 {
                let parameters = |names: &[&str]| -> Value {
                    names.iter().map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})).collect()
                };
                let mut child = singleton("Child");
                child["parameters"] = parameters(&["WidgetSid"]);
                paths.insert(format!("/v1/Widgets/{{WidgetSid}}/{name}"), child);
                let mut child = singleton("Twin");
                child["parameters"] = parameters(&["WorkshopSid", "WidgetSid"]);
                paths.insert(
                    format!(
                        "/v1/Workshops/{{WorkshopSid}}/Widgets/{{WidgetSid}}/{name}"
                    ),
                    child,
                );
            }
        }
        for (number, name) in identifiers.0.iter().enumerate() {
            let things = json!({
                "get": {"operationId": format!("ListThing{number}"), "responses": page},
                "put": {"operationId": format!("{name}_"), "responses": done},
                "patch": {"operationId": format!("_{name}"), "responses": done},
            });
            paths.insert(format!("/v1/Things{number}"), things);
        }
    });
    assert_compiles("names-paths", &build.files);
}
