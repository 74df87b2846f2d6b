//! What templates can print: no text that a filter of ours did not make safe for its place.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{
    Environment, Error, ErrorKind, State, UndefinedBehavior, Value, filters,
};

use crate::text::markdown::Markdown;
use crate::text::rustdoc::Inline;
use crate::text::{name, toml};

/// An environment with our filters and nothing of minijinja's that would pass a text on as safe.
///
/// # Errors
///
/// If minijinja does not take the syntax.
pub(super) fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax()?);
    environment.set_formatter(print);
    environment.add_filter("length", filters::length);
    environment.add_filter("sort", filters::sort);
    environment.add_filter("toml", toml_value);
    environment.add_filter("inline", |markdown: &str| {
        safe(Inline::of_document(markdown).to_string())
    });
    environment
        .add_filter("prose", |text: &str| safe(Markdown::new().prose(text).to_string()));
    environment
        .add_filter("cell", |text: &str| safe(Inline::code_in_cell(text).to_string()));
    environment.add_filter("identifier", |text: &str| {
        checked(text, name::is_identifier(text), "an identifier of Rust")
    });
    environment.add_filter("plain", |text: &str| {
        checked(text, name::is_plain(text), "plain characters alone")
    });
    Ok(environment)
}

/// A value that may be printed as it is.
pub(super) fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

/// Lines that hold a block tag alone leave no trace.
fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
}

/// Prints numbers, and texts that a filter made safe.
fn print(
    output: &mut minijinja::Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_safe() || value.kind() == ValueKind::Number {
        write!(output, "{value}").map_err(Error::from)
    } else {
        Err(invalid(
            "a text that no filter made safe: one of `inline`, `prose`, `cell`, `identifier`, `plain` and `toml` does",
        ))
    }
}

/// A text or a list of texts as TOML writes it.
fn toml_value(value: &Value) -> Result<Value, Error> {
    if let Some(text) = value.as_str() {
        return Ok(safe(toml::string(text)));
    }
    let texts: Option<Vec<Value>> = value.try_iter().ok().map(Iterator::collect);
    let texts: Option<Vec<&str>> =
        texts.as_ref().and_then(|texts| texts.iter().map(Value::as_str).collect());
    match texts {
        Some(texts) => Ok(safe(toml::array(texts))),
        None => Err(invalid("not a text or a list of texts")),
    }
}

fn checked(text: &str, is_right: bool, expected: &str) -> Result<Value, Error> {
    if is_right {
        Ok(safe(text.to_owned()))
    } else {
        Err(invalid(format!("{text:?} is not made of {expected}")))
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
    fn a_text_without_a_filter_is_refused() {
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
        assert!(
            rendered("{{ text }}", "x").unwrap_err().contains("no filter made safe")
        );
        assert_eq!(rendered("{{ texts | length }}", "x").as_deref(), Ok("2"));
    }

    #[test]
    fn filters_make_text_safe() {
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
    fn checks_refuse_what_is_more_than_a_name() {
        for text in ["a b", "a;", "", "1a", "a\nb", "ä"] {
            assert!(rendered("{{ text | identifier }}", text).is_err(), "{text:?}");
        }
        for text in ["a;", "a\n", "`", "<b>", "\u{202e}", "[x]", ""] {
            assert!(rendered("{{ text | plain }}", text).is_err(), "{text:?}");
        }
    }
}
