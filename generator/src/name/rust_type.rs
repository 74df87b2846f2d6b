//! Maps the types of the IR to Rust types.

use super::reserved::EVENTS_MODULE;
use super::{Identifier, Names};
use crate::ir::{
    Api, ArgumentType, EnumerationId, Field, ModelId, Parameter, Presence, ResourceId,
    ResponseBody, Rings, SidId, Type, TypeOwner,
};

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustType {
    /// The module that declares it, or `None` if it is in the prelude.
    pub module: Option<Module>,
    /// The name.
    pub name: String,
    /// The generic arguments.
    pub arguments: Vec<RustType>,
}

/// The module that declares a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Module {
    /// A module of another crate, by its path.
    Foreign(&'static str),
    /// The runtime, which the root of the client crate re-exports.
    Runtime,
    /// A module of the client crate, by its path there.
    Own(String),
}

impl RustType {
    fn new(module: Option<Module>, name: &str) -> Self {
        Self {
            module,
            name: name.to_owned(),
            arguments: Vec::new(),
        }
    }

    fn builtin(name: &str) -> Self {
        Self::new(None, name)
    }

    fn foreign(module: &'static str, name: &str) -> Self {
        Self::new(Some(Module::Foreign(module)), name)
    }

    fn runtime(name: &str) -> Self {
        Self::new(Some(Module::Runtime), name)
    }

    fn of(mut self, arguments: impl IntoIterator<Item = Self>) -> Self {
        self.arguments.extend(arguments);
        self
    }

    /// Returns the type with full paths. Paths within the crate start with its name, if one is given.
    pub fn text(&self, crate_name: Option<&str>) -> String {
        let (start, module) = match &self.module {
            None => (None, None),
            Some(Module::Foreign(path)) => (Some(*path), None),
            Some(Module::Runtime) => (crate_name, None),
            Some(Module::Own(module)) => (crate_name, Some(module.as_str())),
        };
        let path: Vec<&str> =
            [start, module, Some(&self.name)].into_iter().flatten().collect();
        let arguments: Vec<String> =
            self.arguments.iter().map(|ty| ty.text(crate_name)).collect();
        if arguments.is_empty() {
            path.join("::")
        } else {
            format!("{}<{}>", path.join("::"), arguments.join(", "))
        }
    }
}

/// Maps the types of the IR to Rust types.
#[derive(Clone, Copy, Debug)]
pub struct RustTypes<'a> {
    /// The API.
    pub api: &'a Api,
    /// The names of its items.
    pub names: &'a Names,
    /// The recursive models.
    pub rings: &'a Rings,
}

impl RustTypes<'_> {
    /// Returns the type of a value in a request.
    pub fn sent(self, ty: &Type) -> RustType {
        self.value(ty, |element| self.sent(element))
    }

    /// Returns the type of a value in a response, where a duration in an array or map is an ISO 8601 string.
    pub fn received(self, ty: &Type) -> RustType {
        self.value(ty, |element| self.received_element(element))
    }

    /// Returns the type of an element of an array or map in a response.
    pub fn received_element(self, element: &Type) -> RustType {
        match element {
            Type::Duration => RustType::builtin("String"),
            other => self.received(other),
        }
    }

    fn value(self, ty: &Type, element: impl Fn(&Type) -> RustType) -> RustType {
        match ty {
            Type::String | Type::Uri => RustType::builtin("String"),
            Type::Boolean => RustType::builtin("bool"),
            Type::Integer => RustType::builtin("i64"),
            Type::UnsignedInteger => RustType::builtin("u64"),
            Type::Number => RustType::builtin("f64"),
            Type::Timestamp => RustType::foreign("jiff", "Timestamp"),
            Type::Date => RustType::foreign("jiff::civil", "Date"),
            Type::Duration => RustType::foreign("std::time", "Duration"),
            Type::JsonText => RustType::runtime("JsonText"),
            Type::Json => RustType::foreign("serde_json", "Value"),
            Type::Sid(id) => self.sid(*id),
            Type::Enumeration(id) => self.enumeration(*id),
            Type::Model(id) => self.model(*id),
            Type::Array(ty) => RustType::builtin("Vec").of([element(ty)]),
            Type::Map(ty) => RustType::foreign("std::collections", "BTreeMap")
                .of([RustType::builtin("String"), element(ty)]),
        }
    }

    /// Returns the type of a field, which may be optional.
    pub fn field(self, model: ModelId, field: &Field) -> RustType {
        let mut ty = self.received(&field.ty);
        if self.rings.hold(&field.ty, model) {
            ty = RustType::builtin("Box").of([ty]);
        }
        match field.presence {
            Presence::Always | Presence::Additional => ty,
            Presence::Optional if self.api.model(model).clears(field) => {
                RustType::builtin("Option").of([RustType::runtime("Nullable").of([ty])])
            }
            Presence::Optional => RustType::builtin("Option").of([ty]),
        }
    }

    /// Returns the type of a parameter: of JSON, that of the same value in a response.
    pub fn parameter(self, parameter: &Parameter) -> RustType {
        if parameter.location.is_json() {
            self.received(&parameter.ty)
        } else {
            self.sent(&parameter.ty)
        }
    }

    /// Returns the type that a response is deserialized into.
    pub fn body(self, body: &ResponseBody) -> RustType {
        match body {
            ResponseBody::Empty => RustType::builtin("()"),
            ResponseBody::Text(_) => RustType::builtin("String"),
            ResponseBody::Bytes(_) => RustType::foreign("bytes", "Bytes"),
            ResponseBody::Value(ty) => self.received(ty),
            ResponseBody::Page(item) => {
                RustType::runtime("Page").of([self.received(item)])
            }
        }
    }

    /// Returns the type of a path argument.
    pub fn argument(self, ty: ArgumentType) -> RustType {
        match ty {
            ArgumentType::Sid(id) => self.sid(id),
            ArgumentType::SidOrName(id) => {
                RustType::runtime("SidOrName").of([self.sid(id)])
            }
            ArgumentType::Text => RustType::builtin("String"),
        }
    }

    /// Returns the type of a model.
    pub fn model(self, id: ModelId) -> RustType {
        self.of_owner(self.api.model(id).owner, &self.names.model(id).name)
    }

    /// Returns the type of an enum.
    pub fn enumeration(self, id: EnumerationId) -> RustType {
        let name = &self.names.enumeration(id).name;
        self.of_owner(self.api.enumeration(id).owner, name)
    }

    /// Returns the type of a kind of SID.
    pub fn sid(self, id: SidId) -> RustType {
        self.of_module("sid", self.names.sid(id))
    }

    fn of_owner(self, owner: TypeOwner, name: &Identifier) -> RustType {
        match owner {
            TypeOwner::Resource(id) => self.of_resource(id, name),
            TypeOwner::Events => self.of_module(EVENTS_MODULE, name),
        }
    }

    /// Returns a type in a module of the API.
    fn of_module(self, module: &str, name: &Identifier) -> RustType {
        let path = self.names.module.within(module);
        RustType::new(Some(Module::Own(path)), name.as_str())
    }

    /// Returns a type in the module of a resource.
    pub fn of_resource(self, id: ResourceId, name: &Identifier) -> RustType {
        self.of_module(self.names.resource(id).module.as_str(), name)
    }
}
