//! Paths: whether they match a pattern, and with which arguments.

use percent_encoding::percent_decode_str;

use super::tables::Segment;

/// Returns the decoded arguments of a path that matches a pattern. An argument is not empty.
pub(super) fn arguments(pattern: &[Segment], path: &str) -> Option<Vec<String>> {
    let mut texts = path.strip_prefix('/')?.split('/');
    let mut arguments = Vec::new();
    for segment in pattern {
        let text = percent_decode_str(texts.next()?).decode_utf8().ok()?;
        let text = text.strip_prefix(segment.prefix)?;
        match segment.argument {
            Some(_) => {
                let argument = text.strip_suffix(segment.suffix)?;
                arguments
                    .push(Some(argument.to_owned()).filter(|text| !text.is_empty())?);
            }
            None if text.is_empty() => {}
            None => return None,
        }
    }
    texts.next().is_none().then_some(arguments)
}
