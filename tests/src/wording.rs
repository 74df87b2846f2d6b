//! Finds sentences copied from another document.

use std::collections::HashSet;

use serde_json::Value;

use crate::place::Place;
use crate::pointer::join;

/// Minimum number of consecutive equal words that count as copied.
const RUN: usize = 8;

/// Returns every run of `RUN` words in the texts of `ours` that also occurs in `official`, as `pointer: words`.
///
/// Names in code spans and targets of links are facts that both documents share, so they are not counted.
#[must_use]
pub fn copied(ours: &Value, official: &Value) -> Vec<String> {
    let mut official_texts = Vec::new();
    texts(official, Place::Keywords, "", &mut official_texts);
    let known: HashSet<Vec<String>> =
        official_texts.iter().flat_map(|(_, text)| runs(text)).collect();
    let mut our_texts = Vec::new();
    texts(ours, Place::Keywords, "", &mut our_texts);
    let first_copied =
        |text: &str| runs(text).into_iter().find(|run| known.contains(run));
    our_texts
        .into_iter()
        .filter_map(|(pointer, text)| {
            Some(format!("{pointer}: {}", first_copied(text)?.join(" ")))
        })
        .collect()
}

/// Returns the number of texts in a document.
#[must_use]
pub fn count(document: &Value) -> usize {
    let mut found = Vec::new();
    texts(document, Place::Keywords, "", &mut found);
    found.len()
}

fn texts<'a>(
    value: &'a Value,
    place: Place,
    pointer: &str,
    found: &mut Vec<(String, &'a str)>,
) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let pointer = join(pointer, key);
                if place.is_text(key) {
                    strings(member, &pointer, found);
                } else {
                    texts(member, place.under(key), &pointer, found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                texts(item, place.in_array(), &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Collects a string, or an array or map of strings.
fn strings<'a>(value: &'a Value, pointer: &str, found: &mut Vec<(String, &'a str)>) {
    match value {
        Value::String(text) => found.push((pointer.to_owned(), text)),
        Value::Array(items) => {
            for item in items {
                strings(item, pointer, found);
            }
        }
        Value::Object(members) => {
            for member in members.values() {
                strings(member, pointer, found);
            }
        }
        _ => {}
    }
}

fn runs(text: &str) -> Vec<Vec<String>> {
    words(text).windows(RUN).map(<[String]>::to_vec).collect()
}

fn words(text: &str) -> Vec<String> {
    // Every second part is in backticks.
    let prose = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let links_end = prose.replace("](", "] (");
    links_end
        .split_whitespace()
        .filter(|word| !word.contains("://"))
        .map(|word| {
            word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{copied, count, words};

    #[test]
    fn eight_words_in_a_row_are_copied() {
        let official = json!({"info": {"description": "One two, three four *five* six seven eight nine."}});
        let ours = json!({"paths": {"/a": {"get": {"summary": "And one Two three\nfour five six seven EIGHT more"}}}});
        assert_eq!(
            copied(&ours, &official),
            ["/paths/~1a/get/summary: one two three four five six seven eight"]
        );
    }

    #[test]
    fn seven_words_are_not() {
        let official =
            json!({"info": {"description": "One two three four five six seven eight"}});
        let ours = json!({"info": {"description": "One two three four five six seven nine eight"}});
        assert_eq!(copied(&ours, &official), [""; 0]);
    }

    #[test]
    fn values_and_links_are_not_words() {
        assert_eq!(
            words("The `a`, `b` or `c` of the [Page (x)](https://example.com/a b)."),
            ["the", "or", "of", "the", "page", "x", "b"]
        );
        let events = "`a b c d e f g h i j`";
        let document = json!({"info": {"description": events}});
        assert_eq!(copied(&document, &document), [""; 0]);
    }

    #[test]
    fn only_texts_are_compared() {
        let document = json!({
            "components": {"schemas": {"a": {
                "x-enum-descriptions": ["one", "two"],
                "properties": {"description": {"description": "three"}},
                "example": {"description": "none"},
            }}},
        });
        assert_eq!(count(&document), 3);
    }
}
