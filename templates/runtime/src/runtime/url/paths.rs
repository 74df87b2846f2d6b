//! Comparison of paths by segments, regardless of percent-encoding.

use percent_encoding::percent_decode_str;

/// Returns `true` if two paths are the same except for their percent-encoding.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.split('/').count() == other.split('/').count()
        && one.split('/').zip(other.split('/')).all(is_same_segment)
}

/// Returns `true` if the path matches the template, with any arguments in place of its `{Name}`s.
pub(crate) fn has_form(path: &str, template: &str) -> bool {
    path.split('/').count() == template.split('/').count()
        && path
            .split('/')
            .zip(template.split('/'))
            .all(|(own, part)| part.contains('{') || is_same_segment((own, part)))
}

/// Returns the rest of the path after a prefix of whole segments; `None` if it does not start with the prefix.
pub(crate) fn below<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    let (end, _) = path.match_indices('/').nth(prefix.matches('/').count())?;
    let (start, rest) = path.split_at(end);
    is_same(start, prefix).then_some(rest)
}

/// Returns `true` if two segments are the same after percent-decoding.
fn is_same_segment((one, other): (&str, &str)) -> bool {
    percent_decode_str(one).eq(percent_decode_str(other))
}
