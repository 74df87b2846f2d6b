//! The environment of templates, which only print text that one of its filters has sanitized.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{
    Environment, Error, ErrorKind, State, UndefinedBehavior, Value, filters,
};

use crate::text::count::counted;
use crate::text::markdown::Markdown;
use crate::text::rustdoc::Inline;
use crate::text::{name, toml};

/// Creates an environment with these filters and without minijinja's own `safe` filter.
///
/// # Errors
///
/// Returns an error if the syntax configuration is invalid.
pub(super) fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax()?);
    environment.set_formatter(print);
    environment.add_filter("length", filters::length);
    environment.add_filter("sort", filters::sort);
    environment
        .add_filter("counted", |count: usize, noun: &str| safe(counted(count, noun)));
    environment.add_filter("toml", toml_value);
    environment.add_filter("inline", |markdown: &str| {
        safe(Inline::of_document(markdown).to_string())
    });
    environment
        .add_filter("prose", |text: &str| safe(Markdown::new().prose(text).to_string()));
    environment
        .add_filter("cell", |text: &str| safe(Inline::code_in_cell(text).to_string()));
    environment.add_filter("identifier", |text: &str| {
        checked(text, name::is_identifier(text), "a Rust identifier")
    });
    environment.add_filter("plain", |text: &str| {
        checked(text, name::is_plain(text), "made of plain characters")
    });
    Ok(environment)
}

/// Marks text as safe to print.
pub(super) fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

/// Returns a syntax in which lines with only a block tag are removed.
fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
}

/// Prints numbers and sanitized text, and rejects other text.
fn print(
    output: &mut minijinja::Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_safe() || value.kind() == ValueKind::Number {
        write!(output, "{value}").map_err(Error::from)
    } else {
        Err(invalid(
            "the text is not sanitized by one of the filters `inline`, `prose`, `cell`, `identifier`, `plain` and `toml`",
        ))
    }
}

/// Formats a string or an array of strings as TOML.
fn toml_value(value: &Value) -> Result<Value, Error> {
    if let Some(text) = value.as_str() {
        return Ok(safe(toml::string(text)));
    }
    let texts: Option<Vec<Value>> = value.try_iter().ok().map(Iterator::collect);
    let texts: Option<Vec<&str>> =
        texts.as_ref().and_then(|texts| texts.iter().map(Value::as_str).collect());
    match texts {
        Some(texts) => Ok(safe(toml::array(texts))),
        None => Err(invalid("not a string or an array of strings")),
    }
}

fn checked(text: &str, is_right: bool, expected: &str) -> Result<Value, Error> {
    if is_right {
        Ok(safe(text.to_owned()))
    } else {
        Err(invalid(format!("{text:?} is not {expected}")))
    }
}

fn invalid(found: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, found)
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::environment;

    fn rendered(template: &str, text: &str) -> Result<String, String> {
        let environment = environment().expect("the syntax is right");
        let text = text.to_owned();
        environment
            .render_str(
                template,
                context! { texts => [text.clone(), text.clone()], text },
            )
            .map_err(|error| error.to_string())
    }

    #[test]
    fn text_without_a_filter_is_rejected() {
        for template in [
            "{{ text }}",
            "{{ texts }}",
            "{{ text ~ '' }}",
            "{% for text in texts %}{{ text }}{% endfor %}",
            "{% set copy = text %}{{ copy }}",
            "{% autoescape true %}{{ text }}{% endautoescape %}",
            "{{ text | safe }}",
            "{{ text | escape }}",
            "{{ texts | tojson }}",
        ] {
            let outcome = rendered(template, "x");
            assert!(outcome.is_err(), "{template}: {outcome:?}");
        }
        assert!(rendered("{{ text }}", "x").unwrap_err().contains("is not sanitized"));
        assert_eq!(rendered("{{ texts | length }}", "x").as_deref(), Ok("2"));
    }

    #[test]
    fn filters_sanitize_text() {
        for (template, text, right) in [
            ("{{ text | inline }}", "a\n```\nb", "a `b`"),
            ("{{ text | prose }}", "a <b>\n@c", "a `<b> @c`"),
            ("{{ text | cell }}", "a`|\nb", r"``a`\| b``"),
            ("{{ text | toml }}", "a\"\u{7f}\n", "\"a\\\"\\U0000007F\\n\""),
            ("{{ texts | toml }}", "a", r#"["a","a"]"#),
            ("{{ text | identifier }}", "r#type", "r#type"),
            ("{{ text | plain }}", "MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ] {
            assert_eq!(rendered(template, text).as_deref(), Ok(right));
        }
    }

    #[test]
    fn checks_reject_special_characters() {
        for text in ["a b", "a;", "", "1a", "a\nb", "ä"] {
            assert!(rendered("{{ text | identifier }}", text).is_err(), "{text:?}");
        }
        for text in ["a;", "a\n", "`", "<b>", "\u{202e}", "[x]", ""] {
            assert!(rendered("{{ text | plain }}", text).is_err(), "{text:?}");
        }
    }
}
