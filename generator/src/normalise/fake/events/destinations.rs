//! The places that events are sent to.

use std::collections::{HashMap, HashSet};

use super::is_sent;
use crate::ir::fake::drafts::KeywordsDraft;
use crate::ir::fake::{Destination, Effect, Keywords, PropertyPath};
use crate::ir::{EnumerationId, Event, Field, ResourceId, Type};
use crate::normalise::fake::context::Context;
use crate::normalise::fake::names::Names;
use crate::normalise::fake::resources::Resources;

/// The operations whose parameters set URLs of events.
pub(super) struct Callers<'a> {
    /// The resource and the position of each operation, by `operationId`.
    operations: HashMap<&'a str, (ResourceId, usize)>,
    /// The kinds of event.
    kinds: HashSet<&'a str>,
}

impl<'a> Callers<'a> {
    pub(super) fn of(context: &Context<'a>) -> Self {
        let api = context.api;
        let operations = api.resources.entries().flat_map(|(id, resource)| {
            let operations = resource.operations.iter().enumerate();
            operations.flat_map(move |(position, operation)| {
                let ids = operation.routes.iter().map(|route| route.id.as_str());
                ids.map(move |operation| (operation, (id, position)))
            })
        });
        let kinds = api.events.iter().flat_map(|events| {
            api.enumeration(events.kinds).variants.iter().map(|kind| kind.wire.as_str())
        });
        Self {
            operations: operations.collect(),
            kinds: kinds.collect(),
        }
    }

    /// Returns the places that an event is sent to: the properties that the parameters with URLs set.
    pub(super) fn destinations(
        &self,
        names: &mut Names<'_, '_>,
        (resources, changed): (&Resources, ResourceId),
        event: &Event,
    ) -> Vec<Destination> {
        let context = names.context;
        let drafts = context.api.fake.events.get(&event.kind);
        let mut destinations: Vec<Destination> = Vec::new();
        for sent in
            event.destinations.iter().filter(|sent| is_sent(context, event, sent))
        {
            let found = self.url(context, resources, &sent.operation, &sent.parameter);
            let draft = drafts.and_then(|drafts| drafts.get(&sent.operation));
            let replaced = draft.and_then(|draft| draft.replaces.as_ref());
            let replaced = replaced.and_then(|name| names.resource(name));
            let keywords = draft.and_then(|draft| draft.keywords.as_ref());
            let destination = found.map(|(resource, url)| Destination {
                keywords: keywords
                    .and_then(|draft| listed(names, (resource, changed), draft)),
                // A callback that several operations share may replace that of one of them.
                replaces: replaced.filter(|replaced| *replaced != resource),
                ..self.destination(context, resource, url)
            });
            // The operations that create and update a webhook set the same property.
            destinations
                .extend(destination.filter(|found| !destinations.contains(found)));
        }
        destinations
    }

    /// Returns the property that a parameter of an operation sets.
    fn url(
        &self,
        context: &Context<'_>,
        resources: &Resources,
        operation: &str,
        parameter: &str,
    ) -> Option<(ResourceId, PropertyPath)> {
        let (resource, position) = *self.operations.get(operation)?;
        let described = &context.api.resource(resource).operations[position];
        let index =
            described.parameters.iter().position(|known| known.wire == parameter)?;
        match &resources[resource].operations[position].parameters[index].effect {
            Effect::Set(property) => Some((resource, property.clone())),
            _ => None,
        }
    }

    fn destination(
        &self,
        context: &Context<'_>,
        resource: ResourceId,
        url: PropertyPath,
    ) -> Destination {
        let beside = |is_wanted: &dyn Fn(&Field) -> bool| {
            let (_, above) = url.split_last()?;
            let mut model = context.api.resource(resource).model?;
            for name in above {
                let Type::Model(below) = context.field(model, name)?.ty else {
                    return None;
                };
                model = below;
            }
            let field = context.fields(model).find(|field| is_wanted(field))?;
            Some([above, std::slice::from_ref(&field.wire)].concat())
        };
        Destination {
            resource,
            kinds: beside(&|field| self.lists_kinds(context, field)),
            keywords: None,
            method: beside(&|field| is_method(context, field)),
            url,
            replaces: None,
        }
    }

    /// Returns `true` for a list of kinds of event.
    fn lists_kinds(&self, context: &Context<'_>, field: &Field) -> bool {
        let Type::Array(element) = &field.ty else {
            return false;
        };
        let Type::Enumeration(id) = **element else {
            return false;
        };
        let mut values = values(context, id);
        values.all(|value| self.kinds.contains(value))
    }
}

/// Returns which destinations list keywords.
fn listed(
    names: &mut Names<'_, '_>,
    (resource, changed): (ResourceId, ResourceId),
    draft: &KeywordsDraft,
) -> Option<Keywords> {
    let (target, value) = &draft.target;
    let text = draft.text.as_ref();
    Some(Keywords {
        target: (names.property(resource, target)?, value.clone()),
        list: names.property(resource, &draft.list)?,
        text: text.and_then(|name| names.property(changed, name)),
    })
}

/// Returns `true` for an enumeration of `GET` and `POST`.
fn is_method(context: &Context<'_>, field: &Field) -> bool {
    let Type::Enumeration(id) = field.ty else {
        return false;
    };
    let has = |method: &str| {
        values(context, id).any(|value| value.eq_ignore_ascii_case(method))
    };
    has("GET") && has("POST")
}

/// Returns the values of an enumeration.
fn values<'a>(
    context: &Context<'a>,
    id: EnumerationId,
) -> impl Iterator<Item = &'a str> {
    let variants = context.api.enumeration(id).variants.iter();
    variants.map(|variant| variant.wire.as_str())
}
