//! Paths with their operations.

use serde_json::{Map, Value, json};

use super::Composer;

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// A path whose last segment is an argument, below which resources can be nested.
#[derive(Clone)]
struct Instance {
    path: String,
    arguments: Vec<String>,
}

impl Composer<'_, '_> {
    /// Returns the path items of a few resources.
    pub(super) fn paths(&mut self, names: &[String]) -> Map<String, Value> {
        let mut paths = Map::new();
        let mut parents = vec![Instance {
            path: "/v1".to_owned(),
            arguments: Vec::new(),
        }];
        for number in 0..3 + self.choices.below(5) {
            let parent = parents[self.choices.below(parents.len())].clone();
            let path = self.collection(&parent, number);
            if self.once_in(5) {
                let methods = ["get", "post", "put", "delete"];
                let item = self.path_item(&methods, &parent.arguments, names);
                paths.insert(path, with_path_type(item));
                continue;
            }
            paths.insert(
                path.clone(),
                self.path_item(&["get", "post"], &parent.arguments, names),
            );
            let instance = self.instance(&path, &parent);
            let item = self.path_item(
                &["get", "post", "put", "patch", "delete"],
                &instance.arguments,
                names,
            );
            paths.insert(instance.path.clone(), item);
            parents.push(instance);
        }
        self.add_twins(&mut paths);
        paths
    }

    /// Adds the paths again, below another resource, with a few differences.
    fn add_twins(&mut self, paths: &mut Map<String, Value>) {
        if self.once_in(2) {
            return;
        }
        let scope = json!({"name": "ScopeSid", "in": "path", "required": true, "schema": {"type": "string"}});
        let mut twins = Map::new();
        for (path, item) in &*paths {
            let mut twin = item.clone();
            for operation in members(&mut twin).filter(|member| member.is_object()) {
                if operation["operationId"].is_string() {
                    operation["operationId"] = json!(self.operation_id());
                    if self.once_in(12) {
                        operation["parameters"] = json!(self.parameters());
                    }
                }
            }
            if let Some(parameters) = twin["parameters"].as_array_mut() {
                parameters.insert(0, scope.clone());
            }
            twins.insert(path.replacen("/v1/", "/v1/Scopes/{ScopeSid}/", 1), twin);
        }
        paths.extend(twins);
    }

    /// Returns the path of a collection, whose last segment is new.
    fn collection(&mut self, parent: &Instance, number: usize) -> String {
        let name: String =
            self.name().chars().filter(char::is_ascii_alphanumeric).collect();
        let number = if name.is_empty() || self.once_in(2) {
            number.to_string()
        } else {
            format!("s{number}")
        };
        format!("{}/{name}{number}", parent.path.trim_end_matches('/'))
    }

    /// Returns an instance of a collection, identified by one or two arguments.
    fn instance(&mut self, path: &str, parent: &Instance) -> Instance {
        let mut instance = Instance {
            path: path.to_owned(),
            arguments: parent.arguments.clone(),
        };
        for number in 0..=usize::from(self.once_in(5)) {
            let name: String = self
                .name()
                .chars()
                .filter(|&character| {
                    character.is_ascii_alphanumeric() || character == '_'
                })
                .collect();
            let name = format!("{name}{}{number}", instance.arguments.len());
            let suffix = if self.once_in(8) {
                self.choices.of(&[".json", ":archive", "/"])
            } else {
                ""
            };
            instance.path =
                format!("{}/{{{name}}}{suffix}", instance.path.trim_end_matches('/'));
            instance.arguments.push(name);
        }
        instance
    }

    fn path_item(
        &mut self,
        methods: &[&str],
        arguments: &[String],
        names: &[String],
    ) -> Value {
        let mut item = json!({"description": self.text()});
        if self.once_in(10) {
            item["servers"] = json!([{"url": "https://other.example.com"}]);
        }
        item["parameters"] = arguments
            .iter()
            .map(|name| {
                let schema = if self.once_in(2) { json!({"type": "string"}) } else { json!({"type": "string", "pattern": "^WI[0-9a-fA-F]{32}$"}) };
                json!({"name": name, "in": "path", "required": true, "description": self.text(), "schema": schema})
            })
            .collect();
        for (number, method) in methods.iter().enumerate() {
            if number == 0 || self.once_in(2) {
                item[*method] = self.operation(method, names);
            }
        }
        item
    }

    fn operation(&mut self, method: &str, names: &[String]) -> Value {
        let mut operation = json!({
            "operationId": self.operation_id(),
            "summary": self.text(),
            "description": self.text(),
            "parameters": self.parameters(),
            "responses": self.responses(names),
        });
        if self.once_in(6) {
            operation["deprecated"] = json!(true);
        }
        if matches!(method, "post" | "put" | "patch") && !self.once_in(3) {
            let media_type = self.choices.of(&[
                FORM,
                FORM,
                "application/X-WWW-Form-Urlencoded; charset=utf-8",
            ]);
            let form = self.form();
            let mut encoding = Map::new();
            for name in member_names(&form["properties"]) {
                if self.once_in(4) {
                    let style =
                        self.choices.of(&["form", "spaceDelimited", "pipeDelimited"]);
                    encoding.insert(name, json!({"style": style, "explode": false}));
                }
            }
            operation["requestBody"] =
                json!({"content": {media_type: {"schema": form, "encoding": encoding}}});
        }
        operation
    }

    /// Returns an `operationId` that is unique, though not always after conversion to a Rust name.
    fn operation_id(&mut self) -> String {
        let mut id = self.name();
        while self.operation_ids.contains(&id) {
            id.push(if self.once_in(2) { '_' } else { 'x' });
        }
        self.operation_ids.push(id.clone());
        id
    }

    fn parameters(&mut self) -> Vec<Value> {
        let mut parameters: Vec<Value> = Vec::new();
        for _ in 0..self.choices.below(4) {
            let location = self.choices.of(&["query", "query", "header"]);
            let name: String = match location {
                "header" => self
                    .name()
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .chain("-x".chars())
                    .collect(),
                _ => self.name(),
            };
            let is_duplicate = parameters.iter().any(|other| {
                other["in"] == location
                    && other["name"]
                        .as_str()
                        .is_some_and(|other| other.eq_ignore_ascii_case(&name))
            });
            if !is_duplicate {
                let mut parameter = json!({
                    "name": name,
                    "in": location,
                    "required": self.once_in(3),
                    "deprecated": self.once_in(8),
                    "description": self.text(),
                    "schema": self.parameter_schema(),
                });
                if location == "query" && self.once_in(4) {
                    parameter["style"] = json!(self.choices.of(&[
                        "form",
                        "spaceDelimited",
                        "pipeDelimited"
                    ]));
                    parameter["explode"] = json!(self.once_in(2));
                }
                parameters.push(parameter);
            }
        }
        parameters
    }

    pub(super) fn form(&mut self) -> Value {
        let mut properties = Map::new();
        for _ in 0..=self.choices.below(5) {
            let (name, mut schema) = (self.name(), self.parameter_schema());
            schema["description"] = json!(self.text());
            properties.insert(name, schema);
        }
        let required: Vec<&String> =
            properties.keys().take(self.choices.below(3)).collect();
        json!({"type": "object", "required": required, "properties": properties})
    }

    fn responses(&mut self, names: &[String]) -> Value {
        let name = &names[self.choices.below(names.len())];
        let item = json!({"$ref": format!("#/components/schemas/{name}")});
        let schema = match self.choices.below(6) {
            0 => return json!({"204": {"description": self.text()}}),
            1 => json!({"type": "object", "properties": {
                self.name(): {"type": "array", "items": item},
                "meta": {"type": "object", "properties": {"next_page_url": {"type": "string", "nullable": true}, "key": {"type": "string"}}},
            }}),
            2 => json!({"type": "array", "items": item}),
            3 => self.object(names),
            _ => item,
        };
        let media_type = self.choices.of(&[
            "application/json",
            "application/json; charset=utf-8",
            "application/scim+json",
        ]);
        json!({"200": {"description": self.text(), "content": {media_type: {"schema": schema}}}})
    }
}

/// Marks a path item as that of a singleton.
fn with_path_type(mut item: Value) -> Value {
    item["x-twilio"] = json!({"pathType": "instance"});
    item
}

/// Returns the values of an object's members.
fn members(object: &mut Value) -> impl Iterator<Item = &mut Value> {
    object.as_object_mut().into_iter().flat_map(|members| members.values_mut())
}

/// Returns the names of an object's members.
fn member_names(object: &Value) -> Vec<String> {
    object.as_object().into_iter().flat_map(|members| members.keys().cloned()).collect()
}
