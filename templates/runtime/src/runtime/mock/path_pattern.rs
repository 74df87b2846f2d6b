//! Patterns of paths, in which segments can stand for any one.

use percent_encoding::percent_decode_str;

/// Returns `true` if a path, percent-encoded, matches a pattern: a segment `*` or one with names in braces, such as
/// `{Sid}`, matches any one segment. Other segments of the pattern can be percent-encoded or not.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let (expected, found) = (pattern.split('/'), path.split('/'));
    expected.clone().count() == found.clone().count()
        && expected.zip(found).all(|(expected, found)| {
            expected == "*" && !found.is_empty()
                || fits_template(expected, found)
                || found == expected
                || percent_decode_str(found).eq(expected.bytes())
        })
}

/// Returns `true` if a segment has the literals of a template such as `{Sid}.json`, with text in place of each `{Name}`.
fn fits_template(template: &str, segment: &str) -> bool {
    let Some((before, rest)) = template.split_once('{') else {
        return false;
    };
    let (Some((_, after)), Some(segment)) =
        (rest.split_once('}'), segment.strip_prefix(before))
    else {
        return false;
    };
    let Some((literal, _)) = after.split_once('{') else {
        return segment.len() > after.len() && segment.ends_with(after);
    };
    let next = segment.match_indices(literal).find(|(index, _)| *index > 0);
    next.is_some_and(|(index, _)| {
        fits_template(&after[literal.len()..], &segment[index + literal.len()..])
    })
}
