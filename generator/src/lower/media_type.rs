//! Media types, the keys of `content`.
//!
//! They are compared without case and without parameters: `Application/JSON; charset=utf-8` is JSON.

use indexmap::IndexMap;
use openapiv3::MediaType;

/// The media type of forms.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
/// The media type of JSON.
pub(super) const JSON: &str = "application/json";

/// The entries of a request body or a response.
type Content = IndexMap<String, MediaType>;

/// Returns the first entry whose media type is `wanted`, with its key.
pub(super) fn entry<'a>(
    content: &'a Content,
    wanted: &str,
) -> Option<(&'a str, &'a MediaType)> {
    let mut entries = content.iter();
    entries.find(|(key, _)| is(key, wanted)).map(|(key, media)| (key.as_str(), media))
}

/// Returns the entry that describes JSON, with its key. Of several, it is the most specific one, as OpenAPI requires.
pub(super) fn json_entry(content: &Content) -> Option<(&str, &MediaType)> {
    let ranked = content.iter().filter_map(|(key, media)| {
        let rank = json_rank(&essence(key).to_ascii_lowercase())?;
        Some((rank, (key.as_str(), media)))
    });
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, entry)| entry)
}

/// Returns `true` if a media type is `wanted`.
pub(super) fn is(media_type: &str, wanted: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case(wanted)
}

/// Returns `true` if a media type describes JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    json_rank(&essence(media_type).to_ascii_lowercase()).is_some()
}

/// Returns `true` if a media type is text, such as `text/csv` or `application/xml`.
pub(super) fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    essence.starts_with("text/")
        || essence == "application/xml"
        || essence.ends_with("+xml")
}

/// Returns the value of an `Accept` header for media types: their types and subtypes, or anything if one is not well-formed.
pub(super) fn ranges<'a>(media_types: impl Iterator<Item = &'a String>) -> String {
    let ranges = media_types.map(|media_type| well_formed(media_type));
    let ranges: Option<Vec<&str>> = ranges.collect();
    ranges.map_or_else(|| "*/*".to_owned(), |ranges| ranges.join(", "))
}

/// Returns the value of the `Content-Type` header for a body that is described by this key: its type and subtype, or
/// `application/json` if it is a range of media types or not well-formed.
pub(super) fn sent_as(media_type: &str) -> &str {
    well_formed(media_type).filter(|essence| !essence.contains('*')).unwrap_or(JSON)
}

/// Returns the type and subtype of a media type that is well-formed.
fn well_formed(media_type: &str) -> Option<&str> {
    let is_allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+*".contains(&byte);
    let is_token = |part: &str| !part.is_empty() && part.bytes().all(is_allowed);
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/')?;
    (is_token(kind) && is_token(subtype)).then_some(essence)
}

/// Returns the type and subtype of a media type, without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Returns how specifically a media type in lower case describes JSON, the most specific first, or `None` if it does not.
fn json_rank(essence: &str) -> Option<u8> {
    let (_, subtype) = essence.split_once('/')?;
    match essence {
        JSON => Some(0),
        "text/json" => Some(1),
        _ if subtype.strip_suffix("+json").is_some_and(|name| !name.is_empty()) => {
            Some(1)
        }
        "application/*" => Some(2),
        "*/*" => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{FORM, JSON, entry, json_entry, ranges, sent_as};

    fn content(keys: &[&str]) -> super::Content {
        keys.iter()
            .map(|key| ((*key).to_owned(), openapiv3::MediaType::default()))
            .collect()
    }

    #[test]
    fn case_and_parameters_do_not_count() {
        for key in [
            FORM,
            "Application/X-WWW-Form-Urlencoded",
            "application/x-www-form-urlencoded;charset=utf-8",
            " application/x-www-form-urlencoded ; charset=utf-8",
        ] {
            let content = content(&["text/plain", key]);
            assert_eq!(entry(&content, FORM).map(|(key, _)| key), Some(key));
        }
        for other in ["", ";", "application/x-www-form-urlencoded2", "*/*"] {
            assert!(entry(&content(&[other]), FORM).is_none(), "{other}");
        }
    }

    #[test]
    fn the_most_specific_description_of_json_is_chosen() {
        for (keys, chosen) in [
            (vec!["application/JSON; charset=utf-8"], Some(0)),
            (vec!["application/scim+json"], Some(0)),
            (vec!["text/json"], Some(0)),
            (
                vec![
                    "*/*",
                    "application/*",
                    "application/x+JSON; v=1",
                    "application/json",
                ],
                Some(3),
            ),
            (
                vec!["*/*", "application/*", "application/x+json", "application/y+json"],
                Some(2),
            ),
            (vec!["text/html", "*/*", "application/*"], Some(2)),
            (
                vec![
                    "text/*",
                    "application/xml",
                    "+json",
                    "application/+json",
                    "json",
                    "",
                ],
                None,
            ),
        ] {
            let chosen: Option<&str> = chosen.map(|index: usize| keys[index]);
            let content = content(&keys);
            assert_eq!(json_entry(&content).map(|(key, _)| key), chosen);
        }
    }

    #[test]
    fn only_well_formed_media_types_are_requested() {
        let ranges = |keys: &[&str]| {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            ranges(keys.iter())
        };
        assert_eq!(ranges(&["text/csv; charset=utf-8", "image/*"]), "text/csv, image/*");
        for malformed in ["", "text", "text/", "text/a/b", "text/a\r\nX-A: b", "text/é"]
        {
            assert_eq!(ranges(&["text/csv", malformed]), "*/*", "{malformed}");
        }
    }

    #[test]
    fn json_is_sent_as_one_well_formed_media_type() {
        for (key, sent) in [
            ("application/scim+json; charset=utf-8", "application/scim+json"),
            ("application/json", JSON),
            ("*/*", JSON),
            ("application/*", JSON),
            ("application/a\nb+json", JSON),
        ] {
            assert_eq!(sent_as(key), sent);
        }
    }
}
