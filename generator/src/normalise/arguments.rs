//! A path argument without a pattern takes a SID or another name of the same thing.
//!
//! The kind of SID is that of the model's field of the argument's name: `{Sid}` goes with `sid`, `{ConversationSid}`
//! with `conversation_sid`. Where the argument has a pattern, only a SID will do; where no field tells the kind, any
//! text.

use heck::ToSnakeCase;

use crate::ir::{
    Api, ArgumentType, Model, PathTemplate, Resource, Segment, SidId, Type,
};

/// Types the arguments at the ends of instance paths, and with them those in the paths below.
pub(super) fn accept_names(api: &mut Api) {
    for index in 0..api.resources.len() {
        let Some(argument) = own_argument(&api.resources[index]) else {
            continue;
        };
        let (position, wire, ty) = argument;
        let ty = match (ty, api.resources[index].model) {
            (ArgumentType::Text, Some(model)) => {
                match sid_field(api.model(model), &wire) {
                    Some(sid) => ArgumentType::SidOrName(sid),
                    None => ArgumentType::Text,
                }
            }
            (ty, _) => ty,
        };
        let shape = instance_shape(&api.resources[index]);
        for resource in &mut api.resources {
            for path in paths_mut(resource) {
                set_argument(path, &shape, position, ty);
            }
        }
    }
}

fn own_argument(resource: &Resource) -> Option<(usize, String, ArgumentType)> {
    let instance = resource.scopes[0].instance.as_ref()?;
    let argument = instance.last_argument()?;
    Some((instance.segments.len() - 1, argument.wire.clone(), argument.ty))
}

fn instance_shape(resource: &Resource) -> Vec<String> {
    let instance = resource.scopes[0].instance.as_ref();
    instance
        .map(|path| path.shape().into_iter().map(str::to_owned).collect())
        .unwrap_or_default()
}

fn sid_field(model: &Model, argument: &str) -> Option<SidId> {
    let name = argument.to_snake_case();
    model.fields.iter().find(|field| field.wire == name).and_then(|field| {
        match field.ty {
            Type::Sid(sid) => Some(sid),
            _ => None,
        }
    })
}

fn paths_mut(resource: &mut Resource) -> impl Iterator<Item = &mut PathTemplate> {
    let scopes = resource
        .scopes
        .iter_mut()
        .flat_map(|scope| [&mut scope.collection, &mut scope.instance]);
    let routes =
        resource.operations.iter_mut().flat_map(|operation| &mut operation.routes);
    scopes.flatten().chain(routes.map(|route| &mut route.path))
}

/// Sets the argument at `position` if the path leads through the instance of that shape.
fn set_argument(
    path: &mut PathTemplate,
    shape: &[String],
    position: usize,
    ty: ArgumentType,
) {
    let leads_through = path.segments.len() >= shape.len()
        && path.shape().iter().zip(shape).all(|(a, b)| a == b);
    if !leads_through {
        return;
    }
    if let Segment::Argument(argument) = &mut path.segments[position] {
        argument.ty = ty;
    }
}
