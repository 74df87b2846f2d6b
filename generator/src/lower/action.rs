//! The actions of operations: by their own names, or else by method and path.

use openapiv3::{
    Operation as Source, PathItem, ReferenceOr, SchemaKind, StatusCode,
    Type as SchemaType,
};

use super::Lowering;
use super::media_type::json_entry;
use super::naming::words;
use super::object::Object;
use super::schema::SchemaUse;
use crate::ir::{Action, Method};

/// Returns the action of an operation, given the others on the same handle: that of its name, or else the conventional one
/// for its method, or else one that is named after the operation.
pub(super) fn action(
    id: &str,
    method: Method,
    is_instance: bool,
    is_taken: impl Fn(&Action) -> bool,
) -> Action {
    let action = match named(id) {
        // What deletes all instances says so with its whole name.
        Some(Action::Delete) if !is_instance => None,
        Some(Action::Update) if method == Method::Patch && is_taken(&Action::Update) => {
            Some(Action::Patch)
        }
        Some(action) => Some(action).filter(|action| fits(action, method)),
        None => conventional(method, is_instance),
    };
    action.filter(|action| !is_taken(action)).unwrap_or_else(|| Action::Other(words(id)))
}

/// Returns the operations of a path item with `put` and `patch` last, so that `post` is the update of an instance.
pub(super) fn by_precedence(item: &PathItem) -> Vec<(&str, &Source)> {
    let mut operations: Vec<(&str, &Source)> = item.iter().collect();
    operations.sort_by_key(|(method, _)| matches!(*method, "put" | "patch"));
    operations
}

/// Returns the action that the first word of an operation's name tells, as in `FetchBalance`.
pub(super) fn named(id: &str) -> Option<Action> {
    let words = words(id);
    Some(match words.split('_').next()? {
        "create" => Action::Create,
        "list" => Action::List,
        "fetch" => Action::Fetch,
        "update" | "patch" => Action::Update,
        "delete" => Action::Delete,
        _ => return None,
    })
}

/// Returns `true` if requests with a method can have this effect.
fn fits(action: &Action, method: Method) -> bool {
    match action {
        Action::List | Action::Fetch => method == Method::Get,
        Action::Create => matches!(method, Method::Post | Method::Put),
        Action::Update | Action::Patch => {
            matches!(method, Method::Post | Method::Put | Method::Patch)
        }
        Action::Delete => method == Method::Delete,
        Action::Other(_) => true,
    }
}

/// Returns the action of a method on an instance or a collection, or `None` if there is no conventional one.
fn conventional(method: Method, is_instance: bool) -> Option<Action> {
    match (method, is_instance) {
        (Method::Get, false) => Some(Action::List),
        (Method::Post, false) => Some(Action::Create),
        (Method::Put | Method::Patch | Method::Delete, false) => None,
        (Method::Get, true) => Some(Action::Fetch),
        (Method::Post | Method::Put | Method::Patch, true) => Some(Action::Update),
        (Method::Delete, true) => Some(Action::Delete),
    }
}

impl<'a> Lowering<'a> {
    /// Returns `true` if the operations of a path without an argument at its end concern one object, which is not one of
    /// several: by their names, or because `get` returns an object without a list.
    pub(super) fn concerns_one(&mut self, item: &'a PathItem) -> bool {
        let mut concerns_one = false;
        for (method, source) in item.iter() {
            match source.operation_id.as_deref().and_then(named) {
                Some(Action::List) => return false,
                Some(Action::Create) => {}
                Some(_) => concerns_one = true,
                None if method == "get" => {
                    if !self.returns_one(source) {
                        return false;
                    }
                    concerns_one = true;
                }
                None => {}
            }
        }
        concerns_one
    }

    /// Returns `true` if a successful response is an object with properties, none of which is a list.
    fn returns_one(&mut self, source: &'a Source) -> bool {
        let is_success = |status: &StatusCode| {
            matches!(status, StatusCode::Code(200..300) | StatusCode::Range(2))
        };
        let responses = source.responses.responses.iter();
        let mut responses = responses.filter(|(status, _)| is_success(status));
        let Some((_, ReferenceOr::Item(response))) = responses.next() else {
            return false;
        };
        let media = json_entry(&response.content).map(|(_, media)| media);
        let Some(schema) = media.and_then(|media| media.schema.as_ref()) else {
            return false;
        };
        let Some(schema) = self.schema_of(SchemaUse::from(schema)) else {
            return false;
        };
        let Some(object) = Object::with_properties(schema) else {
            return false;
        };
        object.properties.values().all(|property| {
            let schema = self.schema_of(SchemaUse::from(property));
            schema.is_some_and(|schema| {
                !matches!(schema.schema_kind, SchemaKind::Type(SchemaType::Array(_)))
            })
        })
    }
}
