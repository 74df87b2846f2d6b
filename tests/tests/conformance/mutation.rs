//! Mutations of responses, each with its expected outcome.

use serde_json::{Map, Value, json};
use tests::keywords::Keywords;
use tests::pointer::join;

use crate::calls::always_present;

/// A mutated response.
pub struct Mutation {
    /// Description of the mutation.
    pub what: String,
    /// The body.
    pub body: Value,
    /// The expected outcome.
    pub outcome: Outcome,
}

/// The expected outcome of a mutated response.
pub enum Outcome {
    /// It deserializes, and serializes back to an equivalent of this value.
    Like(Value),
    /// It does not deserialize.
    Fails(Failure),
}

/// The expected contents of the error.
pub struct Failure {
    /// The JSON path of the property, or of the invalid value.
    pub json_path: String,
    /// The property.
    pub property: String,
}

/// All mutations of an answer: each property null and removed, each value of an enum in capitals and unknown, something
/// unknown in each object, an array in its place, a null in each array and map. `items` names the items of a page.
pub fn all(
    document: &Value,
    schema: &Value,
    answer: &Value,
    items: Option<&'static str>,
) -> Vec<Mutation> {
    let mut mutator = Mutator {
        document,
        answer,
        items,
        mutations: Vec::new(),
    };
    mutator.visit(&Place::default(), schema, answer);
    mutator.mutations
}

struct Mutator<'a> {
    document: &'a Value,
    answer: &'a Value,
    items: Option<&'static str>,
    mutations: Vec<Mutation>,
}

/// A location in the response, as a pointer and in the notation of the client's errors.
#[derive(Default)]
struct Place {
    pointer: String,
    path: String,
}

impl Place {
    fn member(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        let path = format!("{}{dot}{name}", self.path);
        Self {
            pointer: join(&self.pointer, name),
            path,
        }
    }

    fn item(&self, index: usize) -> Self {
        let pointer = join(&self.pointer, &index.to_string());
        Self {
            pointer,
            path: format!("{}[{index}]", self.path),
        }
    }

    fn json_path(&self) -> String {
        if self.path.is_empty() {
            ".".to_owned()
        } else {
            self.path.clone()
        }
    }
}

impl<'a> Mutator<'a> {
    fn visit(&mut self, place: &Place, schema: &'a Value, value: &Value) {
        let keywords = Keywords::of(self.document, schema);
        match (value, keywords.properties(), keywords.get("items")) {
            (Value::Object(members), Some(properties), _) => {
                self.object(place, &keywords, properties, members);
                self.array_of_members(place, members);
            }
            (Value::Object(_), None, _)
                if keywords.text("format") == Some("uri-map") =>
            {
                let more = self.edited(place, |members| {
                    members.insert("not_a_link".to_owned(), Value::Null);
                });
                let read = Outcome::Like(self.answer.clone());
                self.push("null in the map", place, more, read);
            }
            (Value::Array(values), _, Some(items)) => {
                self.null_in_array(place, values);
                for (index, value) in values.iter().enumerate() {
                    self.visit(&place.item(index), items, value);
                }
            }
            (Value::String(text), ..) if keywords.get("enum").is_some() => {
                let capitals = self.replaced(place, text.to_uppercase().into());
                self.push(
                    "in capitals",
                    place,
                    capitals,
                    Outcome::Like(self.answer.clone()),
                );
                let unknown = self.replaced(place, "Not-A_Value".into());
                self.push(
                    "unknown value",
                    place,
                    unknown.clone(),
                    Outcome::Like(unknown),
                );
            }
            _ => {}
        }
    }

    fn object(
        &mut self,
        place: &Place,
        keywords: &Keywords<'a>,
        properties: &'a Map<String, Value>,
        members: &Map<String, Value>,
    ) {
        let unknown = self.edited(place, |members| {
            members.insert("not_a_property".to_owned(), json!({"a": [1, null]}));
        });
        self.push(
            "unknown property",
            place,
            unknown,
            Outcome::Like(self.answer.clone()),
        );
        let present: Vec<&str> = match (keywords.name(), place.path.as_str()) {
            (Some(name), _) => always_present(name).to_vec(),
            (None, "") => self.items.into_iter().collect(),
            (None, _) => Vec::new(),
        };
        for (name, schema) in properties {
            self.property(place, name, present.contains(&name.as_str()));
            if let Some(member) = members.get(name) {
                self.visit(&place.member(name), schema, member);
            }
        }
    }

    /// The values of an object alone, in its place.
    fn array_of_members(&mut self, place: &Place, members: &Map<String, Value>) {
        let array = self.replaced(place, members.values().cloned().collect());
        let fails = Outcome::Fails(Failure {
            json_path: place.json_path(),
            property: String::new(),
        });
        self.push("array of its values", place, array, fails);
    }

    /// A null before the elements of an array, which is left out; but an item of a page cannot be null.
    fn null_in_array(&mut self, place: &Place, values: &[Value]) {
        let nulls = [Value::Null].into_iter().chain(values.iter().cloned());
        let more = self.replaced(place, nulls.collect());
        let outcome = if self.items == Some(place.path.as_str()) {
            Outcome::Fails(Failure {
                json_path: place.item(0).json_path(),
                property: String::new(),
            })
        } else {
            Outcome::Like(self.answer.clone())
        };
        self.push("null in the array", place, more, outcome);
    }

    fn property(&mut self, place: &Place, name: &str, is_always_present: bool) {
        let null = self.edited(place, |members| {
            members.insert(name.to_owned(), Value::Null);
        });
        let absent = self.edited(place, |members| {
            members.remove(name);
        });
        let member = place.member(name);
        let fails = || {
            let (json_path, property) = (member.json_path(), name.to_owned());
            Outcome::Fails(Failure {
                json_path,
                property,
            })
        };
        if is_always_present {
            self.push("null", &member, null, fails());
            self.push("absent", &member, absent, fails());
        } else {
            let read = if member.path == "meta" {
                self.without_meta()
            } else {
                absent.clone()
            };
            self.push("null", &member, null, Outcome::Like(read.clone()));
            self.push("absent", &member, absent, Outcome::Like(read));
        }
    }

    fn push(&mut self, what: &str, place: &Place, body: Value, outcome: Outcome) {
        let what = format!("{}: {what}", place.json_path());
        self.mutations.push(Mutation {
            what,
            body,
            outcome,
        });
    }

    /// Returns the result for a page without metadata: `PageMeta` is always present, and all of its fields are optional.
    fn without_meta(&self) -> Value {
        let mut answer = self.answer.clone();
        answer["meta"] = json!({});
        answer
    }

    /// Returns the response with a value replaced.
    fn replaced(&self, place: &Place, value: Value) -> Value {
        let mut answer = self.answer.clone();
        *at(&mut answer, place) = value;
        answer
    }

    /// Returns the response with an object edited.
    fn edited(
        &self,
        place: &Place,
        edit: impl FnOnce(&mut Map<String, Value>),
    ) -> Value {
        let mut answer = self.answer.clone();
        edit(at(&mut answer, place).as_object_mut().expect("it is an object"));
        answer
    }
}

fn at<'a>(answer: &'a mut Value, place: &Place) -> &'a mut Value {
    answer.pointer_mut(&place.pointer).expect("the place is of this answer")
}
