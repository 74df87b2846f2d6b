//! Compares two resources and describes the first difference.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Twin;
use crate::ir::{
    Access, Field, HandleKind, IdVec, LoweredApi, ModelId, Operation, Parameter,
    ParameterKey, Resource, ResourceId, Response, ResponseBody, Type,
};

/// Maximum nesting of compared models.
const MAX_DEPTH: usize = 1_000;

/// Compares contained resources with those at the root. Caches the results for pairs of models.
pub(super) struct Comparison<'a> {
    api: &'a LoweredApi,
    twins: &'a BTreeMap<ResourceId, Twin>,
    children: IdVec<ResourceId, Vec<ResourceId>>,
    container_field: &'a str,
    /// The differences between pairs of models, by the field that only one of them needs.
    settled: HashMap<(&'a str, ModelId, ModelId), Option<String>>,
    /// Pairs of models that are being compared, which may be recursive.
    open: BTreeSet<(ModelId, ModelId)>,
    depth: usize,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(
        api: &'a LoweredApi,
        twins: &'a BTreeMap<ResourceId, Twin>,
    ) -> Self {
        let mut children = api.resources.map(|_, _| Vec::new());
        for id in api.resource_ids() {
            if let Some(parent) = api.resource(id).scopes.first().parent {
                children[parent.resource].push(id);
            }
        }
        Comparison {
            api,
            twins,
            children,
            container_field: "",
            settled: HashMap::new(),
            open: BTreeSet::new(),
            depth: 0,
        }
    }

    /// Returns the first difference between a resource and its twin, including everything below them.
    pub(super) fn difference(
        &mut self,
        contained: ResourceId,
        twin: &'a Twin,
    ) -> Option<String> {
        self.container_field = &twin.container_field;
        self.resources(contained, twin.at_root)
    }

    fn resources(
        &mut self,
        contained: ResourceId,
        at_root: ResourceId,
    ) -> Option<String> {
        let (one, other) = (self.api.resource(contained), self.api.resource(at_root));
        own_difference(one, other)
            .or_else(|| arguments(self.api, one, other))
            .or_else(|| self.operations(&one.operations, &other.operations))
            .or_else(|| self.children(contained, at_root))
            .or_else(|| names(one, other))
    }

    /// Compares the children of two resources. Each child needs a twin among the children of the other.
    fn children(
        &mut self,
        contained: ResourceId,
        at_root: ResourceId,
    ) -> Option<String> {
        let mut unmatched: BTreeSet<ResourceId> =
            self.children[at_root].iter().copied().collect();
        for child in self.children[contained].clone() {
            let plural = &self.api.resource(child).plural;
            let Some(twin) = self.twins.get(&child) else {
                return Some(format!("only one has `{plural}`"));
            };
            unmatched.remove(&twin.at_root);
            if let Some(difference) = self.resources(child, twin.at_root) {
                return Some(format!("{plural}: {difference}"));
            }
        }
        unmatched
            .first()
            .map(|child| format!("only one has `{}`", self.api.resource(*child).plural))
    }

    fn operations(&mut self, one: &[Operation], other: &[Operation]) -> Option<String> {
        for operation in one.iter().chain(other) {
            let pair = (
                one.iter().find(|candidate| candidate.action == operation.action),
                other.iter().find(|candidate| candidate.action == operation.action),
            );
            let (Some(one), Some(other)) = pair else {
                return Some(format!("only one has {}", operation.routes.first().id));
            };
            if let Some(difference) = self.operation(one, other) {
                return Some(format!(
                    "{} and {}: {difference}",
                    one.routes.first().id,
                    other.routes.first().id
                ));
            }
        }
        None
    }

    fn operation(&mut self, one: &Operation, other: &Operation) -> Option<String> {
        if one.method != other.method {
            return Some(format!("{} and {}", one.method, other.method));
        }
        let server = |operation: &Operation| {
            operation.server.as_ref().map(|server| server.url.clone())
        };
        if server(one) != server(other) {
            return Some("the server".to_owned());
        }
        if one.body != other.body {
            return Some("the encoding of the body".to_owned());
        }
        if one.authentication != other.authentication {
            return Some("the authentication".to_owned());
        }
        if one.paging != other.paging {
            return Some("the pagination".to_owned());
        }
        self.parameters(&one.parameters, &other.parameters)
            .or_else(|| self.responses(&one.responses, &other.responses))
    }

    fn parameters(&mut self, one: &[Parameter], other: &[Parameter]) -> Option<String> {
        fn by_key(parameters: &[Parameter]) -> BTreeMap<ParameterKey<'_>, &Parameter> {
            let first = parameters.iter().rev();
            first.map(|parameter| (parameter.key(), parameter)).collect()
        }
        let (ones, others) = (by_key(one), by_key(other));
        one.iter().chain(other).find_map(|parameter| {
            let key = parameter.key();
            let (Some(one), Some(other)) = (ones.get(&key), others.get(&key)) else {
                return Some(format!("only one has the parameter `{}`", parameter.wire));
            };
            if self.types(&one.ty, &other.ty).is_some() {
                return Some(format!("the type of the parameter `{}`", parameter.wire));
            }
            parameter_difference(one, other)
        })
    }

    fn responses(&mut self, one: &[Response], other: &[Response]) -> Option<String> {
        if !one
            .iter()
            .map(|response| response.status)
            .eq(other.iter().map(|response| response.status))
        {
            return Some("the status codes of the responses".to_owned());
        }
        one.iter().zip(other).find_map(|(one, other)| match (&one.body, &other.body) {
            (ResponseBody::Value(one), ResponseBody::Value(other))
            | (ResponseBody::Page(one), ResponseBody::Page(other)) => {
                self.types(one, other)
            }
            (one, other) if one == other => None,
            _ => Some(format!("the response with status code {}", one.status)),
        })
    }

    fn types(&mut self, one: &Type, other: &Type) -> Option<String> {
        match (one, other) {
            (Type::Model(one), Type::Model(other)) => self.models(*one, *other),
            (Type::Array(one), Type::Array(other))
            | (Type::Map(one), Type::Map(other)) => self.types(one, other),
            _ => (!is_same_value(self.api, one, other))
                .then(|| "the type of the response".to_owned()),
        }
    }

    fn models(&mut self, one: ModelId, other: ModelId) -> Option<String> {
        if one == other {
            return None;
        }
        let pair = (self.container_field, one, other);
        if let Some(known) = self.settled.get(&pair) {
            return known.clone();
        }
        if !self.open.insert((one, other)) {
            return None;
        }
        if self.depth == MAX_DEPTH {
            return Some(format!("models nested more than {MAX_DEPTH} levels deep"));
        }
        self.depth += 1;
        let difference = self.fields(one, other);
        self.depth -= 1;
        if difference.is_some() {
            self.settled.insert(pair, difference.clone());
        }
        if self.depth == 0 {
            let open = std::mem::take(&mut self.open);
            // Models assumed to be equal during the comparison are equal if no difference was found.
            if difference.is_none() {
                let equal = open.into_iter().map(|(one, other)| (pair.0, one, other));
                self.settled.extend(equal.map(|pair| (pair, None)));
            }
        }
        difference
    }

    fn fields(&mut self, one: ModelId, other: ModelId) -> Option<String> {
        let (one, other) = (self.api.model(one), self.api.model(other));
        let is_sent = one.direction.is_sent();
        if is_sent != other.direction.is_sent() {
            return Some(format!("only one request has `{}`", one.name));
        }
        if one.explicit_name != other.explicit_name {
            return Some(format!("the names of `{}` and `{}`", one.name, other.name));
        }
        if one.union != other.union {
            return Some(format!(
                "what tells `{}` and `{}` apart",
                one.name, other.name
            ));
        }
        let (ones, others) = (by_wire(&one.fields), by_wire(&other.fields));
        for field in one.fields.iter().chain(&other.fields) {
            let wire = field.wire.as_str();
            let (Some(one), Some(other)) = (ones.get(wire), others.get(wire)) else {
                if wire == self.container_field && matches!(field.ty, Type::Sid(_)) {
                    continue;
                }
                return Some(format!("only one response has `{wire}`"));
            };
            if one.sensitivity != other.sensitivity
                || one.explicit_name != other.explicit_name
            {
                return Some(format!(
                    "the name or the sensitivity of the field `{wire}`"
                ));
            }
            if self.types(&one.ty, &other.ty).is_some() {
                return Some(format!("the type of the field `{wire}`"));
            }
            if is_sent && sent(one) != sent(other) {
                return Some(format!("what requests contain of the field `{wire}`"));
            }
        }
        None
    }
}

fn own_difference(one: &Resource, other: &Resource) -> Option<String> {
    if one.kind != other.kind {
        return Some("one is a collection, the other a singleton".to_owned());
    }
    let argument = |resource: &Resource| {
        resource.scopes.first().instance.as_ref()?.last_argument().map(|last| last.ty)
    };
    (argument(one) != argument(other))
        .then(|| "the argument that identifies an instance".to_owned())
}

/// Compares the arguments of the accessors, which are methods of one handle after the merge.
fn arguments(api: &LoweredApi, one: &Resource, other: &Resource) -> Option<String> {
    let of = |resource: &Resource, handle| {
        let scope = resource.scopes.first();
        let path = scope.path_of(handle)?;
        let own = api.own_arguments(scope, path).map(|argument| argument.ty);
        Some(own.collect::<Vec<_>>())
    };
    let are_equal = |&handle: &HandleKind| of(one, handle) == of(other, handle);
    (![HandleKind::Collection, HandleKind::Instance].iter().all(are_equal))
        .then(|| "the arguments of the path".to_owned())
}

/// Compares explicit names: twins with different ones are meant to be separate.
fn names(one: &Resource, other: &Resource) -> Option<String> {
    let name = |resource: &Resource| {
        resource.explicit_name.clone().unwrap_or_else(|| resource.singular.clone())
    };
    (name(one) != name(other))
        .then(|| format!("the names `{}` and `{}`", name(one), name(other)))
}

/// Returns `true` if two types that contain no models are the same, apart from the values of enums.
///
/// Enums with different explicit names are meant to be separate.
fn is_same_value(api: &LoweredApi, one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::Array(one), Type::Array(other)) | (Type::Map(one), Type::Map(other)) => {
            is_same_value(api, one, other)
        }
        (Type::Enumeration(one), Type::Enumeration(other)) => {
            let (one, other) = (api.enumeration(*one), api.enumeration(*other));
            let names = one.explicit_name.as_ref().zip(other.explicit_name.as_ref());
            names.is_none_or(|(one, other)| one == other)
        }
        (one, other) => one == other,
    }
}

fn parameter_difference(one: &Parameter, other: &Parameter) -> Option<String> {
    let wire = &one.wire;
    if one.sent_style() != other.sent_style() {
        return Some(format!("the style of the parameter `{wire}`"));
    }
    if (one.required, one.role) != (other.required, other.role) {
        return Some(format!("the parameter `{wire}` is only required by one"));
    }
    if one.nullable != other.nullable {
        return Some(format!("whether the parameter `{wire}` can be null"));
    }
    if one.is_idempotency_key != other.is_idempotency_key {
        return Some(format!("whether the client sets the parameter `{wire}`"));
    }
    if (one.minimum, one.maximum) != (other.minimum, other.maximum) {
        return Some(format!("the limits of the parameter `{wire}`"));
    }
    (one.explicit_name != other.explicit_name)
        .then(|| format!("the name of the parameter `{wire}`"))
}

/// Returns what requests contain of a field, apart from its type.
fn sent(field: &Field) -> (bool, bool, Access, Option<i64>, Option<i64>) {
    (field.required, field.nullable, field.access, field.minimum, field.maximum)
}

fn by_wire(fields: &[Field]) -> HashMap<&str, &Field> {
    fields.iter().map(|field| (field.wire.as_str(), field)).collect()
}
