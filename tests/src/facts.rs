//! Compares the facts of two OpenAPI documents: everything but descriptions and examples.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::place::Place;
use crate::pointer::join;

/// Returns every fact that differs, as `pointer: ours ... official ...`, in the order of our document.
///
/// The order of properties, parameters and enum values is a fact too: fields, setters and variants follow it.
#[must_use]
pub fn differences(ours: &Value, official: &Value) -> Vec<String> {
    let mut comparison = Comparison { found: Vec::new() };
    comparison.values("", Place::Keywords, ours, official);
    comparison.found
}

struct Comparison {
    found: Vec<String>,
}

impl Comparison {
    fn values(&mut self, pointer: &str, place: Place, ours: &Value, official: &Value) {
        match (ours, official) {
            (Value::Object(ours), Value::Object(official)) => {
                self.objects(pointer, place, ours, official);
            }
            (Value::Array(ours), Value::Array(official)) => {
                self.arrays(pointer, place, ours, official);
            }
            _ if ours == official => {}
            _ => self.report(pointer, Some(ours), Some(official)),
        }
    }

    fn objects(
        &mut self,
        pointer: &str,
        place: Place,
        ours: &Map<String, Value>,
        official: &Map<String, Value>,
    ) {
        let facts = |key: &&String| !place.is_documentation(key);
        for key in ours.keys().filter(facts) {
            let pointer = join(pointer, key);
            match official.get(key) {
                Some(official) => {
                    self.values(&pointer, place.under(key), &ours[key], official);
                }
                None => self.report(&pointer, Some(&ours[key]), None),
            }
        }
        for key in official.keys().filter(facts).filter(|key| !ours.contains_key(*key)) {
            self.report(&join(pointer, key), None, official.get(key));
        }
        if pointer.ends_with("/properties") && place == Place::Names {
            self.order(pointer, ours.keys(), official.keys());
        }
    }

    fn arrays(
        &mut self,
        pointer: &str,
        place: Place,
        ours: &[Value],
        official: &[Value],
    ) {
        let place = place.in_array();
        if let (Some(our_names), Some(official_names)) =
            (parameters(ours), parameters(official))
        {
            for (index, (name, value)) in our_names.iter().zip(ours).enumerate() {
                let position = official_names.iter().position(|other| other == name);
                let pointer = format!("{pointer}/{index}");
                match position {
                    Some(position) => {
                        self.values(&pointer, place, value, &official[position]);
                    }
                    None => self.report(&pointer, Some(value), None),
                }
            }
            for (index, name) in official_names
                .iter()
                .enumerate()
                .filter(|(_, name)| !our_names.contains(name))
            {
                self.report(
                    &format!("{pointer}/{index} ({name})"),
                    None,
                    Some(&official[index]),
                );
            }
            self.order(pointer, our_names.iter(), official_names.iter());
        } else if ours.len() == official.len() && ours.iter().all(Value::is_object) {
            for (index, (ours, official)) in ours.iter().zip(official).enumerate() {
                self.values(&format!("{pointer}/{index}"), place, ours, official);
            }
        } else if ours != official {
            self.report(pointer, Some(&ours.into()), Some(&official.into()));
        }
    }

    /// Reports names that differ only in their order. Other names are reported individually.
    fn order<'a>(
        &mut self,
        pointer: &str,
        ours: impl Iterator<Item = &'a String>,
        official: impl Iterator<Item = &'a String>,
    ) {
        let (ours, official): (Vec<_>, Vec<_>) = (ours.collect(), official.collect());
        let same = ours.len() == official.len()
            && ours.iter().all(|name| official.contains(name));
        if same && ours != official {
            self.found.push(format!(
                "{pointer}: ours in the order {ours:?} official {official:?}"
            ));
        }
    }

    fn report(&mut self, pointer: &str, ours: Option<&Value>, official: Option<&Value>) {
        self.found.push(format!(
            "{pointer}: ours {} official {}",
            shown(ours),
            shown(official)
        ));
    }
}

/// Returns the location and name of each value, if all are parameters.
fn parameters(values: &[Value]) -> Option<Vec<String>> {
    let identity = |value: &Value| {
        Some(format!("{} {}", value.get("in")?.as_str()?, value.get("name")?.as_str()?))
    };
    values.iter().map(identity).collect()
}

fn shown(value: Option<&Value>) -> String {
    const LONGEST: usize = 120;
    let Some(value) = value else {
        return "(absent)".into();
    };
    let mut text = value.to_string();
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        let length = text.len();
        text.truncate(end);
        let _ = write!(text, "… ({length} bytes)");
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::differences;

    fn official() -> Value {
        json!({
            "openapi": "3.0.1",
            "info": {"title": "A", "description": "said one way"},
            "paths": {
                "/a/{Sid}": {
                    "x-twilio": {"pathType": "instance", "dependentProperties": {"b": {"description": "b"}}},
                    "get": {
                        "operationId": "FetchA",
                        "tags": ["A", "B"],
                        "parameters": [
                            {"name": "Sid", "in": "path", "description": "x", "required": true, "schema": {"type": "string"}},
                            {"name": "Order", "in": "query", "schema": {"$ref": "#/components/schemas/order"}}
                        ],
                        "responses": {
                            "200": {
                                "description": "OK",
                                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/a"}, "examples": {"x": 1}}}
                            }
                        }
                    }
                }
            },
            "components": {"schemas": {
                "order": {"type": "string", "enum": ["asc", "desc"]},
                "a": {"type": "object", "properties": {
                    "sid": {"type": "string", "maxLength": 34, "description": "x"},
                    "description": {"type": "string", "nullable": true}
                }}
            }}
        })
    }

    /// Returns the differences after `change` is applied to our document.
    fn found(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let mut ours = official();
        change(&mut ours);
        differences(&ours, &official())
    }

    fn pointer<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Value {
        document.pointer_mut(pointer).expect("the pointer is one of the document above")
    }

    fn object<'a>(
        document: &'a mut Value,
        at: &str,
    ) -> &'a mut serde_json::Map<String, Value> {
        pointer(document, at).as_object_mut().expect("the pointer names an object")
    }

    #[test]
    fn equal_documents_have_no_differences() {
        assert_eq!(found(|_| {}), [""; 0]);
    }

    #[test]
    fn texts_and_examples_are_not_compared() {
        let changed = found(|ours| {
            *pointer(ours, "/info/description") = "said another way".into();
            *pointer(ours, "/components/schemas/a/properties/sid/description") =
                "y".into();
            *pointer(ours, "/paths/~1a~1{Sid}/get/parameters/0/description") =
                "z".into();
            *pointer(
                ours,
                "/paths/~1a~1{Sid}/get/responses/200/content/application~1json/examples",
            ) = json!({"other": 2});
            object(ours, "/components/schemas/order")
                .insert("x-enum-descriptions".into(), json!(["up", "down"]));
            object(ours, "/paths/~1a~1{Sid}/get")
                .insert("externalDocs".into(), json!({"url": "https://example.com"}));
        });
        assert_eq!(changed, [""; 0]);
    }

    #[test]
    fn a_missing_path_and_an_extra_path() {
        let changed = found(|ours| {
            let item = object(ours, "/paths").remove("/a/{Sid}").expect("it is there");
            object(ours, "/paths").insert("/b".into(), item);
        });
        assert_eq!(changed.len(), 2, "{changed:#?}");
        assert!(changed[0].starts_with("/paths/~1b: ours {"), "{changed:#?}");
        assert!(changed[0].ends_with("official (absent)"), "{changed:#?}");
        assert!(
            changed[1].starts_with("/paths/~1a~1{Sid}: ours (absent) official {"),
            "{changed:#?}"
        );
    }

    #[test]
    fn a_changed_type_and_limit() {
        let changed = found(|ours| {
            *pointer(ours, "/components/schemas/a/properties/sid/type") =
                "integer".into();
            *pointer(ours, "/components/schemas/a/properties/sid/maxLength") = 35.into();
        });
        let sid = "/components/schemas/a/properties/sid";
        let expected = [
            format!(r#"{sid}/type: ours "integer" official "string""#),
            format!("{sid}/maxLength: ours 35 official 34"),
        ];
        assert_eq!(changed, expected);
    }

    #[test]
    fn a_property_called_description_is_a_fact() {
        let changed = found(|ours| {
            object(ours, "/components/schemas/a/properties").remove("description");
        });
        let expected = r#"/components/schemas/a/properties/description: ours (absent) official {"type":"string","nullable":true}"#;
        assert_eq!(changed, [expected]);
    }

    #[test]
    fn the_order_of_properties() {
        let changed = found(|ours| {
            let properties = object(ours, "/components/schemas/a/properties");
            let sid = properties.shift_remove("sid").expect("it is there");
            properties.insert("sid".into(), sid);
        });
        let expected = r#"/components/schemas/a/properties: ours in the order ["description", "sid"] official ["sid", "description"]"#;
        assert_eq!(changed, [expected]);
    }

    #[test]
    fn an_enum_with_other_values_or_another_order() {
        for values in [json!(["desc", "asc"]), json!(["asc"]), json!(["asc", "DESC"])] {
            let changed = found(|ours| {
                *pointer(ours, "/components/schemas/order/enum") = values.clone();
            });
            let expected = format!(
                r#"/components/schemas/order/enum: ours {values} official ["asc","desc"]"#
            );
            assert_eq!(changed, [expected]);
        }
    }

    #[test]
    fn an_extra_parameter_and_a_missing_one() {
        let parameters = "/paths/~1a~1{Sid}/get/parameters";
        let changed = found(|ours| {
            let list = pointer(ours, parameters).as_array_mut().expect("it is an array");
            list[0] = json!({"name": "Sid", "in": "query"});
        });
        assert_eq!(changed.len(), 2, "{changed:#?}");
        assert!(
            changed[0].starts_with(&format!("{parameters}/0: ours {{")),
            "{changed:#?}"
        );
        assert!(
            changed[1].starts_with(&format!("{parameters}/0 (path Sid): ours (absent)")),
            "{changed:#?}"
        );
    }

    #[test]
    fn the_order_of_parameters() {
        let parameters = "/paths/~1a~1{Sid}/get/parameters";
        let changed = found(|ours| {
            pointer(ours, parameters).as_array_mut().expect("it is an array").reverse();
        });
        let expected = format!(
            r#"{parameters}: ours in the order ["query Order", "path Sid"] official ["path Sid", "query Order"]"#
        );
        assert_eq!(changed, [expected]);
    }

    #[test]
    fn a_changed_parameter_reference_tag_and_status() {
        let get = "/paths/~1a~1{Sid}/get";
        let changed = found(|ours| {
            *pointer(ours, &format!("{get}/parameters/0/required")) = false.into();
            *pointer(ours, &format!("{get}/parameters/1/schema/$ref")) =
                "#/components/schemas/a".into();
            *pointer(ours, &format!("{get}/tags/1")) = "C".into();
            let responses = object(ours, &format!("{get}/responses"));
            let response = responses.remove("200").expect("it is there");
            responses.insert("202".into(), response);
        });
        assert_eq!(changed.len(), 5, "{changed:#?}");
        assert_eq!(
            changed[0],
            format!(r#"{get}/tags: ours ["A","C"] official ["A","B"]"#)
        );
        assert_eq!(
            changed[1],
            format!("{get}/parameters/0/required: ours false official true")
        );
        assert!(
            changed[2].starts_with(&format!("{get}/parameters/1/schema/$ref: ours "))
        );
        assert!(changed[3].starts_with(&format!("{get}/responses/202: ours {{")));
        assert!(changed[4].starts_with(&format!("{get}/responses/200: ours (absent)")));
    }

    #[test]
    fn a_changed_extension_whatever_its_keys() {
        let extension = "/paths/~1a~1{Sid}/x-twilio";
        let changed = found(|ours| {
            *pointer(ours, &format!("{extension}/pathType")) = "list".into();
            *pointer(ours, &format!("{extension}/dependentProperties/b/description")) =
                "c".into();
        });
        let expected = [
            format!(r#"{extension}/pathType: ours "list" official "instance""#),
            format!(
                r#"{extension}/dependentProperties/b/description: ours "c" official "b""#
            ),
        ];
        assert_eq!(changed, expected);
    }
}
