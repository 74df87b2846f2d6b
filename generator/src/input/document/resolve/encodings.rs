//! Sets the default of `explode` in encodings, which `openapiv3` reads as `false` whatever the style.

use serde_json::Value;

/// Sets `explode` of every Encoding Object of a request body, also of a callback, that does not have it: `true` in the style `form`, which is
/// the default.
pub(super) fn set_explode(document: &mut Value) {
    for operation in
        values(document.get_mut("paths")).flat_map(|item| values(Some(item)))
    {
        set_in_body(operation);
        let callbacks = values(operation.get_mut("callbacks"));
        let items = callbacks.flat_map(|callback| values(Some(callback)));
        items.flat_map(|item| values(Some(item))).for_each(set_in_body);
    }
}

fn set_in_body(operation: &mut Value) {
    let body = operation.get_mut("requestBody").into_iter();
    let media = body.flat_map(|body| values(body.get_mut("content")));
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
