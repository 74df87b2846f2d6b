//! Resolves YAML scalars according to the core schema of YAML 1.2.

use saphyr_parser::Tag;
use serde_json::{Number, Value};

/// The reason why a scalar is rejected.
pub(super) struct Problem {
    pub(super) found: String,
    pub(super) expected: &'static str,
    pub(super) help: &'static str,
}

impl Problem {
    /// Reports a tag for which JSON has no type.
    pub(super) fn of_tag(tag: &Tag) -> Self {
        Self {
            found: format!("the tag `{}{}` is not supported", tag.handle, tag.suffix),
            expected: "a value that JSON can represent",
            help: "remove the tag, or quote the string if `!` is part of it",
        }
    }
}

/// Returns the value of a scalar; `is_plain` is `true` if it is not quoted.
pub(super) fn value(
    text: &str,
    is_plain: bool,
    tag: Option<&Tag>,
) -> Result<Value, Problem> {
    let as_string = || Ok(Value::String(text.to_owned()));
    match tag {
        None if is_plain => plain(text),
        None => as_string(),
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == "str" => as_string(),
        // The non-specific tag `!` makes it a string.
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => as_string(),
        Some(tag) if tag.is_yaml_core_schema() => {
            let value = plain(text)?;
            if is_of_type(&value, &tag.suffix) {
                Ok(value)
            } else {
                Err(Problem::of_tag(tag))
            }
        }
        Some(tag) => Err(Problem::of_tag(tag)),
    }
}

fn is_of_type(value: &Value, tag: &str) -> bool {
    match value {
        Value::Null => tag == "null",
        Value::Bool(_) => tag == "bool",
        Value::Number(number) => tag == "float" || tag == "int" && !number.is_f64(),
        _ => false,
    }
}

fn plain(text: &str) -> Result<Value, Problem> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match integer(text) {
            Some(number) => Value::Number(number),
            None => float(text)?.unwrap_or_else(|| Value::String(text.to_owned())),
        },
    })
}

/// Parses an integer. One with leading zeros is a string, because YAML 1.1 treats it as octal.
fn integer(text: &str) -> Option<Number> {
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (&text[..1], digits),
        None => ("", text),
    };
    let (radix, digits) = match digits.split_at_checked(2) {
        Some(("0x", digits)) => (16, digits),
        Some(("0o", digits)) => (8, digits),
        Some(("0b", digits)) => (2, digits),
        _ if digits.len() > 1 && digits.starts_with('0') => return None,
        _ => (10, digits),
    };
    if digits.starts_with(['-', '+']) {
        return None;
    }
    if sign == "-" {
        let number = i64::from_str_radix(&format!("-{digits}"), radix).ok()?;
        return Some(number.into());
    }
    u64::from_str_radix(digits, radix).ok().map(Number::from)
}

/// Parses a number with a decimal point or an exponent, or an integer that is too large for `u64`.
fn float(text: &str) -> Result<Option<Value>, Problem> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return Err(infinite(text));
    }
    let is_number = digits
        .starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.contains(|character: char| character.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    let has_zeros = digits.len() > 1
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.starts_with('0');
    let number = text.parse::<f64>().ok().filter(|_| is_number && !has_zeros);
    number
        .map(|number| {
            Number::from_f64(number).map(Value::Number).ok_or_else(|| infinite(text))
        })
        .transpose()
}

fn infinite(text: &str) -> Problem {
    Problem {
        found: format!("`{text}` is not a finite number"),
        expected: "a number that JSON can represent",
        help: "quote it if it is a string",
    }
}
