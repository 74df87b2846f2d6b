//! Rust types as users of the crate write them, with full paths.

use crate::ir::{Api, ArgumentType, Field, ModelId, Presence, ResourceId, Rings, Type};
use crate::name::Names;

/// Writes types for one crate.
pub(crate) struct RustTypes<'a> {
    pub(crate) api: &'a Api,
    pub(crate) names: &'a Names,
    pub(crate) rings: &'a Rings,
    pub(crate) crate_name: &'a str,
}

impl RustTypes<'_> {
    /// The type of a value.
    pub(crate) fn value(&self, ty: &Type) -> String {
        match ty {
            Type::String | Type::Uri => "String".to_owned(),
            Type::Boolean => "bool".to_owned(),
            Type::Integer => "i64".to_owned(),
            Type::Number => "f64".to_owned(),
            Type::Timestamp => "jiff::Timestamp".to_owned(),
            Type::Date => "jiff::civil::Date".to_owned(),
            Type::Duration => "std::time::Duration".to_owned(),
            Type::JsonText => self.at_root("JsonText"),
            Type::Json => "serde_json::Value".to_owned(),
            Type::Sid(id) => {
                format!("{}::sid::{}", self.crate_name, self.names.sid(*id))
            }
            Type::Enumeration(id) => self.owned(
                self.api.enumeration(*id).owner,
                self.names.enumeration(*id).name.as_str(),
            ),
            Type::Model(id) => self
                .owned(self.api.model(*id).owner, self.names.model(*id).name.as_str()),
            Type::Array(element) => format!("Vec<{}>", self.value(element)),
            Type::Map(element) => {
                format!("std::collections::BTreeMap<String, {}>", self.value(element))
            }
        }
    }

    /// The type of a field, which may be missing.
    pub(crate) fn field(&self, model: ModelId, field: &Field) -> String {
        let mut ty = self.answered(&field.ty);
        if self.rings.hold(&field.ty, model) {
            ty = format!("Box<{ty}>");
        }
        match field.presence {
            Presence::Always => ty,
            Presence::Optional => format!("Option<{ty}>"),
        }
    }

    /// The type of a value that an answer holds: a duration in a list or a map stays text.
    pub(crate) fn answered(&self, ty: &Type) -> String {
        let element = |ty: &Type| match ty {
            Type::Duration => "String".to_owned(),
            other => self.answered(other),
        };
        match ty {
            Type::Array(ty) => format!("Vec<{}>", element(ty)),
            Type::Map(ty) => {
                format!("std::collections::BTreeMap<String, {}>", element(ty))
            }
            other => self.value(other),
        }
    }

    /// The type of one page of such values.
    pub(crate) fn page(&self, item: &Type) -> String {
        format!("{}<{}>", self.at_root("Page"), self.value(item))
    }

    /// The type of a path argument.
    pub(crate) fn argument(&self, ty: ArgumentType) -> String {
        match ty {
            ArgumentType::Sid(id) => self.value(&Type::Sid(id)),
            ArgumentType::SidOrName(id) => {
                format!("{}<{}>", self.at_root("SidOrName"), self.value(&Type::Sid(id)))
            }
            ArgumentType::Text => "String".to_owned(),
        }
    }

    /// Something in the module of a resource.
    pub(crate) fn in_module(&self, resource: ResourceId, name: &str) -> String {
        format!("{}::{}::{name}", self.crate_name, self.names.resource(resource).module)
    }

    fn owned(&self, owner: ResourceId, name: &str) -> String {
        self.in_module(owner, name)
    }

    fn at_root(&self, name: &str) -> String {
        format!("{}::{name}", self.crate_name)
    }
}
