//! The values of scalars.

use saphyr_parser::{ScalarStyle, Tag};
use serde_json::{Number, Value};

use super::{Problem, problem, unknown_tag};

/// A scalar as it stands in the text.
pub(super) struct Scalar<'a> {
    pub(super) text: &'a str,
    pub(super) style: ScalarStyle,
    pub(super) tag: Option<&'a Tag>,
}

impl Scalar<'_> {
    /// The value by its tag, its quotes or what it looks like.
    pub(super) fn value(&self, line: usize) -> Result<Value, Problem> {
        let text = self.text;
        match self.tag {
            None if self.style == ScalarStyle::Plain => {
                plain_scalar(text).map_err(|NotFinite| {
                    problem(line, format!("`{text}` is no finite number"))
                })
            }
            None => Ok(Value::String(text.to_owned())),
            Some(tag) if tag.is_yaml_core_schema() && tag.suffix == "str" => {
                Ok(Value::String(text.to_owned()))
            }
            Some(tag) => Err(unknown_tag(tag, line)),
        }
    }
}

/// A number that JSON cannot say.
struct NotFinite;

/// The value of an unquoted scalar by the core schema of YAML 1.2.
fn plain_scalar(text: &str) -> Result<Value, NotFinite> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => return Err(NotFinite),
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if [".inf", ".Inf", ".INF"].contains(&unsigned) {
        return Err(NotFinite);
    }
    if !unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return Ok(Value::String(text.to_owned()));
    }
    match integer(text) {
        Some(integer) => Ok(Value::Number(integer)),
        None => float(text).unwrap_or_else(|| Ok(Value::String(text.to_owned()))),
    }
}

fn integer(text: &str) -> Option<Number> {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return u64::from_str_radix(digits, radix).ok().map(Number::from);
        }
    }
    text.parse::<u64>()
        .map(Number::from)
        .or_else(|_| text.parse::<i64>().map(Number::from))
        .ok()
}

/// Nothing if the text is no number.
fn float(text: &str) -> Option<Result<Value, NotFinite>> {
    // What else Rust reads as a number (`inf`, `nan`) starts with no digit.
    let number = text.parse::<f64>().ok()?;
    Some(Number::from_f64(number).map(Value::Number).ok_or(NotFinite))
}
