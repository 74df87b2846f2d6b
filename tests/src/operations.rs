//! Iterates over the operations of a document.

use serde_json::Value;

const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An operation of a document.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'a> {
    /// Its path, a template.
    pub path: &'a str,
    /// Its HTTP method, in lower case.
    pub method: &'a str,
    /// The Operation Object.
    pub object: &'a Value,
}

impl<'a> Operation<'a> {
    /// Returns its `operationId`.
    ///
    /// # Panics
    ///
    /// If it has none.
    #[must_use]
    pub fn id(self) -> &'a str {
        self.object["operationId"].as_str().expect("every operation has an id")
    }

    /// Returns the inputs of a request: path, query and header parameters, then the fields of the form.
    pub fn inputs(self) -> impl Iterator<Item = Input<'a>> {
        let parameters = self.object["parameters"].as_array().into_iter().flatten();
        let form =
            &self.object["requestBody"]["content"]["application/x-www-form-urlencoded"];
        let required = form["schema"]["required"].as_array();
        let fields = form["schema"]["properties"].as_object();
        parameters.map(Input::of_parameter).chain(fields.into_iter().flatten().map(
            move |(name, schema)| Input {
                location: "form",
                name,
                required:
                    required.is_some_and(|names| names.contains(&name.as_str().into())),
                schema,
            },
        ))
    }

    /// Returns each content type of each response with a body.
    pub fn bodies(self) -> impl Iterator<Item = Body<'a>> {
        let responses = self.object["responses"].as_object().into_iter().flatten();
        responses.flat_map(move |(status, response)| {
            let contents = response["content"].as_object().into_iter().flatten();
            contents.map(move |(_, content)| Body {
                operation: self,
                status,
                content,
            })
        })
    }
}

/// An input of a request.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its location: `path`, `query`, `header` or `form`.
    pub location: &'a str,
    /// Its name.
    pub name: &'a str,
    /// `true` if it is required.
    pub required: bool,
    /// The schema of its values.
    pub schema: &'a Value,
}

impl<'a> Input<'a> {
    fn of_parameter(parameter: &'a Value) -> Self {
        let text = |key: &str| parameter[key].as_str().expect("a parameter has both");
        Self {
            location: text("in"),
            name: text("name"),
            required: parameter["required"] == true,
            schema: &parameter["schema"],
        }
    }
}

/// The body of a response for one content type.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    /// The operation that returns it.
    pub operation: Operation<'a>,
    /// The status code of the response.
    pub status: &'a str,
    content: &'a Value,
}

impl<'a> Body<'a> {
    /// Returns its schema.
    #[must_use]
    pub fn schema(self) -> &'a Value {
        &self.content["schema"]
    }

    /// Returns the names and values of its examples.
    pub fn examples(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let examples = self.content["examples"].as_object().into_iter().flatten();
        examples.map(|(name, example)| (name.as_str(), &example["value"]))
    }
}

/// Returns all operations of a document, in order.
///
/// # Panics
///
/// If the document has no paths.
pub fn all(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    let paths = document["paths"].as_object().expect("a document has paths");
    paths.iter().flat_map(|(path, item)| {
        let operations = item.as_object().into_iter().flatten();
        operations.filter(|(method, _)| METHODS.contains(&method.as_str())).map(
            move |(method, object)| Operation {
                path,
                method,
                object,
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::all;

    #[test]
    fn operations_bodies_and_examples() {
        let content = json!({"application/json": {"schema": {}, "examples": {"x": {"value": 1}, "y": {"value": null}}}});
        let document = json!({"paths": {
            "/a": {
                "servers": [],
                "get": {"operationId": "FetchA", "responses": {"200": {"content": content}, "204": {}}},
                "delete": {"operationId": "DeleteA", "responses": {"204": {"description": "Gone"}}},
            },
        }});
        let operations: Vec<_> = all(&document).collect();
        assert_eq!(
            operations.iter().map(|operation| operation.id()).collect::<Vec<_>>(),
            ["FetchA", "DeleteA"]
        );
        assert_eq!((operations[0].path, operations[0].method), ("/a", "get"));
        let bodies: Vec<_> = operations[0].bodies().collect();
        assert_eq!((bodies.len(), bodies[0].status), (1, "200"));
        assert_eq!(
            bodies[0].examples().collect::<Vec<_>>(),
            [("x", &json!(1)), ("y", &json!(null))]
        );
        assert_eq!(operations[1].bodies().count(), 0);
    }
    #[test]
    fn inputs_are_parameters_and_fields_of_the_form() {
        let form =
            json!({"required": ["C"], "properties": {"C": {"type": "string"}, "D": {}}});
        let content = json!({"application/x-www-form-urlencoded": {"schema": form}});
        let document = json!({"paths": {"/{A}": {"post": {
            "parameters": [
                {"name": "A", "in": "path", "required": true, "schema": {}},
                {"name": "B", "in": "header", "schema": {"enum": ["x"]}},
            ],
            "requestBody": {"content": content},
        }}}});
        let operation = all(&document).next().expect("there is one");
        let inputs: Vec<_> = operation.inputs().collect();
        let found =
            inputs.iter().map(|input| (input.location, input.name, input.required));
        let expected = [
            ("path", "A", true),
            ("header", "B", false),
            ("form", "C", true),
            ("form", "D", false),
        ];
        assert_eq!(found.collect::<Vec<_>>(), expected);
        assert_eq!(inputs[1].schema, &json!({"enum": ["x"]}));
        assert_eq!(inputs[2].schema, &json!({"type": "string"}));
    }
}
