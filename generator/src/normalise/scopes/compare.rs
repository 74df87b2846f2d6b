//! Whether two resources offer the same; if not, the first difference in words.

use std::collections::{BTreeMap, BTreeSet};

use super::Twin;
use crate::ir::{
    Api, Field, ModelId, Operation, Parameter, Resource, ResourceId, Response,
    ResponseBody, Type,
};

/// One comparison of a contained resource with one at the root.
pub(super) struct Comparison<'a> {
    api: &'a Api,
    container_field: &'a str,
    /// Pairs of models already compared, or being compared: they may lead back to each other.
    compared: BTreeSet<(ModelId, ModelId)>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(api: &'a Api, container_field: &'a str) -> Self {
        Comparison {
            api,
            container_field,
            compared: BTreeSet::new(),
        }
    }

    /// The first difference between two resources, everything below them included.
    pub(super) fn difference(
        &mut self,
        contained: ResourceId,
        at_root: ResourceId,
        twins: &BTreeMap<ResourceId, Twin>,
    ) -> Option<String> {
        let (one, other) = (self.api.resource(contained), self.api.resource(at_root));
        own_difference(one, other)
            .or_else(|| self.operations(&one.operations, &other.operations))
            .or_else(|| self.children(contained, at_root, twins))
            .or_else(|| names(one, other))
    }

    /// Compares what belongs to the two resources. Each child needs a twin among the children of the other.
    fn children(
        &mut self,
        contained: ResourceId,
        at_root: ResourceId,
        twins: &BTreeMap<ResourceId, Twin>,
    ) -> Option<String> {
        let mut unmatched: Vec<ResourceId> = self.children_of(at_root);
        for child in self.children_of(contained) {
            let Some(twin) = twins.get(&child) else {
                return Some(format!(
                    "only one has `{}`",
                    self.api.resource(child).plural
                ));
            };
            unmatched.retain(|other| *other != twin.at_root);
            if let Some(difference) = self.difference(child, twin.at_root, twins) {
                return Some(format!(
                    "{}: {difference}",
                    self.api.resource(child).plural
                ));
            }
        }
        unmatched
            .first()
            .map(|child| format!("only one has `{}`", self.api.resource(*child).plural))
    }

    fn children_of(&self, parent: ResourceId) -> Vec<ResourceId> {
        let is_child = |id: &ResourceId| {
            self.api.resource(*id).scopes[0]
                .parent
                .is_some_and(|(other, _)| other == parent)
        };
        self.api.resource_ids().filter(is_child).collect()
    }

    fn operations(&mut self, one: &[Operation], other: &[Operation]) -> Option<String> {
        for operation in one.iter().chain(other) {
            let pair = (
                one.iter().find(|candidate| candidate.action == operation.action),
                other.iter().find(|candidate| candidate.action == operation.action),
            );
            let (Some(one), Some(other)) = pair else {
                return Some(format!("only one has {}", operation.routes[0].id));
            };
            if let Some(difference) = self.operation(one, other) {
                return Some(format!(
                    "{} and {}: {difference}",
                    one.routes[0].id, other.routes[0].id
                ));
            }
        }
        None
    }

    fn operation(&mut self, one: &Operation, other: &Operation) -> Option<String> {
        if one.method != other.method {
            return Some(format!("{} and {}", one.method, other.method));
        }
        if one.body != other.body {
            return Some("how the body is written".to_owned());
        }
        if one.paging != other.paging {
            return Some("how pages are made".to_owned());
        }
        parameters(&one.parameters, &other.parameters)
            .or_else(|| self.responses(&one.responses, &other.responses))
    }

    fn responses(&mut self, one: &[Response], other: &[Response]) -> Option<String> {
        if !one
            .iter()
            .map(|response| response.status)
            .eq(other.iter().map(|response| response.status))
        {
            return Some("the statuses of the answers".to_owned());
        }
        one.iter().zip(other).find_map(|(one, other)| match (&one.body, &other.body) {
            (ResponseBody::Value(one), ResponseBody::Value(other))
            | (ResponseBody::Page(one), ResponseBody::Page(other)) => {
                self.types(one, other)
            }
            (ResponseBody::Empty, ResponseBody::Empty) => None,
            _ => Some(format!("the answer of status {}", one.status)),
        })
    }

    fn types(&mut self, one: &Type, other: &Type) -> Option<String> {
        match (one, other) {
            (Type::Model(one), Type::Model(other)) => self.models(*one, *other),
            (Type::Array(one), Type::Array(other))
            | (Type::Map(one), Type::Map(other)) => self.types(one, other),
            _ => (one != other).then(|| "the type of the answer".to_owned()),
        }
    }

    fn models(&mut self, one: ModelId, other: ModelId) -> Option<String> {
        if one == other || !self.compared.insert((one, other)) {
            return None;
        }
        let (one, other) = (self.api.model(one), self.api.model(other));
        if one.explicit_name != other.explicit_name {
            return Some(format!("the names of `{}` and `{}`", one.name, other.name));
        }
        for field in one.fields.iter().chain(&other.fields) {
            let pair =
                (find(&one.fields, &field.wire), find(&other.fields, &field.wire));
            let (Some(one), Some(other)) = pair else {
                if field.wire == self.container_field && matches!(field.ty, Type::Sid(_))
                {
                    continue;
                }
                return Some(format!("only one answer has `{}`", field.wire));
            };
            if one.sensitivity != other.sensitivity
                || one.explicit_name != other.explicit_name
            {
                return Some(format!(
                    "the name or the secrecy of the field `{}`",
                    field.wire
                ));
            }
            if self.types(&one.ty, &other.ty).is_some() {
                return Some(format!("the type of the field `{}`", field.wire));
            }
        }
        None
    }
}

fn own_difference(one: &Resource, other: &Resource) -> Option<String> {
    if one.kind != other.kind {
        return Some("one is a collection, the other a single instance".to_owned());
    }
    let argument = |resource: &Resource| {
        resource.scopes[0].instance.as_ref()?.last_argument().map(|last| last.ty)
    };
    (argument(one) != argument(other)).then(|| "what picks an instance".to_owned())
}

/// Twins that are called differently by hand are meant to stay apart.
fn names(one: &Resource, other: &Resource) -> Option<String> {
    let name = |resource: &Resource| {
        resource.explicit_name.clone().unwrap_or_else(|| resource.singular.clone())
    };
    (name(one) != name(other))
        .then(|| format!("the names `{}` and `{}`", name(one), name(other)))
}

fn parameters(one: &[Parameter], other: &[Parameter]) -> Option<String> {
    let find = |parameters: &[Parameter], wanted: &Parameter| {
        let place = (wanted.location, &wanted.wire);
        parameters.iter().position(|known| (known.location, &known.wire) == place)
    };
    one.iter().chain(other).find_map(|parameter| {
        match (find(one, parameter), find(other, parameter)) {
            (Some(first), Some(second)) => {
                parameter_difference(&one[first], &other[second])
            }
            _ => Some(format!("only one has the parameter `{}`", parameter.wire)),
        }
    })
}

fn parameter_difference(one: &Parameter, other: &Parameter) -> Option<String> {
    let wire = &one.wire;
    if one.ty != other.ty {
        return Some(format!("the type or the values of the parameter `{wire}`"));
    }
    if (one.required, one.role) != (other.required, other.role) {
        return Some(format!("whether the parameter `{wire}` is required"));
    }
    if (one.minimum, one.maximum) != (other.minimum, other.maximum) {
        return Some(format!("the limits of the parameter `{wire}`"));
    }
    (one.explicit_name != other.explicit_name)
        .then(|| format!("the name of the parameter `{wire}`"))
}

fn find<'f>(fields: &'f [Field], wire: &str) -> Option<&'f Field> {
    fields.iter().find(|field| field.wire == wire)
}
