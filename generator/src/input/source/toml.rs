//! Parses TOML and records the location of each value.

use indexmap::IndexMap;
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::outline::{Content, Outline, Parsed, SyntaxError};

/// Parses a TOML text. The `toml` crate limits the nesting.
pub(super) fn read(text: &str) -> Parsed {
    let (table, errors) = DeTable::parse_recoverable(text);
    let error = |error: &toml::de::Error| {
        let found = format!("invalid TOML: {}", error.message());
        SyntaxError::new(error.span().unwrap_or(0..0), found)
    };
    let mut parsed = Parsed {
        errors: errors.iter().map(error).collect(),
        ..Parsed::default()
    };
    if parsed.errors.is_empty() {
        let range = table.span();
        let (value, content) = members(table.get_ref(), &mut parsed.errors);
        parsed.value = value;
        parsed.outline = Some(Outline {
            name: None,
            value: range.into(),
            content,
        });
    }
    parsed
}

fn members(table: &DeTable<'_>, errors: &mut Vec<SyntaxError>) -> (Value, Content) {
    let mut values = Map::new();
    let mut outlines = IndexMap::new();
    for (name, member) in table {
        let text = name.get_ref().to_string();
        let (value, mut outline) = read_value(member, errors);
        outline.name = Some(name.span().into());
        values.insert(text.clone(), value);
        outlines.insert(text, outline);
    }
    (Value::Object(values), Content::Mapping(outlines))
}

fn read_value(
    spanned: &Spanned<DeValue<'_>>,
    errors: &mut Vec<SyntaxError>,
) -> (Value, Outline) {
    let (value, content) = match spanned.get_ref() {
        DeValue::Table(table) => members(table, errors),
        DeValue::Array(elements) => {
            let elements = elements.iter().map(|element| read_value(element, errors));
            let (values, outlines) = elements.unzip();
            (Value::Array(values), Content::Sequence(outlines))
        }
        scalar => (read_scalar(scalar), Content::Scalar),
    };
    let outline = Outline {
        name: None,
        value: spanned.span().into(),
        content,
    };
    (value, outline)
}

/// Converts a scalar. The configuration only contains strings; other types are only shown in messages.
fn read_scalar(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(integer) => read_integer(integer),
        DeValue::Float(float) => {
            float.as_str().parse::<f64>().map_or(Value::Null, Value::from)
        }
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(time) => Value::String(time.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => Value::Null,
    }
}

fn read_integer(integer: &DeInteger<'_>) -> Value {
    i64::from_str_radix(integer.as_str(), integer.radix())
        .map_or(Value::Null, Value::from)
}
