//! Mutates documents at random, controlled by a stream of bytes.
//!
//! Shared by the property test and the fuzz targets (`generator/fuzz`, which includes this file). The same bytes cause the
//! same mutations, so that findings can be reproduced.

use serde_json::{Map, Value, json};

/// Strings that are problematic as names, values, patterns, paths and references.
const NASTY: [&str; 59] = [
    "",
    " ",
    "x",
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "r#type",
    "_",
    "async",
    "Option",
    "String",
    "Client",
    "Error",
    "new",
    "send",
    "1",
    "1a",
    "-1",
    "../..",
    "/",
    "//",
    "/v1/{",
    "/v1/}",
    "/v1/{}",
    "/v1/{{a}}",
    "/v1/{a}{b}",
    "/v1/{Sid}/{Sid}",
    "/v1/Users/{Sid}.json",
    "v1/Users",
    "ä",
    "Größe",
    "日本語",
    "😀",
    "ﬁ",
    "İ",
    "a\u{301}",
    "a\u{200D}b",
    "\u{202E}abc",
    "\0",
    "a\nb",
    "\t",
    "\r\n",
    "\"",
    "\\",
    "*/",
    "{{ x }}",
    "{% raw %}",
    "${x}",
    "# [x](y) `",
    "\n```\ntAi+Nt\n```",
    "\n\n    tAi+Nt\n~~~\ntAi+Nt",
    "\\<b>tAi+Nt</b> [tAi+Nt](javascript:tAi+Nt)",
    "\"\rtAi+Nt",
    "^[",
    "^CH[0-9a-fA-F]{32}$",
    "#/components/schemas/~1~0%",
    "x-",
];

/// Names of members that the generator reads.
const NAMES: [&str; 56] = [
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "type",
    "format",
    "enum",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "nullable",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "default",
    "description",
    "title",
    "deprecated",
    "example",
    "name",
    "in",
    "style",
    "explode",
    "schema",
    "content",
    "parameters",
    "requestBody",
    "responses",
    "operationId",
    "tags",
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "200",
    "204",
    "2XX",
    "default",
    "application/json",
    "application/x-www-form-urlencoded",
    "x-twilio",
    "x-name",
    "parent",
    "pathType",
    "className",
    "mountName",
    "pii",
    "servers",
    "url",
    "components",
];

/// Returns a value of an arbitrary type.
fn odd_value(choice: usize) -> Value {
    match choice % 16 {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(0),
        3 => json!(-1),
        4 => json!(1.5),
        5 => json!(u64::MAX),
        6 => json!(1e300),
        7 => json!([]),
        8 => json!({}),
        9 => json!([[]]),
        10 => json!({"type": "string"}),
        11 => json!({"type": "object", "properties": {"a": {"type": "integer"}}}),
        12 => json!({"type": "array", "items": {"type": "array", "items": {}}}),
        13 => json!({"allOf": [{"type": "string"}, {"type": "integer"}]}),
        14 => json!({"type": "string", "enum": ["a", "A", "", "a b", "a-b", "a"]}),
        _ => json!(["a", 1, null, {}]),
    }
}

/// A stream of decisions, one byte each; zero after its end.
#[derive(Clone, Debug)]
pub struct Choices<'bytes>(&'bytes [u8]);

impl<'bytes> Choices<'bytes> {
    /// Creates a stream of decisions from bytes.
    #[must_use]
    pub fn new(bytes: &'bytes [u8]) -> Self {
        Self(bytes)
    }

    /// Returns `true` if there are no more decisions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first)
    }

    /// Returns a number below `end`, or 0.
    #[must_use]
    pub fn below(&mut self, end: usize) -> usize {
        let number = (self.byte() << 16) | (self.byte() << 8) | self.byte();
        if end == 0 { 0 } else { number % end }
    }

    /// Returns one of the strings of a list, which is not empty.
    #[must_use]
    pub fn of<'list>(&mut self, list: &[&'list str]) -> &'list str {
        list[self.byte() % list.len()]
    }
}

/// Returns a part of the document: a few of its paths, and the schemas that they refer to.
///
/// # Panics
///
/// Never, if the document has paths and schemas.
#[must_use]
pub fn excerpt(document: &Value, choices: &mut Choices<'_>) -> Value {
    let (Some(paths), Some(schemas)) =
        (document["paths"].as_object(), document["components"]["schemas"].as_object())
    else {
        return document.clone();
    };
    let mut chosen = Map::new();
    for _ in 0..=choices.byte() % 3 {
        if let Some((path, item)) = paths.iter().nth(choices.below(paths.len())) {
            chosen.insert(path.clone(), item.clone());
        }
    }
    let mut parts = Map::new();
    let mut waiting: Vec<String> = references(&Value::Object(chosen.clone()));
    while let Some(name) = waiting.pop() {
        if let Some(schema) = schemas.get(&name)
            && !parts.contains_key(&name)
        {
            waiting.extend(references(schema));
            parts.insert(name, schema.clone());
        }
    }
    let mut excerpt = document.clone();
    excerpt["paths"] = Value::Object(chosen);
    excerpt["components"]["schemas"] = Value::Object(parts);
    excerpt
}

/// Returns the names of the schemas that a value refers to.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str);
            let own = own.and_then(|own| own.strip_prefix("#/components/schemas/"));
            own.map(str::to_owned)
                .into_iter()
                .chain(members.values().flat_map(references))
                .collect()
        }
        Value::Array(elements) => elements.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Mutates up to eight values of a document.
pub fn damage(document: &mut Value, choices: &mut Choices<'_>) {
    for _ in 0..8 {
        if choices.is_empty() {
            return;
        }
        let action = choices.byte();
        let place = choices.below(count(document));
        let source = part(document, choices.below(count(document))).cloned();
        if let Some(target) = part_mut(document, place) {
            damage_part(target, action, source.unwrap_or_default(), choices);
        }
    }
}

/// Returns the number of values in a value, including itself.
fn count(value: &Value) -> usize {
    1 + children(value).map(count).sum::<usize>()
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Object(members) => Box::new(members.values()),
        Value::Array(elements) => Box::new(elements.iter()),
        _ => Box::new(std::iter::empty()),
    }
}

/// Returns the value with this index, in document order.
fn part(value: &Value, mut number: usize) -> Option<&Value> {
    if number == 0 {
        return Some(value);
    }
    number -= 1;
    for child in children(value) {
        let size = count(child);
        if number < size {
            return part(child, number);
        }
        number -= size;
    }
    None
}

fn part_mut(value: &mut Value, mut number: usize) -> Option<&mut Value> {
    if number == 0 {
        return Some(value);
    }
    number -= 1;
    let children: Box<dyn Iterator<Item = &mut Value>> = match value {
        Value::Object(members) => Box::new(members.values_mut()),
        Value::Array(elements) => Box::new(elements.iter_mut()),
        _ => return None,
    };
    for child in children {
        let size = count(child);
        if number < size {
            return part_mut(child, number);
        }
        number -= size;
    }
    None
}

/// Applies one mutation to a value; `other` is another part of the same document.
fn damage_part(
    target: &mut Value,
    action: usize,
    other: Value,
    choices: &mut Choices<'_>,
) {
    match action % 16 {
        0 => remove(target, choices),
        1 => repeat(target, choices),
        2 => rename(target, choices.of(&NASTY), choices),
        3 => rename(target, choices.of(&NAMES), choices),
        4 => *target = odd_value(choices.byte()),
        5 => *target = other,
        6 | 7 => *target = choices.of(&NASTY).into(),
        8 => *target = choices.of(&NAMES).into(),
        9 => insert(target, choices.of(&NAMES), other),
        10 => insert(target, choices.of(&NAMES), odd_value(choices.byte())),
        11 => insert(target, choices.of(&NASTY), other),
        12 => swap(target, choices),
        13 => nest(target, choices),
        14 => change_text(target, choices),
        _ => {
            let name = choices.of(&NASTY);
            *target = json!({"$ref": format!("#/components/schemas/{name}")});
        }
    }
}

fn remove(target: &mut Value, choices: &mut Choices<'_>) {
    match target {
        Value::Object(members) => {
            if let Some(name) = members.keys().nth(choices.below(members.len())).cloned()
            {
                members.shift_remove(&name);
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            elements.remove(choices.below(elements.len()));
        }
        other => *other = Value::Null,
    }
}

/// Duplicates an element, or a member under a similar name.
fn repeat(target: &mut Value, choices: &mut Choices<'_>) {
    match target {
        Value::Object(members) => {
            let member = members.iter().nth(choices.below(members.len()));
            if let Some((name, member)) =
                member.map(|(name, member)| (name.clone(), member.clone()))
            {
                let like = match choices.byte() % 6 {
                    0 => name.to_uppercase(),
                    1 => name.to_lowercase(),
                    2 => format!("{name}_2"),
                    3 => format!("{name} "),
                    4 => name.replace('_', "-"),
                    _ => name.replace("Sid}", "Name}"),
                };
                members.insert(like, member);
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            elements.push(elements[choices.below(elements.len())].clone());
        }
        other => *other = json!([other.clone(), other.clone()]),
    }
}

fn rename(target: &mut Value, name: &str, choices: &mut Choices<'_>) {
    if let Value::Object(members) = target {
        let chosen = choices.below(members.len());
        *members = std::mem::take(members)
            .into_iter()
            .enumerate()
            .map(|(index, (old, member))| {
                (
                    if index == chosen {
                        name.to_owned()
                    } else {
                        old
                    },
                    member,
                )
            })
            .collect();
    } else {
        *target = json!({name: target.clone()});
    }
}

fn insert(target: &mut Value, name: &str, value: Value) {
    match target {
        Value::Object(members) => {
            members.insert(name.to_owned(), value);
        }
        Value::Array(elements) => elements.push(value),
        other => *other = json!({name: value}),
    }
}

/// Swaps the values of two members or elements.
fn swap(target: &mut Value, choices: &mut Choices<'_>) {
    let (first, second) = (choices.below(1 << 16), choices.below(1 << 16));
    match target {
        Value::Object(members) if !members.is_empty() => {
            let count = members.len();
            let mut values: Vec<_> = members.values().cloned().collect();
            values.swap(first % count, second % count);
            members.values_mut().zip(values).for_each(|(member, value)| *member = value);
        }
        Value::Array(elements) if !elements.is_empty() => {
            let count = elements.len();
            elements.swap(first % count, second % count);
        }
        Value::Number(_) => *target = odd_value(first),
        _ => {}
    }
}

/// Wraps a value many times.
fn nest(target: &mut Value, choices: &mut Choices<'_>) {
    let levels = [1, 2, 10, 30, 62, 64, 70, 130][choices.byte() % 8];
    let kind = choices.byte() % 5;
    for _ in 0..levels {
        let inner = target.take();
        *target = match kind {
            0 => object("items", inner),
            1 => object("properties", object("a", inner)),
            2 => object("allOf", Value::Array(vec![inner])),
            3 => object("additionalProperties", inner),
            _ => Value::Array(vec![inner]),
        };
        if let (0 | 1 | 3, Value::Object(members)) = (kind, &mut *target) {
            let name = if kind == 0 { "array" } else { "object" };
            members.insert("type".to_owned(), name.into());
        }
    }
}

fn object(name: &str, member: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), member)]))
}

/// Truncates a string, or inserts something into it.
fn change_text(target: &mut Value, choices: &mut Choices<'_>) {
    if let Value::String(text) = target {
        let at = text.char_indices().nth(choices.below(text.len()));
        let at = at.map_or(0, |(at, _)| at);
        match choices.byte() % 4 {
            0 => text.truncate(at),
            1 => text.insert_str(at, choices.of(&NASTY)),
            2 => *text = text.to_uppercase(),
            _ => *text = text.repeat(100),
        }
    } else {
        *target = Value::String(target.to_string());
    }
}

/// Mutates up to four positions of a text, as bytes.
pub fn damage_bytes(text: &mut Vec<u8>, choices: &mut Choices<'_>) {
    const PIECES: [&[u8]; 24] = [
        b"\0",
        b"\xFF",
        b"\xEF\xBB\xBF",
        b"\xF0\x9F",
        b"\t",
        b"\r",
        b"\n",
        b"\n\n  - ",
        b"&a ",
        b"*a ",
        b"<<: *a\n",
        b"---\n",
        b"...\n",
        b"!!binary ",
        b"!local ",
        b"? ",
        b": ",
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b"'",
        b"# ",
    ];
    for _ in 0..4 {
        if choices.is_empty() || text.is_empty() {
            return;
        }
        let action = choices.byte();
        let at = choices.below(text.len());
        let length = choices.byte().min(text.len() - at);
        match action % 6 {
            0 => text.truncate(at),
            1 => {
                let piece = PIECES[choices.byte() % PIECES.len()];
                text.splice(at..at, piece.iter().copied());
            }
            2 => {
                text.drain(at..at + length);
            }
            3 => {
                let copy = text[at..at + length].to_vec();
                let to = choices.below(text.len());
                text.splice(to..to, copy);
            }
            4 => {
                let line = text[at..].iter().position(|byte| *byte == b'\n');
                let end = line.map_or(text.len(), |line| at + line + 1);
                let copy = text[at..end].to_vec();
                text.splice(end..end, copy);
            }
            _ => text[at] = u8::try_from(choices.byte()).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_cause_the_same_mutations() {
        let document = json!({"a": [1, {"b": "c"}], "d": {"e": null}});
        let bytes: Vec<u8> = (0..100).collect();
        let damaged = || {
            let mut document = document.clone();
            damage(&mut document, &mut Choices::new(&bytes));
            document
        };
        assert_eq!(damaged(), damaged());
        assert_ne!(damaged(), document);
        let mut undamaged = document.clone();
        damage(&mut undamaged, &mut Choices::new(&[]));
        assert_eq!(undamaged, document);
    }

    #[test]
    fn parts_are_numbered_in_document_order() {
        let document = json!({"a": [1, {"b": "c"}], "d": null});
        let parts: Vec<_> = (0..7).map(|number| part(&document, number)).collect();
        assert_eq!(count(&document), 6);
        assert_eq!(parts[2], Some(&json!(1)));
        assert_eq!(parts[4], Some(&json!("c")));
        assert_eq!(parts[5], Some(&Value::Null));
        assert_eq!(parts[6], None);
    }
}
