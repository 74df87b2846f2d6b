//! Pass: a path argument without a pattern accepts a SID or another identifier of the resource.
//!
//! The kind of SID is that of the field of the model with the argument's name: `{Sid}` corresponds to `sid`,
//! `{ConversationSid}` to `conversation_sid`. An argument with a pattern only accepts a SID, as does one of a resource with
//! typed IDs; one without a corresponding field accepts any string.

use std::borrow::Cow;
use std::collections::HashMap;

use heck::ToSnakeCase;

use crate::ir::{
    ArgumentType, LoweredApi, Model, ModelId, PathTemplate, Resource, SidForm, SidId,
    Type, Undecided,
};

/// Sets the types of the last arguments of instance paths, and of the same arguments in the paths below.
pub(super) fn accept_names(api: &mut LoweredApi) {
    // By the shape of the path that ends with the argument.
    let mut types: HashMap<Vec<String>, ArgumentType> = HashMap::new();
    let mut sids: HashMap<ModelId, SidFields<'_>> = HashMap::new();
    for resource in &api.resources {
        let Some((shape, wire, ty)) = own_argument(resource) else {
            continue;
        };
        let mut sid = || {
            let model = resource.model?;
            let fields =
                sids.entry(model).or_insert_with(|| sid_fields(api.model(model)));
            fields.get(wire.to_snake_case().as_str()).copied()?
        };
        let ty = match ty {
            ArgumentType::Text => sid().map_or(ty, |sid| match api.sid(sid).form {
                SidForm::Sid => ArgumentType::SidOrName(sid),
                SidForm::TypedId => ArgumentType::Sid(sid),
            }),
            ty => ty,
        };
        types.insert(shape, ty);
    }
    for path in api.resources.iter_mut().flat_map(paths_mut) {
        set_arguments(path, &types);
    }
}

/// Returns the shape of the instance path, and the name and type of its last argument.
fn own_argument(resource: &Resource) -> Option<(Vec<String>, String, ArgumentType)> {
    let instance = resource.scopes.first().instance.as_ref()?;
    let argument = instance.last_argument()?;
    let shape = instance.stem().into_iter().map(Cow::into_owned).collect();
    Some((shape, argument.wire.clone(), argument.ty))
}

/// The kinds of SID in the fields of a model, by field name.
type SidFields<'a> = HashMap<&'a str, Option<SidId>>;

fn sid_fields(model: &Model<Undecided>) -> SidFields<'_> {
    let fields = model.fields.iter().map(|field| {
        let sid = match field.ty {
            Type::Sid(sid) => Some(sid),
            _ => None,
        };
        (field.wire.as_str(), sid)
    });
    fields.collect()
}

fn paths_mut(resource: &mut Resource) -> impl Iterator<Item = &mut PathTemplate> {
    let scopes = resource
        .scopes
        .iter_mut()
        .flat_map(|scope| [&mut scope.collection, &mut scope.instance]);
    let routes =
        resource.operations.iter_mut().flat_map(|operation| operation.routes.iter_mut());
    scopes.flatten().chain(routes.map(|route| &mut route.path))
}

/// Sets the type of each argument of a path to that of the instance path that ends with it.
fn set_arguments(path: &mut PathTemplate, types: &HashMap<Vec<String>, ArgumentType>) {
    let mut shape: Vec<String> = path.shape().into_iter().map(Cow::into_owned).collect();
    for (index, segment) in path.segments.iter_mut().enumerate() {
        let stem = segment.stem().into_owned();
        let whole = std::mem::replace(&mut shape[index], stem);
        if let Some(ty) = types.get(&shape[..=index])
            && let Some(argument) = segment.arguments_mut().last()
        {
            argument.ty = *ty;
        }
        shape[index] = whole;
    }
}
