//! Reads TOML, with the places of all values.

use indexmap::IndexMap;
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::outline::{Content, Flaw, Outline, Reading};

/// Reads a text of one table. Its syntax limits how deeply values nest.
pub(super) fn read(text: &str) -> Reading {
    let (table, errors) = DeTable::parse_recoverable(text);
    let flaw = |error: &toml::de::Error| {
        let found = format!("the TOML cannot be read: {}", error.message());
        Flaw::new(error.span().unwrap_or(0..0), found)
    };
    let mut reading = Reading {
        flaws: errors.iter().map(flaw).collect(),
        ..Reading::default()
    };
    if reading.flaws.is_empty() {
        let range = table.span();
        let (value, content) = members(table.get_ref(), &mut reading.flaws);
        reading.value = value;
        reading.outline = Some(Outline {
            name: None,
            value: range.into(),
            content,
        });
    }
    reading
}

fn members(table: &DeTable<'_>, flaws: &mut Vec<Flaw>) -> (Value, Content) {
    let mut values = Map::new();
    let mut outlines = IndexMap::new();
    for (name, member) in table {
        let text = name.get_ref().to_string();
        let (value, mut outline) = read_value(member, flaws);
        outline.name = Some(name.span().into());
        values.insert(text.clone(), value);
        outlines.insert(text, outline);
    }
    (Value::Object(values), Content::Mapping(outlines))
}

fn read_value(
    spanned: &Spanned<DeValue<'_>>,
    flaws: &mut Vec<Flaw>,
) -> (Value, Outline) {
    let (value, content) = match spanned.get_ref() {
        DeValue::Table(table) => members(table, flaws),
        DeValue::Array(elements) => {
            let elements = elements.iter().map(|element| read_value(element, flaws));
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

/// The configuration holds texts alone; what else stands there is only to be shown.
fn read_scalar(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(integer) => whole(integer),
        DeValue::Float(float) => {
            float.as_str().parse::<f64>().map_or(Value::Null, Value::from)
        }
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(time) => Value::String(time.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => Value::Null,
    }
}

fn whole(integer: &DeInteger<'_>) -> Value {
    i64::from_str_radix(integer.as_str(), integer.radix())
        .map_or(Value::Null, Value::from)
}
