//! Path arguments, queries and forms.

use crate::runtime::Separator;
use crate::runtime::request::Value;
use crate::runtime::request::prepared::{fill, form, query};

fn filled(argument: &str) -> Result<String, String> {
    fill("/v1/Users/{Sid}/Conversations", &[argument.to_owned()])
}

#[test]
fn an_argument_is_one_segment() {
    for (argument, segment) in [
        ("CH00", "CH00"),
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("a+b c@d", "a%2Bb%20c%40d"),
        ("50%", "50%25"),
        ("%2e%2e", "%252e%252e"),
        ("é漢😀", "%C3%A9%E6%BC%A2%F0%9F%98%80"),
        ("a.b-c_d~e", "a.b-c_d~e"),
        ("...", "..."),
        ("a..b/.c", "a..b%2F.c"),
        ("a\\b;c=d&e", "a%5Cb%3Bc%3Dd%26e"),
        (" ", "%20"),
        ("\r\n\0", "%0D%0A%00"),
    ] {
        let path = format!("/v1/Users/{segment}/Conversations");
        assert_eq!(filled(argument), Ok(path));
    }
}

#[test]
fn an_argument_that_would_change_the_path_is_refused() {
    for argument in [
        "", ".", "..", "/..", "a/../b", "a\\..\\b", "../", "x\\.", "./x", "..;a",
        "a/..;/b",
    ] {
        let message = filled(argument).unwrap_err();
        assert!(message.contains("`Sid`"), "{message}");
    }
    assert!(fill("/v1/A/{Sid}/B/{Other}", &["x".to_owned()]).is_err());
}

#[test]
fn arguments_fill_the_path_in_order() {
    let arguments = ["one".to_owned(), "two".to_owned()];
    assert_eq!(fill("/A/{First}/B/{Second}", &arguments), Ok("/A/one/B/two".to_owned()));
    assert_eq!(fill("/A", &[]), Ok("/A".to_owned()));
}

#[test]
fn queries_and_forms_repeat_names() {
    let pairs = [("To", "+1 2"), ("Tag", "a&b"), ("Tag", "é="), ("In[A]", "")];
    let pairs =
        pairs.map(|(name, value)| (name.into(), Value::Single(value.to_owned())));
    assert_eq!(query(&pairs), "?To=%2B1%202&Tag=a%26b&Tag=%C3%A9%3D&In%5BA%5D=");
    let (body, media_type) = form(&pairs);
    assert_eq!(body, "To=%2B1+2&Tag=a%26b&Tag=%C3%A9%3D&In%5BA%5D=");
    assert_eq!(media_type.unwrap(), "application/x-www-form-urlencoded");
    assert_eq!(query(&[]), "");
    let (body, media_type) = form(&[]);
    assert!(body.is_empty() && media_type.is_none());
}

#[test]
fn an_element_never_contains_the_separator() {
    let list = |elements: &[&str]| {
        elements.iter().map(|element| (*element).to_owned()).collect::<Vec<_>>()
    };
    for (separator, joined, ambiguous, name) in [
        (Separator::Comma, "a,b c|d", "a,b", "comma"),
        (Separator::Space, "a b,c|d", "a b", "space"),
        (Separator::Pipe, "a|b,c d", "a|b", "vertical bar"),
    ] {
        let elements: Vec<&str> = match separator {
            Separator::Comma => vec!["a", "b c|d"],
            Separator::Space => vec!["a", "b,c|d"],
            Separator::Pipe => vec!["a", "b,c d"],
        };
        assert_eq!(separator.join(&list(&elements)).as_deref(), Ok(joined));
        let message = separator.join(&list(&["x", ambiguous])).unwrap_err();
        assert!(message.contains(name), "{message}");
    }
}
