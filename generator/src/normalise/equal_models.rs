//! Pass: equal objects are one type, if at least one of them is declared in its place.
//!
//! Objects that resources share by name are kept as they are. One that a schema declares inline is replaced by an equal one
//! that has a name, that the same resource uses, or that has the same role.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rewrite::every_type;
use crate::ir::{
    Access, Discriminator, Field, IdVec, LoweredApi, Model, ModelId, Presence,
    Sensitivity, Type, Undecided,
};

/// The start of the pointers of schemas that have a name.
const SCHEMAS: &str = "/components/schemas/";

/// The least number of fields by which objects of several resources are considered equal, and not only alike.
const FEWEST_FIELDS: usize = 2;

/// Replaces inline models by equal ones.
pub(super) fn merge(api: &mut LoweredApi) {
    let classes = classes(&api.models);
    let uses = Uses::of(api);
    let mut kept: HashMap<ModelId, Vec<ModelId>> = HashMap::new();
    let mut replaced: BTreeMap<ModelId, ModelId> = BTreeMap::new();
    let (inline, named): (Vec<_>, Vec<_>) =
        api.models.entries().partition(|(_, model)| is_inline(model));
    for (id, model) in named.into_iter().chain(inline) {
        let others = kept.entry(classes[id]).or_default();
        let may_go = is_inline(model) && !uses.in_events.contains(&id);
        let other = others.iter().copied().find(|other| {
            may_go
                && !uses.in_events.contains(other)
                && uses.are_one((id, model), (*other, &api.models[*other]))
        });
        match other {
            Some(other) => {
                replaced.insert(id, other);
            }
            None => others.push(id),
        }
    }
    for (id, other) in &replaced {
        let absorbed = api.models[*id].clone();
        absorb(&mut api.models[*other], absorbed);
    }
    let renumbering = api.models.merge(&replaced);
    every_type(api, |ty| {
        if let Type::Model(id) = ty {
            *id = renumbering.new_id(*id);
        }
    });
}

/// Adds the places and the descriptions of an equal model.
fn absorb(kept: &mut Model<Undecided>, absorbed: Model<Undecided>) {
    kept.pointers.extend(absorbed.pointers);
    kept.direction = kept.direction.and(absorbed.direction);
    if kept.description.is_empty() {
        kept.description = absorbed.description;
    }
    let mut others: HashMap<String, Field> =
        absorbed.fields.into_iter().map(|field| (field.wire.clone(), field)).collect();
    for field in &mut kept.fields {
        if let Some(other) = others.remove(&field.wire)
            && field.description.is_empty()
        {
            field.description = other.description;
        }
    }
}

fn is_inline(model: &Model<Undecided>) -> bool {
    let name = model.pointers[0].as_str().strip_prefix(SCHEMAS);
    name.is_none_or(|name| name.contains('/'))
}

/// The resources that use models.
struct Uses {
    /// The first resource that uses each model.
    first: HashMap<ModelId, usize>,
    /// The models of resources.
    of_resources: BTreeSet<ModelId>,
    /// The models in events, which are emitted in another way.
    in_events: BTreeSet<ModelId>,
}

impl Uses {
    fn of(api: &LoweredApi) -> Self {
        let mut first = HashMap::new();
        for (number, resource) in api.resources.iter().enumerate() {
            let types = resource.operations.iter().flat_map(|operation| {
                let parameters = operation.parameters.iter();
                parameters.map(|parameter| &parameter.ty).chain(operation.received())
            });
            for id in api.reached(types.filter_map(Type::model), |_| true) {
                first.entry(id).or_insert(number);
            }
        }
        let events = api.events.iter();
        let events = events
            .flat_map(|events| events.models().into_iter().chain(events.reply_models()));
        Self {
            first,
            of_resources: api.resources.iter().filter_map(|one| one.model).collect(),
            in_events: api.reached(events, |_| true),
        }
    }

    /// Returns `true` if two equal models are meant to be one.
    fn are_one(
        &self,
        (one, model): (ModelId, &Model<Undecided>),
        (other, target): (ModelId, &Model<Undecided>),
    ) -> bool {
        if self.first.get(&one) == self.first.get(&other) {
            return true;
        }
        let are_of_resources =
            self.of_resources.contains(&one) && self.of_resources.contains(&other);
        let have_same_role = role(model) == role(target);
        !are_of_resources
            && model.fields.len() >= FEWEST_FIELDS
            && (have_same_role || !is_inline(target))
    }
}

/// Returns the name of the property or schema that a model is declared for.
fn role(model: &Model<Undecided>) -> Option<String> {
    let tokens: Vec<String> = model.pointers[0].tokens().collect();
    let is_name = |token: &&String| {
        !matches!(token.as_str(), "items" | "schema" | "additionalProperties" | "allOf")
            && token.parse::<usize>().is_err()
    };
    tokens.iter().rev().find(is_name).cloned()
}

/// What makes models equal: everything that code can notice.
type Key<'a> =
    (Option<&'a String>, Option<&'a Discriminator>, bool, Vec<FieldKey<'a>>, bool);

/// The same for a field. Its name comes first, since fields are compared in that order.
type FieldKey<'a> = (
    &'a str,
    Option<&'a String>,
    (Presence, bool, bool, Access),
    (Option<i64>, Option<i64>, Option<&'a String>),
    (Sensitivity, bool),
    Type,
);

/// Returns the first of the models that are equal to each one. Models are equal if their fields are, up to equal models in
/// them: starting with one class, models are told apart by their fields until nothing changes.
fn classes(models: &IdVec<ModelId, Model<Undecided>>) -> IdVec<ModelId, ModelId> {
    let Some(first) = models.ids().next() else {
        return models.map(|id, _| id);
    };
    let mut classes = models.map(|_, _| first);
    let mut count = 1;
    loop {
        let mut known: HashMap<Key<'_>, ModelId> = HashMap::new();
        let next =
            models.map(|id, model| *known.entry(key(model, &classes)).or_insert(id));
        let is_settled = known.len() == count;
        count = known.len();
        classes = next;
        if is_settled {
            return classes;
        }
    }
}

fn key<'a>(model: &'a Model<Undecided>, classes: &IdVec<ModelId, ModelId>) -> Key<'a> {
    let fields = model.fields.iter().map(|field| {
        let mut ty = field.ty.clone();
        if let Type::Model(id) = ty.innermost_mut() {
            *id = classes[*id];
        }
        (
            field.wire.as_str(),
            field.explicit_name.as_ref(),
            (field.presence, field.required, field.nullable, field.access),
            (field.minimum, field.maximum, field.default.as_ref()),
            (field.sensitivity, field.deprecated),
            ty,
        )
    });
    let mut fields: Vec<FieldKey<'a>> = fields.collect();
    // The order of variants may decide which one a value is.
    if model.union.is_none() {
        fields.sort_by_key(|field| field.0);
    }
    let is_cleared = fields.iter().any(|field| field.2.2);
    let is_sent = is_cleared && model.direction.is_sent();
    (
        model.explicit_name.as_ref(),
        model.union.as_ref(),
        is_sent,
        fields,
        model.deprecated,
    )
}
