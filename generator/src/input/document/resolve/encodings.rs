//! Sets the default of `explode` in encodings, which `openapiv3` reads as `false` whatever the style.

use serde_json::Value;

/// Sets `explode` of every Encoding Object of a request body that does not have it: `true` in the style `form`, which is
/// the default.
pub(super) fn set_explode(document: &mut Value) {
    let operations =
        values(document.get_mut("paths")).flat_map(|item| values(Some(item)));
    let bodies = operations.filter_map(|operation| operation.get_mut("requestBody"));
    let media = bodies.flat_map(|body| values(body.get_mut("content")));
    for encoding in media.flat_map(|media| values(media.get_mut("encoding"))) {
        let is_form = matches!(
            encoding.get("style").map(Value::as_str),
            None | Some(Some("form"))
        );
        if let Value::Object(encoding) = encoding {
            encoding.entry("explode").or_insert(Value::Bool(is_form));
        }
    }
}

/// Returns the values of an object, or none of another value.
fn values(object: Option<&mut Value>) -> impl Iterator<Item = &mut Value> {
    object
        .and_then(Value::as_object_mut)
        .into_iter()
        .flat_map(serde_json::Map::values_mut)
}
